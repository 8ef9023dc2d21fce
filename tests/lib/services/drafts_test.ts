import assert from "node:assert/strict";
import { AppError } from "../../../lib/model/error.ts";
import type { Operation } from "../../../lib/model/operation.ts";
import { createState } from "../../../lib/state/create_state.ts";
import { denoKv } from "../../../lib/state/deno_kv.ts";
import { inFolder } from "../../helpers/host.ts";
import { ada, countCommits, textOf } from "./content/house.ts";
import { type Desk, deskOn, FILE, grace, PAIR, replicas } from "./drafts/desk.ts";

/** A desk with the pair, and the commit that has it. */
async function pairDesk(): Promise<Desk & { readonly base: string }> {
  const desk = await deskOn();
  return { ...desk, base: await desk.push({ path: FILE, content: PAIR }) };
}

/** What a promise was refused with. */
async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(() => undefined, (error) => error);
  assert.ok(error instanceof AppError, `it was not refused: ${error}`);
  return error;
}

Deno.test("a draft is read as it was kept, with the files that it begins from", async () => {
  const { drafts, base, clock } = await pairDesk();
  const kept = await drafts.keep("pair", { base, operations: [replicas(2)] }, undefined, ada);
  assert.deepEqual(kept, {
    name: "pair",
    base,
    etag: kept.etag,
    savedAt: new Date(clock.time).toISOString(),
    head: { commit: base, state: "same" },
    isNew: true,
  });
  const { isNew: _, ...summary } = kept;
  const { layout, ...draft } = await drafts.read("pair", ada);
  assert.deepEqual(draft, {
    ...summary,
    operations: [replicas(2)],
    text: PAIR,
    isBaseKnown: true,
  });
  assert.equal(layout.etag, undefined);
  assert.match(layout.text, /kind: Layout/);
  const { head: __, ...entry } = summary;
  assert.deepEqual(await drafts.list(ada), [entry]);
});

Deno.test("a draft is its owner's: nobody else reads, replaces, discards or publishes it", async () => {
  const { drafts, base } = await pairDesk();
  const { etag } = await drafts.keep("pair", { base, operations: [replicas(2)] }, undefined, ada);
  for (
    const attempt of [
      drafts.read("pair", grace),
      drafts.discard("pair", etag, grace),
      drafts.publish("pair", {}, etag, grace),
      drafts.preview("pair", {}, etag, grace),
    ]
  ) assert.equal((await refusal(attempt)).code, "not_found");
  assert.deepEqual(await drafts.list(grace), []);
  await drafts.keep("pair", { base, operations: [replicas(9)] }, undefined, grace);
  assert.deepEqual((await drafts.read("pair", ada)).operations, [replicas(2)]);
});

Deno.test("a second window overwrites nothing that it did not see", async () => {
  const { drafts, base } = await pairDesk();
  const keep = (value: number, seen?: string) =>
    drafts.keep("pair", { base, operations: [replicas(value)] }, seen, ada);
  const first = await keep(2);
  const second = await keep(3, first.etag);
  for (const seen of [first.etag, undefined, "made up"]) {
    const error = await refusal(keep(4, seen));
    assert.deepEqual([error.code, error.details], ["precondition_failed", { etag: second.etag }]);
  }
  const junk = { base: "0".repeat(40), operations: [] };
  const unseen = await refusal(drafts.keep("pair", junk, first.etag, ada));
  assert.equal(unseen.code, "precondition_failed");
  assert.equal(
    (await refusal(drafts.discard("pair", first.etag, ada))).code,
    "precondition_failed",
  );
  assert.equal(
    (await refusal(drafts.publish("pair", {}, first.etag, ada))).code,
    "precondition_failed",
  );
  assert.deepEqual((await drafts.read("pair", ada)).operations, [replicas(3)]);
  await drafts.discard("pair", second.etag, ada);
  const gone = await refusal(keep(5, second.etag));
  assert.deepEqual([gone.code, gone.details], ["precondition_failed", { etag: null }]);
  assert.equal((await refusal(drafts.discard("pair", second.etag, ada))).code, "not_found");
});

Deno.test("the same edits again are fine, since an answer may have been lost", async () => {
  const { drafts, base, clock } = await pairDesk();
  const edits = { base, operations: [replicas(2)] };
  const first = await drafts.keep("pair", edits, undefined, ada);
  clock.time += 60_000;
  const again = await drafts.keep("pair", edits, undefined, ada);
  assert.deepEqual(again, { ...first, isNew: false });
});

Deno.test("of 20 windows that begin a draft at once one does", async () => {
  const { drafts, base } = await pairDesk();
  const all = await Promise.allSettled(
    Array.from(
      { length: 20 },
      (_, at) => drafts.keep("pair", { base, operations: [replicas(at)] }, undefined, ada),
    ),
  );
  const won = all.flatMap((one) => one.status === "fulfilled" ? [one.value] : []);
  assert.equal(won.length, 1);
  for (const one of all) {
    if (one.status === "rejected") assert.equal(one.reason.details.etag, won[0]!.etag);
  }
});

Deno.test("publishing is one commit of its author, told once, and the draft is gone", async () => {
  const { drafts, base, store, news, workflows } = await pairDesk();
  const operations = [replicas(2), replicas(3)];
  const { etag } = await drafts.keep("pair", { base, operations }, undefined, ada);
  const before = await countCommits(store);
  const saved = await drafts.publish("pair", { message: "Scale" }, etag, ada);
  assert.equal(saved.text, PAIR.replace("replicas: 1 ", "replicas: 3 "));
  assert.equal(saved.isMerged, false);
  assert.equal((await workflows.read("pair")).text, saved.text);
  assert.equal(await countCommits(store), before + 1);
  const [commit] = await store.history(saved.commit, 1);
  assert.match(commit!.message, /^Scale\n\nActor: ada\nRequest-Id: request-1/);
  assert.equal(commit!.author.name, "ada");
  assert.deepEqual(news.map(({ type, data }) => [type, { ...data, at: "" }]), [
    ["workflow_update", {
      at: "",
      actor: "ada",
      workflow: "pair",
      action: "updated",
      commit: saved.commit,
      etag: saved.etag,
    }],
  ]);
  assert.equal((await refusal(drafts.read("pair", ada))).code, "not_found");
});

Deno.test("a draft on a head that moved is merged without asking when nothing collides", async () => {
  const { drafts, base, push, store } = await pairDesk();
  const { etag } = await drafts.keep(
    "pair",
    {
      base,
      operations: [replicas(2), { op: "move", node: "api", x: 400, y: 80 }],
    },
    undefined,
    ada,
  );
  const theirs = PAIR.replace("port: 8080 }] }", "port: 9090 }] } # theirs");
  const head = await push({ path: FILE, content: theirs });
  assert.deepEqual((await drafts.read("pair", ada)).head, { commit: head, state: "moved" });
  const preview = await drafts.preview("pair", {}, etag, ada);
  const saved = await drafts.publish("pair", {}, etag, ada);
  assert.equal(saved.text, theirs.replace("replicas: 1 ", "replicas: 2 "));
  assert.match(saved.layout.text, /api: \{ x: 400, y: 80/);
  assert.deepEqual([saved.isMerged, saved.parent], [true, head]);
  assert.deepEqual(
    [preview.isClean, preview.text, preview.layout],
    [true, saved.text, saved.layout.text],
  );
  assert.equal((await store.history(saved.commit, 1))[0]!.parents.length, 1);
});

/** A desk where somebody else set what the draft sets, and removed what it changes. */
async function collided() {
  const desk = await pairDesk();
  const { drafts, push } = desk;
  const extra: Operation = { op: "set-title", node: "db", value: "Kept" };
  const operations = [replicas(2), extra, { op: "set-group", node: "api", value: null } as const];
  const { etag } = await drafts.keep("pair", { base: desk.base, operations }, undefined, ada);
  const theirs = PAIR.replace("replicas: 1 ", "replicas: 5 ")
    .replace(/ {4}# what is asked\n[^]*?( {4}# who asks)/, "$1")
    .replace(/ {2}connections:\n.*\n/, "  connections: []\n");
  const head = await push({ path: FILE, content: theirs });
  const error = await refusal(drafts.publish("pair", {}, etag, ada));
  const conflicts = error.details.conflicts as { id: string; node: string; path: unknown[] }[];
  return { ...desk, etag, theirs, head, error, conflicts };
}

Deno.test("what both changed is a conflict that names base, ours and theirs, and the draft stays", async () => {
  const { drafts, base, head, error, conflicts, etag, store } = await collided();
  assert.equal(error.code, "conflict");
  assert.deepEqual([error.details.base, error.details.head], [base, head]);
  assert.deepEqual(conflicts.map(({ node, path }) => [node, path]), [
    ["api", ["config", "replicas"]],
    ["db", []],
  ]);
  const { id: _, ...field } = conflicts[0]!;
  assert.deepEqual(field, {
    file: "workflow",
    node: "api",
    path: ["config", "replicas"],
    base: 1,
    ours: 5,
    theirs: 2,
  });
  assert.equal(await store.head("main"), head);
  assert.equal((await drafts.read("pair", ada)).etag, etag);
});

Deno.test("conflicts are decided by side or by value, in a second publish", async () => {
  const { drafts, conflicts, etag, theirs } = await collided();
  const [field, node] = conflicts;
  const half = await refusal(
    drafts.publish("pair", { resolutions: [{ id: field!.id, value: 7 }] }, etag, ada),
  );
  assert.deepEqual(half.details.conflicts as unknown[], [node]);
  const resolutions = [
    { id: field!.id, value: 7 },
    { id: node!.id, take: "ours" as const },
    { id: "none such", take: "base" as const },
  ];
  const preview = await drafts.preview("pair", { resolutions }, etag, ada);
  const saved = await drafts.publish("pair", { resolutions }, etag, ada);
  assert.equal(saved.text, theirs.replace("replicas: 5 ", "replicas: 7 "));
  assert.deepEqual([preview.isClean, preview.text], [true, saved.text]);
});

Deno.test("a node that was removed comes back with its connections when the draft is taken", async () => {
  const { drafts, conflicts, etag } = await collided();
  const resolutions = conflicts.map(({ id }) => ({ id, take: "theirs" as const }));
  const { text } = await drafts.publish("pair", { resolutions }, etag, ada);
  assert.match(text, /replicas: 2 # for now/);
  assert.match(text, /db:\n {6}component: app\n {6}title: Kept/);
  assert.match(text, /from: db\.endpoint, to: api\.requires/);
});

Deno.test("a decision does not count when the head has another value by then", async () => {
  const { drafts, conflicts, etag, theirs, push } = await collided();
  const resolutions = conflicts.map(({ id }) => ({ id, take: "theirs" as const }));
  await push({ path: FILE, content: theirs.replace("replicas: 5 ", "replicas: 6 ") });
  const error = await refusal(drafts.publish("pair", { resolutions }, etag, ada));
  const left = error.details.conflicts as { ours: unknown }[];
  assert.deepEqual(left.map(({ ours }) => ours), [6]);
});

Deno.test("what both sides break together can only be edited away", async () => {
  const { drafts, base, push } = await pairDesk();
  const join: Operation = { op: "connect", from: "api.endpoint", to: "cache.requires" };
  const withCache = PAIR.replace(
    "  connections:\n",
    '    cache: { component: app, config: { image: "a:1", ports: [{ name: http, port: 1 }] } }\n' +
      "  connections:\n",
  );
  const start = await push({ path: FILE, content: withCache });
  assert.notEqual(start, base);
  const { etag } = await drafts.keep("pair", { base: start, operations: [join] }, undefined, ada);
  const theirs = withCache + "    - { from: cache.endpoint, to: api.requires }\n";
  const head = await push({ path: FILE, content: theirs });
  const error = await refusal(drafts.publish("pair", {}, etag, ada));
  const [conflict] = error.details.conflicts as { id: string; path: string[]; message: string }[];
  assert.deepEqual(conflict!.path, ["graph"]);
  const resolutions = [{ id: conflict!.id, take: "theirs" as const }];
  const again = await refusal(drafts.publish("pair", { resolutions }, etag, ada));
  assert.equal((again.details.conflicts as unknown[]).length, 1);
  const edits = { base: head, operations: [replicas(2)] };
  const next = await drafts.keep("pair", edits, etag, ada);
  assert.equal((await drafts.publish("pair", {}, next.etag, ada)).isMerged, false);
});

Deno.test("a workflow that was deleted meanwhile is made again only when told to", async () => {
  const { drafts, base, push, workflows, news } = await pairDesk();
  const { etag } = await drafts.keep("pair", { base, operations: [replicas(2)] }, undefined, ada);
  await push({ path: FILE, remove: true });
  assert.equal((await drafts.read("pair", ada)).head.state, "deleted");
  const error = await refusal(drafts.publish("pair", {}, etag, ada));
  assert.deepEqual([error.code, error.details.reason], ["conflict", "deleted"]);
  const preview = await drafts.preview("pair", {}, etag, ada);
  const mine = PAIR.replace("replicas: 1 ", "replicas: 2 ");
  assert.deepEqual([preview.reason, preview.isClean, preview.mine.text], ["deleted", false, mine]);
  await drafts.publish("pair", { recreate: true }, etag, ada);
  assert.equal((await workflows.read("pair")).text, mine);
  assert.deepEqual((news.at(-1)!.data as unknown as { action: string }).action, "created");
});

Deno.test("a head whose YAML somebody broke keeps the draft, and mending it publishes", async () => {
  const { drafts, base, push, workflows } = await pairDesk();
  const { etag } = await drafts.keep("pair", { base, operations: [replicas(2)] }, undefined, ada);
  await push({ path: FILE, content: PAIR.replace("spec:", "spec: [") });
  const error = await refusal(drafts.publish("pair", {}, etag, ada));
  assert.deepEqual([error.code, error.details.reason], ["conflict", "unreadable"]);
  const preview = await drafts.preview("pair", {}, etag, ada);
  assert.deepEqual([preview.reason, preview.text], ["unreadable", undefined]);
  await push({ path: FILE, content: PAIR });
  await drafts.publish("pair", {}, etag, ada);
  assert.match((await workflows.read("pair")).text, /replicas: 2/);
});

Deno.test("what somebody else saved alike makes no commit, and the draft is gone", async () => {
  const { drafts, base, push, store } = await pairDesk();
  const { etag } = await drafts.keep("pair", { base, operations: [replicas(2)] }, undefined, ada);
  const head = await push({ path: FILE, content: PAIR.replace("replicas: 1 ", "replicas: 2 ") });
  const saved = await drafts.publish("pair", {}, etag, ada);
  assert.deepEqual([saved.commit, await store.head("main")], [head, head]);
  assert.deepEqual(await drafts.list(ada), []);
});

Deno.test("a base that is gone from the repository still lets the edits be read and published", async () => {
  const { state, store, base, drafts } = await pairDesk();
  const operations = [replicas(2)];
  const { etag } = await drafts.keep("pair", { base, operations }, undefined, ada);
  // Another repository, of which no commit is in the one before: as after a forced push and a sweep.
  const after = await deskOn({ state });
  const theirs = PAIR.replace("The API", "Their API");
  await after.push({ path: FILE, content: theirs });
  assert.notEqual(after.store, store);
  const draft = await after.drafts.read("pair", ada);
  assert.deepEqual([draft.isBaseKnown, draft.text, draft.head.state], [false, PAIR, "moved"]);
  const preview = await after.drafts.preview("pair", {}, etag, ada);
  assert.equal(preview.mine.text, PAIR.replace("replicas: 1 ", "replicas: 2 "));
  const next = await after.drafts.keep("pair", { base, operations: [replicas(3)] }, etag, ada);
  const saved = await after.drafts.publish("pair", {}, next.etag, ada);
  assert.equal(saved.text, theirs.replace("replicas: 1 ", "replicas: 3 "));
});

Deno.test("a base that is no commit with that workflow is refused, and the draft before stays", async () => {
  const { drafts, base, store } = await pairDesk();
  const { etag } = await drafts.keep("pair", { base, operations: [] }, undefined, ada);
  const blob = (await store.list(base, "workflows"))[0]!.id;
  const root = (await store.history(base, 100)).at(-1)!.id;
  for (
    const [junk, code] of [
      ["0".repeat(40), "unprocessable"],
      ["main", "unprocessable"],
      ["", "unprocessable"],
      ["../../etc/passwd", "unprocessable"],
      [blob, "unprocessable"],
      [root, "not_found"],
    ] as const
  ) {
    const error = await refusal(
      drafts.keep("pair", { base: junk, operations: [] }, etag, ada),
    );
    assert.equal(error.code, code, junk);
  }
  assert.equal((await drafts.read("pair", ada)).etag, etag);
});

Deno.test("an edit that cannot be made is kept, and told when it is published", async () => {
  const { drafts, base } = await pairDesk();
  const operations: Operation[] = [replicas(2), { op: "set-title", node: "ghost", value: "Boo" }];
  const { etag } = await drafts.keep("pair", { base, operations }, undefined, ada);
  const error = await refusal(drafts.publish("pair", {}, etag, ada));
  assert.deepEqual([error.code, error.details.index], ["invalid_input", 1]);
  assert.deepEqual((await drafts.read("pair", ada)).operations, operations);
});

Deno.test("edits that are too many or too large are refused in a sentence", async () => {
  const { drafts, base } = await pairDesk();
  const value = "x".repeat(300 * 1024);
  const operations: Operation[] = [{ op: "set", node: "api", path: ["args"], value: [value] }];
  const error = await refusal(drafts.keep("pair", { base, operations }, undefined, ada));
  assert.equal(error.code, "too_large");
  assert.match(error.message, /expected at most 262144/);
  assert.deepEqual(await drafts.list(ada), []);
});

const TOKEN = `gh${"p_"}${"Zq7Lw2Xk9Rt4".repeat(3)}`;

Deno.test("no secret enters a draft, wherever an operation has it", async () => {
  const { drafts, base, state } = await pairDesk();
  const { etag } = await drafts.keep("pair", { base, operations: [replicas(2)] }, undefined, ada);
  const secret = {
    op: "add-node",
    node: "s",
    component: "secret",
    config: { keys: ["A"] },
  } as const;
  const set = (path: (string | { name: string })[], value: string): Operation => (
    { op: "set", node: "api", path, value }
  );
  const noise = "k8Jd02LmQx7VbN4zRt1W";
  const hiding: readonly (readonly Operation[])[] = [
    [set(["env", "TOKEN"], TOKEN)],
    [{ op: "set-title", node: "api", value: TOKEN }],
    [{ op: "set-title", node: "api", value: TOKEN }, { op: "set-title", node: "api", value: "" }],
    [set(["env", "DB_PASSWORD"], noise)],
    [set(["env", { name: "DB_PASSWORD" }, "value"], noise)],
    [{ op: "add-node", node: "n", component: "app", config: { env: { API_KEY: noise } } }],
    [{ op: "set-description", node: "api", value: `line\npassword: ${noise}\n` }],
    [{ op: "set-description", node: "api", value: `password: |\n  ${noise}\n` }],
    [set(["data", "app.conf"], `[db]\nuser = me\npassword:\n  ${noise}\n`)],
    [set(["data", "env"], `- name: DB_PASSWORD\n  value: ${noise}\n`)],
    [{ op: "add-note", note: "n", x: 0, y: 0, width: 9, height: 9, text: TOKEN }],
    [secret, { op: "set", node: "s", path: ["data"], value: { A: "hunter2" } }],
    [{ ...secret, config: { keys: ["A"], stringData: { A: "hunter2" } } }],
    [{
      ...replicas(2),
      source: { workflow: { of: "x", pieces: [{ at: 0, length: 0, text: `# ${TOKEN}` }] } },
    }],
  ];
  for (const operations of hiding) {
    const told = JSON.stringify(operations);
    const error = await refusal(drafts.keep("pair", { base, operations }, etag, ada));
    assert.equal(error.code, "secret_found", told);
    const [finding] = error.details.findings as { file: string; line: number; rule: string }[];
    assert.match(`${finding!.file} ${finding!.line}`, /^operations\[\d\] \d+$/, told);
    const said = `${error.message} ${JSON.stringify(error.details)}`;
    for (const value of [TOKEN.slice(4), noise, "hunter2"]) assert.ok(!said.includes(value), told);
  }
  const kept = JSON.stringify(await state.drafts.find("ada", "pair"));
  for (const value of [TOKEN, noise, "hunter2"]) assert.ok(!kept.includes(value));
  assert.equal((await drafts.read("pair", ada)).etag, etag);
});

Deno.test("a secret that Git has already keeps nobody from editing beside it", async () => {
  const { drafts, push } = await pairDesk();
  const allowed = `# celestra:allow-secret github-token because it is revoked`;
  const content = PAIR.replace(
    "replicas: 1 # for now",
    `replicas: 1\n        env: { OLD: ${TOKEN} } ${allowed}`,
  );
  const base = await push({ path: FILE, content });
  const operations: Operation[] = [
    { op: "set", node: "api", path: ["env", "OLD"], value: TOKEN },
    { op: "set", node: "api", path: ["env", "NEW"], value: "plain" },
  ];
  const { etag } = await drafts.keep("pair", { base, operations }, undefined, ada);
  const other: Operation = { op: "set-title", node: "api", value: TOKEN.replace("Zq7", "Zq8") };
  const error = await refusal(
    drafts.keep("pair", { base, operations: [...operations, other] }, etag, ada),
  );
  assert.equal(error.code, "secret_found");
  assert.deepEqual(error.details.findings, [
    { file: "operations[2]", line: 4, rule: "github-token" },
  ]);
});

Deno.test("to lose the drafts loses no commit, and to fail to forget one hinders nobody", async () => {
  const desk = await pairDesk();
  const { drafts, base, state, store, workflows, reported } = desk;
  const { etag } = await drafts.keep("pair", { base, operations: [replicas(2)] }, undefined, ada);
  const remove = state.drafts.remove;
  const broken = new AppError("store_busy", "The state is being changed by others; try again");
  Object.assign(state.drafts, { remove: () => Promise.reject(broken) });
  const saved = await drafts.publish("pair", {}, etag, ada);
  assert.deepEqual(reported, [broken]);
  Object.assign(state.drafts, { remove });
  // It is there still, and comes to nothing.
  const again = await drafts.publish("pair", {}, etag, ada);
  assert.equal(again.commit, saved.commit);
  await drafts.keep("pair", { base: saved.commit, operations: [replicas(9)] }, undefined, ada);
  const after = await deskOn({ store });
  assert.deepEqual(await after.drafts.list(ada), []);
  assert.equal((await after.workflows.read("pair")).text, (await workflows.read("pair")).text);
  assert.equal(await store.head("main"), saved.commit);
});

Deno.test("a draft is there after a restart, for a second window too", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/state.db`;
    const { store, base } = await pairDesk();
    const before = createState(await denoKv.open({ path }));
    const first = await deskOn({ store, state: before });
    const { etag } = await first.drafts.keep(
      "pair",
      { base, operations: [replicas(2)] },
      undefined,
      ada,
    );
    before.close();
    const after = createState(await denoKv.open({ path }));
    const second = await deskOn({ store, state: after });
    const draft = await second.drafts.read("pair", ada);
    assert.deepEqual([draft.etag, draft.operations, draft.text], [etag, [replicas(2)], PAIR]);
    await second.drafts.publish("pair", {}, etag, ada);
    after.close();
  });
});

Deno.test("20 people who publish drafts of different fields at once all land, each in one commit", async () => {
  const { drafts, push, store, workflows } = await deskOn();
  const apps = Array.from({ length: 20 }, (_, at) => `a${at}`);
  const nodes = `\n${
    apps.map((id) => `    ${id}: { component: app, config: { image: "a:1" } }`).join("\n")
  }`;
  const base = await push({ path: FILE, content: textOf("pair", nodes) });
  const before = await countCommits(store);
  await Promise.all(apps.map(async (node) => {
    const actor = { ...ada, name: node };
    const operations = [{ op: "set", node, path: ["replicas"], value: 3 } as const];
    const { etag } = await drafts.keep("pair", { base, operations }, undefined, actor);
    await drafts.publish("pair", {}, etag, actor);
  }));
  assert.equal(await countCommits(store), before + 20);
  const { text } = await workflows.read("pair");
  assert.equal(text.match(/replicas: 3/g)?.length, 20);
});
