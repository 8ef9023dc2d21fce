import assert from "node:assert/strict";
import type { GeneratedAnswer } from "../../../islands/editor/api_answers.ts";
import {
  fieldLines,
  filesOf,
  lineLosses,
  lossesOf,
  markedLines,
  originOf,
} from "../../../islands/editor/generated.ts";

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

const MAPPED: GeneratedAnswer = {
  files: [{ path: "a.yaml", text: "" }],
  report: [
    { node: "api", path: ["ports", 0, "name"], class: "exact", message: "" },
    { node: "api", path: ["rollout"], class: "approximated", message: "Nearly." },
    { node: "db", path: ["rollout"], class: "dropped", message: "Not at all." },
  ],
  map: {
    files: {
      "a.yaml": [
        { from: 1, to: 1, node: null, path: [] },
        { from: 2, to: 2, node: "api", path: [] },
        { from: 3, to: 4, node: "api", path: ["ports", 0, "name"] },
        { from: 5, to: 5, node: "api", path: ["rollout", "type"] },
      ],
    },
  },
};

Deno.test("a line knows the field that it came from; what belongs to all has none", () => {
  assert.deepEqual(originOf(MAPPED, "a.yaml", 4)?.path, ["ports", 0, "name"]);
  assert.equal(originOf(MAPPED, "a.yaml", 1), undefined);
  assert.equal(originOf(MAPPED, "a.yaml", 9), undefined);
  assert.equal(originOf(undefined, "a.yaml", 2), undefined);
});

Deno.test("a field knows the lines that came from it or from something in it", () => {
  const lines = (...path: (string | number)[]) => [
    ...fieldLines(MAPPED, "a.yaml", { node: "api", path }),
  ];
  assert.deepEqual(lines("ports"), [3, 4]);
  assert.deepEqual(lines("ports", 0, "name"), [3, 4]);
  assert.deepEqual(lines("ports", 1), []);
  assert.deepEqual([...fieldLines(MAPPED, "a.yaml", { node: "db", path: ["ports"] })], []);
  assert.deepEqual([...fieldLines(MAPPED, "a.yaml", undefined)], []);
});

Deno.test("a line that does not carry its field exactly says so, and no other does", () => {
  const losses = [...lineLosses(MAPPED, "a.yaml")];
  assert.deepEqual(losses.map(([line, [loss]]) => [line, loss!.message]), [[5, "Nearly."]]);
});
