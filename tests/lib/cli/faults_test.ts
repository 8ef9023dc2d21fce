import assert from "node:assert/strict";
import { printable, problemText } from "../../../lib/cli/faults.ts";
import type { LocatedProblem } from "../../../lib/model/problem.ts";

const problem: LocatedProblem = {
  code: "wrong_type",
  severity: "error",
  path: ["spec"],
  message: "spec must be a map",
  file: "shop.yaml",
  line: 2,
  column: 7,
};

Deno.test("problemText() shows the place, the line and a caret under it", () => {
  assert.equal(
    problemText({ ...problem, suggestion: "{}" }, "kind: x\nspec:\t12\r\n"),
    "shop.yaml:2:7: wrong_type: spec must be a map (did you mean {}?)\n" +
      "    spec: 12\n" +
      "          ^\n",
  );
});

Deno.test("problemText() names the severity of what is no error", () => {
  assert.match(
    problemText({ ...problem, severity: "warning" }, undefined),
    /: warning: wrong_type:/,
  );
});

Deno.test("problemText() shows a long line around its caret", () => {
  const text = problemText(
    { ...problem, line: 1, column: 5001 },
    "x".repeat(5000) + "y" + "z".repeat(5000),
  );
  const [, shown, caret] = text.split("\n");
  assert.ok(shown!.length < 140);
  assert.equal(shown![caret!.length - 1], "y");
});

Deno.test("printable() lets no text write to the terminal", () => {
  assert.equal(printable("a\x1b[31mb\u202ec\n"), "a\\u001b[31mb\\u202ec\\u000a");
});
