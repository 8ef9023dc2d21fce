import assert from "node:assert/strict";
import fc from "fast-check";
import { ApiError } from "../../../islands/api.ts";
import { clockTime } from "../../../islands/editor/clock_time.ts";
import { refusal, settled } from "../fakes.ts";
import { SAVED_AT, unreachable } from "./fake_server.ts";
import { openEditor, replaced, savedBy, SHOP, typed } from "./workbench.ts";

Deno.test("edits are kept within a second of the last, and no sooner than somebody pauses", async () => {
  const { editor, server, passes } = openEditor();
  editor.setField("api", ["replicas"], 3);
  await passes(400);
  editor.setField("api", ["replicas"], 4);
  await passes(400);
  assert.deepEqual(server.keeps, []);
  assert.equal(editor.saving.isKept.value, false);
  await passes(600);
  assert.deepEqual(server.draft, {
    base: "c1",
    operations: [{ op: "set", node: "api", path: ["replicas"], value: 4 }],
    etag: "d1",
  });
  assert.equal(editor.saving.isKept.value, true);
  assert.deepEqual(editor.saving.draft.value, { savedAt: SAVED_AT, isWhole: true });
});

Deno.test("somebody who never pauses is kept all the same", async () => {
  const { editor, server, passes } = openEditor();
  for (let replicas = 3; replicas < 18; replicas++) {
    editor.setField("api", ["replicas"], replicas);
    await passes(300);
  }
  assert.ok(server.keeps.length >= 1, "five seconds went by");
});

Deno.test("source that is typed is kept within a second, too", async () => {
  const { editor, server, passes } = openEditor();
  editor.type(replaced(SHOP.workflow, "replicas: 2", "replicas: 3"));
  await passes(1000);
  assert.deepEqual(server.draft?.operations, [
    { op: "set", node: "api", path: ["replicas"], value: 3 },
  ]);
  assert.equal(editor.saving.isKept.value, true);
});

Deno.test("a draft of what is no operation says that it does not hold all", async () => {
  const { editor, server, passes } = openEditor();
  typed(editor, `${SHOP.workflow}# typed\n`);
  await passes(1000);
  assert.equal(server.draft, undefined);
  assert.equal(editor.saving.isKept.value, false);
  typed(editor, replaced(`${SHOP.workflow}# typed\n`, "replicas: 2", "replicas: 3"));
  await passes(1000);
  assert.equal(server.draft!.operations.length, 1);
  assert.deepEqual(editor.saving.draft.value, { savedAt: SAVED_AT, isWhole: false });
  assert.equal(editor.saving.isKept.value, false);
});

Deno.test("source that cannot be read is not kept, and what can is when it can again", async () => {
  const { editor, server, passes } = openEditor();
  typed(editor, `${SHOP.workflow}: [`);
  await passes(10_000);
  assert.deepEqual(server.keeps, []);
  assert.equal(editor.saving.isKept.value, false);
  typed(editor, replaced(SHOP.workflow, "replicas: 2", "replicas: 3"));
  await passes(1000);
  assert.equal(editor.saving.isKept.value, true);
});

Deno.test("edits that are taken back leave no draft", async () => {
  const { editor, server, passes } = openEditor();
  editor.setField("api", ["replicas"], 3);
  await passes(1000);
  editor.undo();
  await passes(1000);
  assert.equal(server.draft, undefined);
  assert.deepEqual(editor.saving.draft.value, { isWhole: true });
  assert.equal(editor.saving.isKept.value, true);
});

Deno.test("when nobody answers it says so, and goes on trying until somebody does", async () => {
  const { editor, server, passes } = openEditor();
  server.failDrafts(unreachable());
  editor.setField("api", ["replicas"], 3);
  await passes(1000);
  assert.equal(editor.saving.draft.value.fault, "Celestra does not answer.");
  await passes(20_000);
  const tries = server.keeps.length;
  assert.ok(tries > 2 && tries < 8, `${tries} tries`);
  server.failDrafts();
  await passes(31_000);
  assert.equal(editor.saving.draft.value.fault, undefined);
  assert.equal(editor.saving.isKept.value, true);
  assert.match(JSON.stringify(server.draft), /"value":3/);
});

Deno.test("what the server refuses is not sent again before something is edited", async () => {
  const { editor, server, passes } = openEditor();
  server.failDrafts(refusal(422, "secret_found", "A secret stands in it."));
  editor.setField("api", ["replicas"], 3);
  await passes(60_000);
  assert.equal(server.keeps.length, 1);
  assert.equal(editor.saving.draft.value.fault, "A secret stands in it.");
  server.failDrafts();
  editor.setField("api", ["replicas"], 4);
  await passes(1000);
  assert.equal(editor.saving.isKept.value, true);
});

Deno.test("what no draft takes is saved without one", async () => {
  const { editor, server, now } = openEditor();
  server.failDrafts(refusal(413, "too_large", "Too many edits."));
  editor.setField("api", ["replicas"], 3);
  assert.equal(await editor.saving.save({ message: "More" }), true);
  assert.deepEqual(server.writes.map(({ method }) => method), ["PATCH"]);
  assert.deepEqual(server.texts, now());
});

Deno.test("an editor opens with the draft that is there", async () => {
  const one = openEditor();
  one.editor.setField("api", ["replicas"], 3);
  one.editor.move([{ node: "api", x: 420, y: 0 }]);
  await one.passes(1000);
  const other = openEditor({ server: one.server });
  await other.editor.saving.look();
  assert.deepEqual(other.now(), one.now());
  assert.equal(other.editor.saving.isDirty.value, true);
  assert.equal(other.editor.saving.isKept.value, true);
  assert.deepEqual(other.said(), [], "opening is nothing to talk about");
  assert.equal(await other.editor.saving.save(), true);
  assert.deepEqual(one.server.texts, one.now());
  assert.equal(one.server.draft, undefined);
});

Deno.test("a draft of older files is laid on those that are saved since", async () => {
  const one = openEditor();
  one.editor.setField("api", ["replicas"], 3);
  await one.passes(1000);
  one.server.edit([{ op: "set-title", node: "api", value: "Theirs" }]);
  const other = openEditor({ server: one.server });
  await other.editor.saving.look();
  assert.match(other.now().workflow, /title: 'Theirs'[^]*replicas: 3/);
  await other.passes(1000);
  assert.equal(one.server.draft!.base, "c2");
});

Deno.test("a draft that collides with what is saved since is opened, and says so", async () => {
  const one = openEditor();
  one.editor.setField("api", ["replicas"], 3);
  await one.passes(1000);
  one.server.edit([{ op: "set", node: "api", path: ["replicas"], value: 4 }]);
  const other = openEditor({ server: one.server });
  await other.editor.saving.look();
  assert.match(other.now().workflow, /replicas: 3/);
  assert.equal(other.editor.saving.rival.value?.count, 1);
  assert.equal(await other.editor.saving.save(), false);
  assert.equal(other.editor.saving.clash.value!.conflicts.length, 1);
});

Deno.test("a tab that edits nothing takes over what another one kept", async () => {
  const one = openEditor();
  const other = openEditor({ server: one.server });
  one.editor.setField("api", ["replicas"], 3);
  await one.passes(1000);
  await other.editor.saving.look();
  one.editor.setTitle("api", "Gate");
  await one.passes(1000);
  await other.editor.saving.look();
  assert.deepEqual(other.now(), one.now());
  assert.match(other.said().at(-1)!, /^Your draft was edited in another tab/);
  const asked = one.server.api.sent.length;
  await other.editor.saving.look();
  assert.equal(one.server.api.sent.length, asked + 1, "the same draft is not read again");
});

Deno.test("two tabs that edit lose nothing that does not collide", async () => {
  const one = openEditor();
  const other = openEditor({ server: one.server });
  one.editor.setField("api", ["replicas"], 3);
  await one.passes(1000);
  other.editor.setTitle("db", "Store");
  await other.passes(1000);
  assert.match(other.now().workflow, /title: Store[^]*replicas: 3/);
  assert.match(other.said().at(-1)!, /You see the edits of both/);
  await other.passes(1000);
  assert.equal(one.server.draft!.operations.length, 2);
  other.editor.undo();
  assert.doesNotMatch(other.now().workflow, /Store/);
  assert.match(other.now().workflow, /replicas: 3/);
});

Deno.test("where two tabs collide, the one that edits last counts, and says so", async () => {
  const one = openEditor();
  const other = openEditor({ server: one.server });
  one.editor.setField("api", ["replicas"], 3);
  await one.passes(1000);
  other.editor.setField("api", ["replicas"], 4);
  await other.passes(1000);
  await other.passes(1000);
  assert.match(other.now().workflow, /replicas: 4/);
  assert.match(other.said().at(-1)!, /Both differ in one thing; what you did here counts/);
});

Deno.test("a lost draft loses no edit", async () => {
  const { editor, server, passes, said } = openEditor();
  editor.setField("api", ["replicas"], 3);
  await passes(1000);
  server.loseDrafts();
  await editor.saving.look();
  assert.match(said().at(-1)!, /Your edits are still here/);
  await passes(1000);
  assert.match(JSON.stringify(server.draft), /"value":3/);
  server.loseDrafts();
  editor.setField("api", ["replicas"], 4);
  assert.equal(await editor.saving.save(), true);
  assert.match(server.texts.workflow, /replicas: 4/);
});

Deno.test("a draft that vanishes right before the save is kept again, and saved", async () => {
  const { editor, server, passes } = openEditor();
  editor.setField("api", ["replicas"], 3);
  await passes(1000);
  server.loseDrafts();
  assert.equal(await editor.saving.save(), true);
  assert.match(server.texts.workflow, /replicas: 3/);
});

Deno.test("a save takes what another tab kept along", async () => {
  const one = openEditor();
  const other = openEditor({ server: one.server });
  one.editor.setField("api", ["replicas"], 3);
  await one.passes(1000);
  await other.editor.saving.look();
  one.editor.add("secret");
  await one.passes(1000);
  other.editor.add("config-map");
  assert.equal(await other.editor.saving.save(), true);
  assert.match(one.server.texts.workflow, /secret:[^]*config-map:/);
  assert.deepEqual(other.now(), one.server.texts);
});

Deno.test("a tab whose draft another one saved is saved, too", async () => {
  const one = openEditor();
  const other = openEditor({ server: one.server });
  one.editor.setField("api", ["replicas"], 3);
  await one.passes(1000);
  await other.editor.saving.look();
  await one.editor.saving.save();
  other.news.tell(savedBy("me"));
  await settled();
  assert.equal(other.editor.saving.isDirty.value, false);
  await other.editor.saving.look();
  await other.passes(1000);
  assert.equal(one.server.draft, undefined);
});

Deno.test("a draft is discarded: the files are shown as they are saved", async () => {
  const { editor, server, now, passes } = openEditor();
  editor.setField("api", ["replicas"], 3);
  await passes(1000);
  server.edit([{ op: "set-title", node: "api", value: "Theirs" }]);
  assert.equal(await editor.saving.discard(), true);
  assert.equal(server.draft, undefined);
  assert.deepEqual(now(), server.texts);
  assert.equal(editor.saving.isDirty.value, false);
  await passes(5000);
  assert.equal(server.draft, undefined);
});

Deno.test("edits that cannot be discarded stay", async () => {
  const { editor, server, now } = openEditor();
  editor.setField("api", ["replicas"], 3);
  server.api.get = () => Promise.reject(unreachable());
  assert.equal(await editor.saving.discard(), false);
  assert.match(now().workflow, /replicas: 3/);
  assert.equal(editor.saving.fault.value, "Celestra does not answer.");
});

Deno.test("a viewer has no draft and asks for none", async () => {
  const { editor, server } = openEditor({ role: "viewer" });
  await editor.saving.look();
  await editor.saving.keep();
  assert.deepEqual(server.api.sent, []);
});

Deno.test("edits during the first question for a draft are kept together with it", async () => {
  const one = openEditor();
  one.editor.setField("api", ["replicas"], 3);
  await one.passes(1000);
  const other = openEditor({ server: one.server });
  const looking = other.editor.saving.look();
  other.editor.setTitle("db", "Store");
  await looking;
  await other.passes(1000);
  assert.match(other.now().workflow, /title: Store[^]*replicas: 3/);
});

Deno.test("whatever two tabs edit by turns, both end with the same, and with all of it", async () => {
  const nodes = ["api", "db", "credentials"];
  const act = fc.record({
    tab: fc.nat(1),
    node: fc.nat(2),
    value: fc.nat(99),
    isKept: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (acts) => {
      const one = openEditor();
      const tabs = [one, openEditor({ server: one.server })];
      const last = new Map<string, string>();
      for (const { tab, node, value, isKept } of acts) {
        // Each tab has fields of its own, so that nothing collides.
        const field = tab === 0 ? "TITLE" : "x";
        last.set(`${nodes[node]} ${field}`, `${value}`);
        const { editor } = tabs[tab]!;
        if (tab === 0) editor.setTitle(nodes[node]!, `T${value}`);
        else editor.setField(nodes[node]!, ["x"], value);
        if (isKept) await tabs[tab]!.passes(2000);
      }
      for (const { passes } of [...tabs, ...tabs]) await passes(5000);
      for (const { editor } of tabs) await editor.saving.look();
      assert.deepEqual(tabs[0]!.now(), tabs[1]!.now());
      const { nodes: drawn } = tabs[0]!.editor.drawing.workflow.value;
      for (const [key, value] of last) {
        const [id, field] = key.split(" ");
        const { title, config } = drawn.get(id!)!;
        assert.equal(
          field === "TITLE" ? title : String(config.x),
          field === "TITLE" ? `T${value}` : value,
        );
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("clockTime() says the time, and of another day the date", () => {
  const now = new Date("2026-11-21T20:00:00Z");
  assert.equal(clockTime("2026-11-21T12:03:00Z", now, "UTC"), "12:03");
  assert.equal(clockTime("2026-11-20T12:03:00Z", now, "UTC"), "20 Nov 12:03");
});

Deno.test("an error of the server on the way of a draft is tried again", async () => {
  const { editor, server, passes } = openEditor();
  server.failDrafts(new ApiError(503, "unavailable", "Not now."));
  editor.setField("api", ["replicas"], 3);
  await passes(1000);
  server.failDrafts();
  await passes(2000);
  assert.equal(editor.saving.isKept.value, true);
});

Deno.test("what is edited while the draft of a save is on its way is saved once, not twice", async () => {
  const { editor, server, now, passes } = openEditor();
  const { send } = server.api;
  const gate = Promise.withResolvers<void>();
  server.api.send = async (method, path, options) => {
    if (method === "PUT") await gate.promise;
    return await send(method, path, options);
  };
  editor.add("secret");
  await passes(1000);
  editor.add("config-map");
  const saving = editor.saving.save();
  editor.add("job");
  gate.resolve();
  assert.equal(await saving, true);
  assert.deepEqual(now(), server.texts);
  assert.equal(now().workflow.match(/component: job/g)!.length, 1);
});

Deno.test("text on its way from the keyboard is not lost when a draft is taken over", async () => {
  const one = openEditor();
  one.editor.setField("api", ["replicas"], 3);
  await one.passes(1000);
  const other = openEditor({ server: one.server });
  other.editor.type(replaced(SHOP.workflow, "postgres:16.4", "postgres:17.0"));
  await other.editor.saving.look();
  assert.match(other.now().workflow, /postgres:17\.0[^]*replicas: 3/);
});

Deno.test("a draft that cannot be put together with a torn source waits until it can", async () => {
  const one = openEditor();
  const other = openEditor({ server: one.server });
  one.editor.setField("api", ["replicas"], 3);
  await one.passes(1000);
  typed(other.editor, `${SHOP.workflow}: [`);
  await other.editor.saving.look();
  assert.match(other.editor.saving.draft.value.fault!, /cannot be put together/);
  assert.match(other.now().workflow, /: \[$/);
  typed(other.editor, replaced(SHOP.workflow, "postgres:16.4", "postgres:17.0"));
  await other.passes(40_000);
  assert.match(other.now().workflow, /postgres:17\.0[^]*replicas: 3/);
});
