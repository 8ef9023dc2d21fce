import assert from "node:assert/strict";
import { ImportReport } from "../../../../lib/importers/shared/report.ts";

const file = { path: "a.yaml", text: "one: 1\n\n# a comment\ntwo: 2\nthree: 3\n---\nfour: 4\n" };

Deno.test("lines() covers every line with content, and says why a forgotten one is dropped", () => {
  const report = new ImportReport([file]);
  report.taken({ file: "a.yaml", from: 1, to: 1 }, "one", "web");
  const lines = report.lines("Nobody reads it.");
  assert.deepEqual(lines.map(({ from, to, class: became }) => [from, to, became]), [
    [1, 1, "taken"],
    [4, 5, "dropped"],
    [7, 7, "dropped"],
  ]);
  assert.equal(lines[1]!.message, "Nobody reads it.");
});

Deno.test("lines() orders by file as given and by line, and keeps the node", () => {
  const report = new ImportReport([{ path: "b", text: "x\n" }, { path: "a", text: "x\ny\n" }]);
  report.dropped({ file: "a", from: 2, to: 2 }, "y", "No place.");
  report.approximated({ file: "a", from: 1, to: 1 }, "x", "Rounded.", "web");
  report.custom({ file: "b", from: 1, to: 1 }, "x", "thing");
  assert.deepEqual(report.lines(), [
    { file: "b", from: 1, to: 1, source: "x", class: "custom", message: "", node: "thing" },
    {
      file: "a",
      from: 1,
      to: 1,
      source: "x",
      class: "approximated",
      message: "Rounded.",
      node: "web",
    },
    { file: "a", from: 2, to: 2, source: "y", class: "dropped", message: "No place." },
  ]);
});

Deno.test("lines() is quick where many entries overlap", () => {
  const text = "a: 1\n".repeat(50_000);
  const report = new ImportReport([{ path: "a", text }]);
  for (let line = 1; line <= 50_000; line++) report.taken({ file: "a", from: 1, to: line }, "a");
  const start = performance.now();
  assert.equal(report.lines().length, 50_000);
  assert.ok(performance.now() - start < 5_000);
});
