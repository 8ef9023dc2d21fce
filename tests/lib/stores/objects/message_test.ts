import assert from "node:assert/strict";
import { formatMessage } from "../../../../lib/stores/objects/message.ts";

const MARKS = ["[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]"];

Deno.test("formatMessage() keeps a subject and its body", () => {
  const message = formatMessage("Subject\nof two lines\r\n\r\nBody,\nmore.\n\n\n\nLast.", {});
  assert.equal(message, "Subject of two lines\n\nBody,\nmore.\n\nLast.\n");
});

Deno.test("formatMessage() takes out every mark that leaves out checks", () => {
  for (const mark of [...MARKS, "skip-checks:", "skip-checks: true", "Skip-Checks:TRUE"]) {
    for (
      const text of [
        mark,
        mark.toUpperCase(),
        `a ${mark} b`,
        `a\n\n${mark}\n\nb`,
        mark.replace(" ", "\n"),
      ]
    ) {
      assert.doesNotMatch(formatMessage(text, { Actor: text }), FORBIDDEN, JSON.stringify(text));
    }
    const nested = `${mark.slice(0, 3)}${mark}${mark.slice(3)}`;
    assert.doesNotMatch(formatMessage(nested, { Actor: nested }), FORBIDDEN, nested);
    const hidden = `${mark.slice(0, 3)}\x07\u202e${mark.slice(3)}`;
    assert.doesNotMatch(formatMessage(hidden, {}), FORBIDDEN, hidden);
  }
});

const FORBIDDEN = /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|skip-checks:/i;

Deno.test("formatMessage() takes out characters that hide or turn text", () => {
  const message = formatMessage("a\0b\x1b[31mc\u202ed\u2066e\u2028f\tg", {});
  assert.equal(message, "ab[31mcde f g\n");
});

Deno.test("formatMessage() always says something", () => {
  for (const text of ["", " \n ", "[skip ci]", "\0", "---"]) {
    assert.equal(formatMessage(text, {}), "Update\n", JSON.stringify(text));
  }
});
