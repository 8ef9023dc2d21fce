import assert from "node:assert/strict";
import { ApiError } from "../../../islands/api.ts";
import { settled } from "../fakes.ts";
import { unreachable } from "./fake_server.ts";
import { openEditor, replaced, savedBy, SHOP, typed } from "./workbench.ts";

Deno.test("a save sends the operations and nothing else, on top of what was read", async () => {
  const { editor, server, now } = openEditor();
  editor.setField("api", ["replicas"], 3);
  editor.move([{ node: "api", x: 420, y: 0 }]);
  assert.equal(editor.saving.isDirty.value, true);
  assert.equal(await editor.saving.save({ message: "More of it" }), true);
  const [kept, ...others] = server.keeps;
  assert.deepEqual(others, []);
  assert.deepEqual(kept!.body, {
    base: "c1",
    operations: [
      { op: "set", node: "api", path: ["replicas"], value: 3 },
      { op: "move", node: "api", x: 420, y: 0 },
    ],
  });
  const [published, ...more] = server.writes;
  assert.deepEqual(more, []);
  assert.equal(published!.path, "/api/v1/workflows/shop/draft/publish");
  assert.equal(published!.ifMatch, "d1");
  assert.deepEqual(published!.body, { message: "More of it" });
  assert.deepEqual(server.texts, now());
  assert.equal(editor.saving.isDirty.value, false);
  assert.equal(editor.saving.state.value, "saved");
});

Deno.test("the next save is on top of the last, and an empty message is none", async () => {
  const { editor, server } = openEditor();
  for (const replicas of [3, 4]) {
    editor.setField("api", ["replicas"], replicas);
    await editor.saving.save();
  }
  const bases = server.keeps.map(({ body }) => (body as { base: string }).base);
  assert.deepEqual(bases, ["c1", "c2"]);
  assert.deepEqual(server.writes.map(({ body }) => body), [{}, {}]);
});

Deno.test("a save of nothing asks nobody", async () => {
  const { editor, server } = openEditor();
  assert.equal(await editor.saving.save(), true);
  assert.deepEqual(server.writes, []);
});

Deno.test("source that was typed is sent whole, byte for byte", async () => {
  const { editor, server } = openEditor();
  editor.move([{ node: "api", x: 420, y: 0 }]);
  typed(editor, `${SHOP.workflow}# typed\n`);
  assert.equal(await editor.saving.save(), true);
  assert.deepEqual(server.writes.map(({ method, path, ifMatch }) => [method, path, ifMatch]), [
    ["PUT", "/api/v1/workflows/shop", "w1"],
    ["PUT", "/api/v1/workflows/shop/layout", "l1"],
  ]);
  assert.equal(server.texts.workflow, `${SHOP.workflow}# typed\n`);
});

Deno.test("the first layout is written only where there is none", async () => {
  const { editor, server } = openEditor({ texts: { ...SHOP, layout: undefined } });
  editor.move([{ node: "api", x: 900, y: 0 }]);
  typed(editor, `${SHOP.workflow}# typed\n`);
  await editor.saving.save();
  assert.deepEqual(server.writes.map(({ ifMatch, ifNoneMatch }) => ifMatch ?? ifNoneMatch), [
    "w1",
    "*",
  ]);
});

Deno.test("a save in two parts that ends after the first is finished by the next", async () => {
  const { editor, server } = openEditor();
  editor.move([{ node: "api", x: 440, y: 0 }]);
  typed(editor, `${SHOP.workflow}# typed\n`);
  const send = server.api.send;
  server.api.send = (method, path, options) =>
    path.endsWith("/layout") ? Promise.reject(unreachable()) : send(method, path, options);
  assert.equal(await editor.saving.save(), false);
  assert.match(server.texts.workflow, /# typed/);
  server.api.send = send;
  assert.equal(await editor.saving.save(), true);
  assert.deepEqual(server.writes.map(({ path }) => path.split("/").at(-1)), ["shop", "layout"]);
  assert.match(server.texts.layout!, /x: 440/);
});

Deno.test("what is edited during a save is kept, and the next save takes it", async () => {
  const { editor, server, now } = openEditor();
  const release = server.hold();
  editor.setField("api", ["replicas"], 3);
  const first = editor.saving.save();
  editor.setField("api", ["replicas"], 4);
  const second = editor.saving.save();
  assert.equal(editor.saving.state.value, "saving");
  release();
  assert.deepEqual([await first, await second], [false, true]);
  assert.equal(server.writes.length, 2);
  assert.match(server.texts.workflow, /replicas: 4/);
  assert.deepEqual(server.texts, now());
});

Deno.test("a save that waits for another is not tried when that one fails", async () => {
  const { editor, server } = openEditor();
  server.fail(unreachable());
  const release = server.hold();
  editor.setField("api", ["replicas"], 3);
  const saves = [editor.saving.save(), editor.saving.save()];
  release();
  assert.deepEqual(await Promise.all(saves), [false, false]);
  assert.equal(server.writes.length, 1);
});

Deno.test("undo during a save is not lost", async () => {
  const { editor, server, now } = openEditor();
  const release = server.hold();
  editor.setField("api", ["replicas"], 3);
  const saving = editor.saving.save();
  editor.undo();
  release();
  assert.equal(await saving, false);
  assert.match(server.texts.workflow, /replicas: 3/);
  assert.deepEqual(now(), SHOP);
  assert.equal(await editor.saving.save(), true);
  assert.deepEqual(server.texts, SHOP);
});

Deno.test("a lost connection keeps the edits and says so, and the next save sends them", async () => {
  const { editor, server } = openEditor();
  editor.setField("api", ["replicas"], 3);
  server.fail(unreachable());
  assert.equal(await editor.saving.save(), false);
  assert.equal(editor.saving.state.value, "failed");
  assert.equal(editor.saving.fault.value, "Celestra does not answer.");
  assert.equal(editor.saving.isDirty.value, true);
  assert.equal(await editor.saving.save(), true);
  assert.equal(editor.saving.fault.value, undefined);
  assert.match(server.texts.workflow, /replicas: 3/);
});

Deno.test("what was not saved and is undone is never sent", async () => {
  const { editor, server } = openEditor();
  editor.setField("api", ["replicas"], 3);
  server.fail(unreachable());
  await editor.saving.save();
  editor.undo();
  editor.setTitle("api", "Gate");
  await editor.saving.save();
  assert.equal(server.texts.workflow, replaced(SHOP.workflow, "'The API'", "'Gate'"));
});

Deno.test("what the server finds wrong is listed until the next save", async () => {
  const { editor, server } = openEditor();
  editor.setField("api", ["replicas"], 3);
  const problem = { code: "secret", severity: "error", path: [], message: "A secret.", line: 1 };
  server.fail(new ApiError(422, "unprocessable", "Refused.", { problems: [problem] }));
  await editor.saving.save();
  assert.deepEqual(editor.saving.refused.value, [problem]);
  await editor.saving.save();
  assert.deepEqual(editor.saving.refused.value, []);
});

Deno.test("a history that somebody rewrote is said once, and the next save is done", async () => {
  const { editor, server } = openEditor();
  editor.setField("api", ["replicas"], 3);
  server.fail(new ApiError(409, "remote_diverged", "The history of main was rewritten."));
  assert.equal(await editor.saving.save(), false);
  assert.equal(editor.saving.fault.value, "The history of main was rewritten.");
  assert.equal(editor.saving.clash.value, undefined);
  assert.equal(await editor.saving.save(), true);
  assert.match(server.texts.workflow, /replicas: 3/);
});

Deno.test("a workflow that is gone is said to be deleted, and to be back when it is", async () => {
  const { editor, server, news } = openEditor();
  server.remove();
  editor.setField("api", ["replicas"], 3);
  assert.equal(await editor.saving.save(), false);
  assert.equal(editor.saving.isDeleted.value, true);
  server.restore();
  news.tell(savedBy("ada", "created"));
  await settled();
  assert.equal(editor.saving.isDeleted.value, false);
  news.tell(savedBy("ada", "deleted"));
  assert.equal(editor.saving.isDeleted.value, true);
});

Deno.test("somebody else's save is taken over while nothing is edited here", async () => {
  const { editor, server, news, now, said } = openEditor();
  server.edit([{ op: "set-title", node: "api", value: "Theirs" }]);
  news.tell(savedBy("ada"));
  await settled();
  assert.match(now().workflow, /title: 'Theirs'/);
  assert.equal(editor.saving.isDirty.value, false);
  assert.match(said()[0]!, /^ada saved this workflow/);
  editor.setField("api", ["replicas"], 3);
  assert.equal(await editor.saving.save(), true);
});

Deno.test("the news of one's own save changes nothing", async () => {
  const { editor, news, said } = openEditor();
  editor.setField("api", ["replicas"], 3);
  await editor.saving.save();
  news.tell(savedBy("me"));
  await settled();
  assert.deepEqual(said(), []);
  assert.equal(editor.history.canUndo.value, true);
});

Deno.test("somebody else's save is taken under the edits here, which undo takes back alone", async () => {
  const { editor, server, news, now, said } = openEditor();
  editor.setField("api", ["replicas"], 3);
  server.edit([{ op: "set-title", node: "api", value: "Theirs" }]);
  news.tell(savedBy("ada"));
  await settled();
  assert.match(now().workflow, /title: 'Theirs'[^]*replicas: 3/);
  assert.deepEqual(said(), ["ada saved this workflow. Your edits lie on top of it."]);
  assert.equal(editor.saving.rival.value, undefined);
  editor.undo();
  assert.deepEqual(now(), server.texts);
  assert.equal(editor.saving.isDirty.value, false);
  editor.redo();
  assert.equal(await editor.saving.save(), true);
  assert.match(server.texts.workflow, /title: 'Theirs'[^]*replicas: 3/);
});

Deno.test("a save of one's own can be taken back after somebody else saved", async () => {
  const { editor, server, news, now } = openEditor();
  editor.setField("api", ["replicas"], 3);
  await editor.saving.save();
  server.edit([{ op: "set-title", node: "api", value: "Theirs" }]);
  news.tell(savedBy("ada"));
  await settled();
  editor.undo();
  assert.equal(now().workflow, replaced(SHOP.workflow, "'The API'", "'Theirs'"));
});

Deno.test("text that was typed and saved is not taken back once somebody else saved on it", async () => {
  const { editor, server, news, now } = openEditor();
  typed(editor, `${SHOP.workflow}# typed\n`);
  await editor.saving.save();
  editor.setField("db", ["storage"], "20Gi");
  server.edit([{ op: "set-title", node: "api", value: "Theirs" }]);
  news.tell(savedBy("ada"));
  await settled();
  editor.undo();
  assert.deepEqual(now(), server.texts, "the step after it is taken back, byte for byte");
  assert.equal(editor.history.canUndo.value, false);
  editor.undo();
  assert.match(now().workflow, /Theirs/);
});

Deno.test("a removed node comes back with its comments after somebody else saved", async () => {
  const { editor, server, news, now } = openEditor();
  editor.selection.select(["db"]);
  editor.remove();
  server.edit([{ op: "set-title", node: "api", value: "Theirs" }]);
  news.tell(savedBy("ada"));
  await settled();
  editor.undo();
  assert.deepEqual(now(), server.texts);
});

Deno.test("a step that does not fit what somebody else saved says so, and the one before goes on", async () => {
  const { editor, server, news, now, said } = openEditor();
  editor.setTitle("db", "Store");
  editor.settle();
  editor.setField("api", ["replicas"], 3);
  await editor.saving.save();
  server.edit([{ op: "remove-node", node: "api" }]);
  news.tell(savedBy("ada"));
  await settled();
  editor.undo();
  assert.match(said().at(-1)!, /^This step does not fit what others saved since: .*"api"/);
  editor.undo();
  assert.doesNotMatch(now().workflow, /Store/);
});

Deno.test("what both made differently is told, and the edits here stay", async () => {
  const { editor, server, news, now } = openEditor();
  editor.setField("api", ["replicas"], 3);
  server.edit([{ op: "set", node: "api", path: ["replicas"], value: 4 }]);
  news.tell(savedBy("ada"));
  await settled();
  assert.deepEqual(editor.saving.rival.value, { actor: "ada", count: 1 });
  assert.equal(now().workflow, replaced(SHOP.workflow, "replicas: 2", "replicas: 3"));
});

Deno.test("what may have been missed is looked at", async () => {
  const { server, news, now, said } = openEditor();
  server.edit([{ op: "set-title", node: "api", value: "Theirs" }]);
  news.miss();
  await settled();
  assert.match(now().workflow, /Theirs/);
  assert.match(said()[0]!, /^Somebody saved/);
});

Deno.test("news during a save waits until the save is back", async () => {
  const { editor, server, news, now } = openEditor();
  const release = server.hold();
  const { send } = server.api;
  server.api.send = async (...sent) => {
    const answer = await send<never>(...sent);
    server.edit([{ op: "set-title", node: "api", value: "Theirs" }]);
    return answer;
  };
  editor.setField("api", ["replicas"], 3);
  const saving = editor.saving.save();
  news.tell(savedBy("ada"));
  await settled();
  assert.equal(server.api.sent.filter(({ method }) => method === "GET").length, 0);
  release();
  await saving;
  await settled();
  assert.match(now().workflow, /title: 'Theirs'[^]*replicas: 3/);
});

Deno.test("a save after somebody else's is merged without a question", async () => {
  const { editor, server, now, said } = openEditor();
  server.edit([{ op: "set-title", node: "api", value: "Theirs" }]);
  editor.setField("api", ["replicas"], 3);
  assert.equal(await editor.saving.save(), true);
  assert.match(server.texts.workflow, /title: 'Theirs'[^]*replicas: 3/);
  assert.deepEqual(now(), server.texts);
  assert.deepEqual(said(), ["Saved, together with what was saved since you began."]);
  editor.undo();
  assert.match(now().workflow, /title: 'Theirs'[^]*replicas: 2/);
});

Deno.test("a save that collides changes nothing and tells each conflict; decided, it is done", async () => {
  const { editor, server, now } = openEditor();
  server.edit([{ op: "set", node: "api", path: ["replicas"], value: 4 }]);
  editor.setField("api", ["replicas"], 3);
  assert.equal(await editor.saving.save(), false);
  const { conflicts } = editor.saving.clash.value!;
  assert.deepEqual(
    conflicts.map(({ node, path, base, ours, theirs }) => [node, path, base, ours, theirs]),
    [["api", ["config", "replicas"], 2, 4, 3]],
  );
  assert.match(server.texts.workflow, /replicas: 4/);
  assert.match(now().workflow, /replicas: 3/);
  const resolutions = conflicts.map(({ id }) => ({ id, take: "theirs" }) as const);
  assert.equal(await editor.saving.save({ resolutions }), true);
  assert.match(server.texts.workflow, /replicas: 3/);
  assert.equal(editor.saving.clash.value, undefined);
});

Deno.test("source that was typed is merged with what somebody else saved, comments and all", async () => {
  const { editor, server, news, now } = openEditor();
  server.edit([{ op: "set-title", node: "api", value: "Theirs" }]);
  typed(editor, replaced(SHOP.workflow, "# Everything", "# Mine: everything"));
  news.tell(savedBy("ada"));
  await settled();
  assert.deepEqual(editor.saving.rival.value, { actor: "ada" });
  assert.equal(await editor.saving.save(), true);
  assert.match(server.texts.workflow, /# Mine: everything[^]*title: 'Theirs'/);
  assert.deepEqual(now(), server.texts);
});

Deno.test("what is typed during a save that is merged takes nothing of theirs away", async () => {
  const { editor, server, now } = openEditor();
  server.edit([{ op: "set-title", node: "api", value: "Theirs" }]);
  editor.setField("api", ["replicas"], 3);
  const release = server.hold();
  const saving = editor.saving.save();
  await settled();
  typed(editor, replaced(now().workflow, "postgres:16.4", "postgres:17.0"));
  release();
  await saving;
  assert.match(now().workflow, /postgres:17\.0[^]*title: 'Theirs'[^]*replicas: 3/);
  assert.equal(await editor.saving.save(), true);
  assert.match(server.texts.workflow, /postgres:17\.0[^]*title: 'Theirs'[^]*replicas: 3/);
});

Deno.test("edits of a workflow that was deleted make it again when they are told to", async () => {
  const { editor, server } = openEditor({
    replies: {
      "POST /api/v1/workflows/shop/draft/publish": (sent) => {
        if ((sent.body as { recreate?: boolean }).recreate) {
          return { value: { text: "t", etag: "w", commit: "c9", layout: { text: "" } } };
        }
        return new ApiError(409, "conflict", "It was deleted.", { reason: "deleted" });
      },
    },
  });
  editor.setField("api", ["replicas"], 3);
  assert.equal(await editor.saving.save(), false);
  assert.equal(editor.saving.isDeleted.value, true);
  assert.equal(editor.saving.clash.value, undefined);
  await editor.saving.save({ recreate: true });
  assert.equal(editor.saving.saved.value.commit, "c9");
  assert.equal(server.keeps.length, 1);
});

Deno.test("a closed editor follows nothing", () => {
  const { editor, news } = openEditor();
  assert.equal(news.followers, 2);
  editor.close();
  assert.equal(news.followers, 0);
});
