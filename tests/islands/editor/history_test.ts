import assert from "node:assert/strict";
import fc from "fast-check";
import type { Editor } from "../../../islands/editor/editor.ts";
import { createHistory } from "../../../islands/editor/history.ts";
import { partnersOf } from "../../../islands/editor/joins.ts";
import { CATALOGUE, openEditor, replaced, SHOP, typed } from "./workbench.ts";

/** Something that a person does; the number says with what. */
type Act = readonly [name: keyof typeof ACTS, number: number];

const ACTS = {
  add: (editor, number) => editor.add(["app", "secret", "job"][number % 3]!),
  move: (editor, number) => editor.move([{ node: nodeOf(editor, number), x: number, y: -number }]),
  set: (editor, number) => editor.setField(nodeOf(editor, number), ["replicas"], number),
  unset: (editor, number) => editor.setField(nodeOf(editor, number), ["replicas"], undefined),
  title: (editor, number) =>
    editor.setTitle(nodeOf(editor, number), number % 4 ? `T ${number}` : ""),
  connect(editor, number) {
    const workflow = editor.drawing.workflow.value;
    const end = { node: nodeOf(editor, number), port: "endpoint" };
    const [join] = partnersOf(workflow, CATALOGUE, end, "outputs");
    if (join) editor.connect(join);
  },
  disconnect(editor, number) {
    const { connections } = editor.drawing.workflow.value;
    if (connections.length > 0) editor.disconnect(connections[number % connections.length]!);
  },
  remove(editor, number) {
    editor.selection.select([nodeOf(editor, number)]);
    editor.remove();
  },
  duplicate(editor, number) {
    editor.selection.select([nodeOf(editor, number)]);
    editor.duplicate();
  },
  arrange: (editor) => editor.arrange(),
  type(editor, number) {
    const { workflow } = editor.history.texts.value;
    typed(editor, number % 2 ? `${workflow}# ${number}\n` : workflow.replace(/ {2,}#.*/, ""));
  },
  settle: (editor) => editor.settle(),
  undo: (editor) => editor.undo(),
  redo: (editor) => editor.redo(),
} satisfies Readonly<Record<string, (editor: Editor, number: number) => unknown>>;

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.tuple(fc.constantFrom(...Object.keys(ACTS) as (keyof typeof ACTS)[]), fc.nat({ max: 60 })),
  { minLength: 1, maxLength: 14 },
);

Deno.test("whatever is done, undo leads back to the first bytes and redo to the last", () => {
  fc.assert(
    fc.property(acts, fc.boolean(), (list, hasLayout) => {
      const texts = hasLayout ? SHOP : { ...SHOP, layout: undefined };
      const { editor, now } = openEditor({ texts });
      for (const [name, number] of list) ACTS[name](editor, number);
      while (editor.history.canRedo.value) editor.redo();
      const last = now();
      while (editor.history.canUndo.value) editor.undo();
      assert.deepEqual(now(), texts);
      assert.equal(editor.saving.isDirty.value, false);
      while (editor.history.canRedo.value) editor.redo();
      assert.deepEqual(now(), last);
    }),
    { numRuns: 150 },
  );
});

Deno.test("whatever is done, a save sends what makes the same bytes on the server", async () => {
  await fc.assert(
    fc.asyncProperty(acts, acts, fc.boolean(), async (first, second, hasLayout) => {
      const texts = hasLayout ? SHOP : { ...SHOP, layout: undefined };
      const { editor, server, now } = openEditor({ texts });
      for (const list of [first, second]) {
        for (const [name, number] of list) ACTS[name](editor, number);
        assert.equal(await editor.saving.save(), true);
        assert.deepEqual(server.texts, now());
      }
    }),
    { numRuns: 400 },
  );
});

Deno.test("at most 300 steps can be taken back", () => {
  const history = createHistory("shop", SHOP);
  for (let step = 0; step < 310; step++) history.make({ workflow: `# ${step}\n` });
  let steps = 0;
  for (; history.canUndo.value; steps++) history.undo();
  assert.equal(steps, 300);
  assert.equal(history.texts.value.workflow, "# 9\n");
});

Deno.test("what is undone right away leaves nothing to save", () => {
  const history = createHistory("shop", SHOP);
  history.make({ operations: [{ op: "set-title", node: "api", value: "Gate" }] });
  history.undo();
  assert.deepEqual(history.pending.value, []);
  history.redo();
  assert.equal(history.pending.value.length, 1);
});

Deno.test("a change that does not fit leaves everything as it was", () => {
  const history = createHistory("shop", SHOP);
  assert.throws(() => history.make({ operations: [{ op: "remove-node", node: "nobody" }] }));
  assert.deepEqual(history.pending.value, []);
  assert.equal(history.canUndo.value, false);
});

Deno.test("what is undone while it is being saved is undone on top of what was saved", () => {
  const history = createHistory("shop", SHOP);
  history.make({ operations: [{ op: "set-title", node: "api", value: "Gate" }] });
  const saved = history.texts.value;
  assert.equal(history.sending().length, 1);
  history.undo();
  history.make({ operations: [{ op: "set", node: "api", path: ["replicas"], value: 5 }] });
  history.saved(saved);
  assert.equal(history.pending.value.length, 2);
  assert.equal(history.texts.value.workflow, replaced(SHOP.workflow, "replicas: 2", "replicas: 5"));
});

Deno.test("what is being saved is no longer joined with what comes after it", () => {
  const history = createHistory("shop", SHOP);
  history.make({ operations: [{ op: "set-title", node: "api", value: "G" }] }, "title");
  history.sending();
  history.make({ operations: [{ op: "set-title", node: "api", value: "Gate" }] }, "title");
  assert.equal(history.pending.value.length, 2);
});

Deno.test("what could not be saved is undone without a trace", () => {
  const history = createHistory("shop", SHOP);
  history.make({ operations: [{ op: "set-title", node: "api", value: "Gate" }] });
  history.sending();
  history.unsaved();
  history.undo();
  assert.deepEqual(history.pending.value, []);
});

Deno.test("undo reaches behind a save", () => {
  const history = createHistory("shop", SHOP);
  history.make({ operations: [{ op: "remove-node", node: "db" }] });
  history.sending();
  history.saved(history.texts.value);
  assert.deepEqual(history.pending.value, []);
  history.undo();
  assert.deepEqual(history.texts.value, SHOP);
  assert.equal(history.pending.value.length, 1);
});

Deno.test("restart() takes other files with changes on top, and forgets the steps", () => {
  const history = createHistory("shop", SHOP);
  history.make({ operations: [{ op: "set-title", node: "api", value: "Gate" }] });
  const theirs = { ...SHOP, workflow: replaced(SHOP.workflow, "replicas: 2", "replicas: 9") };
  history.restart(theirs, history.pending.value);
  assert.match(history.texts.value.workflow, /title: 'Gate'[^]*replicas: 9/);
  assert.equal(history.canUndo.value, false);
});

function nodeOf({ drawing }: Editor, number: number): string {
  const ids = [...drawing.workflow.value.nodes.keys()];
  return ids[number % ids.length] ?? "nobody";
}
