import assert from "node:assert/strict";
import { lines, logLines } from "../../../../lib/targets/docker_compose/lines.ts";

Deno.test("lines() leaves out what is empty", () => {
  assert.deepEqual(lines("a\r\n\n b \n"), ["a", "b"]);
});

Deno.test("logLines() puts both outputs in order and drops times", () => {
  const text = "2026-01-01T00:00:03Z c\n2026-01-01T00:00:02Z b  b\n2026-01-01T00:00:01Z \n";
  assert.deepEqual(logLines(text), ["", "b  b", "c"]);
});

Deno.test("logLines() keeps nothing that a terminal acts on, and no endless line", () => {
  assert.deepEqual(logLines("2026Z \x1b[31mred\x1b[0m\x07\x08 \x1b]x\ttab\r\n"), ["red x\ttab"]);
  assert.equal(logLines(`2026Z ${"x".repeat(5000)}`)[0]!.length, 1000);
});
