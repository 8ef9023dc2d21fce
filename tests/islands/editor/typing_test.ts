import assert from "node:assert/strict";
import { createHistory } from "../../../islands/editor/history.ts";
import { createTyping } from "../../../islands/editor/typing.ts";
import { settled } from "../fakes.ts";
import { openEditor, replaced, savedBy, SHOP } from "./workbench.ts";

const TYPED = `${SHOP.workflow}# typed\n`;

Deno.test("text is taken over when nobody has typed for a while, once, as it is then", () => {
  const timers = new Map<() => void, number>();
  const taken: string[] = [];
  const typing = createTyping((text) => taken.push(text), (work, pause) => {
    const timer = () => work();
    timers.set(timer, pause);
    return () => timers.delete(timer);
  });
  for (const text of ["a", "ab", "abc"]) typing.type(text);
  assert.deepEqual([...timers.values()], [300]);
  for (const run of [...timers.keys()]) run();
  typing.finish();
  assert.deepEqual(taken, ["abc"]);
});

Deno.test("an edit comes after what was typed before it", () => {
  const { editor, now } = openEditor();
  editor.type(TYPED);
  editor.setTitle("api", "Gate");
  assert.equal(now().workflow, replaced(TYPED, "'The API'", "'Gate'"));
  editor.undo();
  assert.equal(now().workflow, TYPED);
  editor.undo();
  assert.deepEqual(now(), SHOP);
});

Deno.test("undo takes back what was typed last", () => {
  const { editor, now } = openEditor();
  editor.setTitle("api", "Gate");
  editor.type(TYPED);
  editor.undo();
  assert.match(now().workflow, /'Gate'/);
});

Deno.test("a save takes along what was typed last", async () => {
  const { editor, server } = openEditor();
  editor.type(TYPED);
  assert.equal(await editor.saving.save(), true);
  assert.equal(server.texts.workflow, TYPED);
});

Deno.test("what is typed while a save is on its way is kept", async () => {
  const { editor, server, now } = openEditor();
  const release = server.hold();
  editor.setTitle("api", "Gate");
  const saving = editor.saving.save();
  editor.type(TYPED);
  release();
  await saving;
  assert.equal(now().workflow, TYPED);
  assert.equal(editor.saving.isDirty.value, true);
});

Deno.test("somebody else's save does not take the place of what was typed last", async () => {
  const { editor, server, news, now } = openEditor();
  server.edit([{ op: "set-title", node: "api", value: "Theirs" }]);
  news.tell(savedBy("ada"));
  editor.type(TYPED);
  await settled();
  assert.equal(now().workflow, TYPED);
  assert.deepEqual(editor.saving.rival.value, { actor: "ada" });
});

Deno.test("text that is typed back leaves nothing to undo or to save", () => {
  const history = createHistory("shop", SHOP, () => () => {});
  history.type(TYPED);
  history.type(SHOP.workflow);
  history.settle();
  assert.equal(history.canUndo.value, false);
  assert.deepEqual(history.pending.value, []);
});

Deno.test("a viewer types nothing", () => {
  const { editor, now } = openEditor({ role: "viewer" });
  editor.type(TYPED);
  editor.settle();
  assert.deepEqual(now(), SHOP);
});
