import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import type { ConflictAnswer } from "../../../islands/editor/api_answers.ts";
import { createClashing, isWritable, valueOf } from "../../../islands/editor/clashing.ts";
import { fieldTitle, valueWords } from "../../../islands/editor/field_words.ts";
import type { Clash } from "../../../islands/editor/saving.ts";
import { CATALOGUE, openEditor } from "./workbench.ts";

const REPLICAS: ConflictAnswer = {
  id: "1",
  file: "workflow",
  node: "api",
  path: ["config", "replicas"],
  base: 2,
  ours: 4,
  theirs: 3,
};
const GRAPH: ConflictAnswer = {
  id: "2",
  file: "workflow",
  node: "db",
  path: ["graph"],
  base: null,
  ours: null,
  theirs: null,
  message: "A circle.",
};
const TITLE: ConflictAnswer = { ...REPLICAS, id: "3", node: null, path: ["metadata", "title"] };

function clashOf(...conflicts: ConflictAnswer[]) {
  return signal<Clash | undefined>({ conflicts, isUnreadable: false, message: "" });
}

Deno.test("each conflict is decided once, and the last decision counts", () => {
  const clashing = createClashing(clashOf(REPLICAS, TITLE));
  assert.equal(clashing.open.value, 2);
  clashing.decide({ id: "1", take: "ours" });
  clashing.decide({ id: "1", value: 9 });
  assert.equal(clashing.open.value, 1);
  assert.deepEqual(clashing.resolutions(), [{ id: "1", value: 9 }]);
});

Deno.test("a side of everything can be taken, but of what both together break", () => {
  const clashing = createClashing(clashOf(REPLICAS, GRAPH, TITLE));
  assert.deepEqual(clashing.stuck.value, [GRAPH]);
  clashing.takeAll("theirs");
  assert.equal(clashing.open.value, 0);
  assert.deepEqual(clashing.resolutions(), [
    { id: "1", take: "theirs" },
    { id: "3", take: "theirs" },
  ]);
});

Deno.test("a decision about what changed since is forgotten, the others stay", () => {
  const clash = clashOf(REPLICAS, TITLE);
  const clashing = createClashing(clash);
  clashing.takeAll("ours");
  clash.value = { ...clash.value!, conflicts: [{ ...REPLICAS, id: "4" }, TITLE] };
  assert.deepEqual(clashing.resolutions(), [{ id: "3", take: "ours" }]);
  assert.equal(clashing.open.value, 1);
});

Deno.test("the nodes concerned are marked, with the reason", () => {
  const { marks } = createClashing(clashOf(REPLICAS, GRAPH, TITLE));
  assert.deepEqual([...marks.value], [
    ["api", [{ kind: "conflict", title: "Both changed it" }]],
    ["db", [{ kind: "conflict", title: "A circle." }]],
  ]);
});

Deno.test("only single fields take a value of one's own, of the kind that stands there", () => {
  assert.equal(isWritable(REPLICAS), true);
  assert.equal(isWritable(GRAPH), false);
  assert.equal(isWritable({ ...REPLICAS, path: [] }), false);
  assert.equal(isWritable({ ...REPLICAS, ours: [1] }), false);
  assert.equal(isWritable({ ...REPLICAS, path: ["connections", "a.b -> c.d"] }), false);
  assert.equal(valueOf("7", REPLICAS), 7);
  assert.equal(valueOf("many", REPLICAS), "many");
  assert.equal(valueOf("7", { ...REPLICAS, ours: "a", theirs: "b" }), "7");
  assert.equal(valueOf("true", { ...REPLICAS, ours: false, theirs: null }), true);
});

Deno.test("a field is called as its form calls it", () => {
  const { editor } = openEditor();
  const title = (path: Parameters<typeof fieldTitle>[2]) => fieldTitle(CATALOGUE, "app", path);
  assert.equal(title(["config", "replicas"]), "Replicas");
  assert.equal(title(["config", "ports", { name: "http" }, "port"]), "Ports, http, Port");
  assert.equal(title(["config", "env", 0]), "Variables, 1");
  assert.equal(title(["config", "no-such-field"]), "no-such-field");
  assert.equal(title(["title"]), "Title");
  assert.equal(title(["metadata", "labels", "team"]), "Labels, team");
  assert.equal(fieldTitle(editor.catalogue, undefined, ["config", "x"]), "x");
});

Deno.test("a value is said as people read it", () => {
  assert.equal(valueWords(undefined), undefined);
  assert.equal(valueWords(""), undefined);
  assert.equal(valueWords(true), "on");
  assert.equal(valueWords(0), "0");
  assert.equal(valueWords({ a: [1, "b"] }), "{ a: [1, b] }");
});

Deno.test("whoever saves what collides is asked beside the canvas until it is saved", async () => {
  const { editor, server } = openEditor();
  server.edit([{ op: "set", node: "api", path: ["replicas"], value: 4 }]);
  editor.setField("api", ["replicas"], 3);
  await editor.saving.save();
  assert.equal(editor.panels.side.value, "conflicts");
  editor.clashing.takeAll("ours");
  assert.equal(await editor.saving.save({ resolutions: editor.clashing.resolutions() }), true);
  assert.equal(editor.panels.side.value, undefined);
  assert.match(server.texts.workflow, /replicas: 4/);
});
