import assert from "node:assert/strict";
import type { GeneratedAnswer } from "../../../islands/editor/api_answers.ts";
import { filesOf, lossesOf, markedLines } from "../../../islands/editor/generated.ts";

const GENERATED: GeneratedAnswer = {
  files: [{ path: "a.yaml", text: "" }, { path: "b.yaml", text: "" }],
  report: [
    { node: "api", path: ["x"], class: "approximated", message: "Nearly." },
    { node: "api", path: ["y"], class: "exact", message: "" },
    { node: "api", path: ["z"], class: "dropped", message: "Not at all." },
  ],
  map: {
    files: {
      "a.yaml": [
        { from: 1, to: 2, node: "api", path: [] },
        { from: 3, to: 3, node: null, path: [] },
        { from: 4, to: 5, node: "db", path: [] },
      ],
      "b.yaml": [{ from: 1, to: 1, node: "db", path: [] }],
    },
  },
};

Deno.test("the lines of the selected nodes are marked, and those of nobody are not", () => {
  const lines = (path: string, ...nodes: string[]) => [
    ...markedLines(GENERATED, path, new Set(nodes)),
  ];
  assert.deepEqual(lines("a.yaml", "api"), [1, 2]);
  assert.deepEqual(lines("a.yaml", "api", "db"), [1, 2, 4, 5]);
  assert.deepEqual(lines("c.yaml", "api"), []);
  assert.deepEqual([...markedLines(undefined, undefined, new Set(["api"]))], []);
});

Deno.test("the files that hold something of the selected nodes are known", () => {
  assert.deepEqual([...filesOf(GENERATED, new Set(["api"]))], ["a.yaml"]);
  assert.deepEqual([...filesOf(GENERATED, new Set(["db"]))], ["a.yaml", "b.yaml"]);
  assert.deepEqual([...filesOf(undefined, new Set(["db"]))], []);
});

Deno.test("what is dropped is told before what is approximated, and what is exact is not told", () => {
  assert.deepEqual(lossesOf(GENERATED).map((one) => one.class), ["dropped", "approximated"]);
});
