import assert from "node:assert/strict";
import { AppError } from "../../../lib/model/error.ts";
import type { Operation } from "../../../lib/model/operation.ts";
import type { LocatedProblem } from "../../../lib/model/problem.ts";
import {
  createWorkflows,
  type SavedFile,
  type WorkflowQuery,
} from "../../../lib/services/workflows.ts";
import { createLocalStore } from "../../../lib/stores/local.ts";
import { createMemoryStore } from "../../../lib/stores/memory.ts";
import type { Store } from "../../../lib/stores/store.ts";
import { inFolder } from "../../helpers/host.ts";
import { ada, APP, countCommits, houseOn, textOf } from "./content/house.ts";

const ALL: WorkflowQuery = { page: 1, perPage: 100 };

/** What a promise was refused with. */
async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(() => undefined, (error) => error);
  assert.ok(error instanceof AppError, `it was not refused: ${error}`);
  return error;
}

/** The codes of the problems that an error carries. */
function codesOf({ details }: AppError): string[] {
  return (details.problems as LocatedProblem[]).map(({ code }) => code);
}

/** Runs a test on a store in memory and on one of Git on disk. */
function testOnStores(name: string, test: (store: Store) => Promise<void>): void {
  Deno.test(`[memory] ${name}`, () => test(createMemoryStore()));
  Deno.test(`[local] ${name}`, () =>
    inFolder(async (folder) =>
      await test(
        await createLocalStore(`${folder}/repo.git`, { bare: true, defaultBranch: "main" }),
      )
    ));
}

testOnStores("of 50 saves with the same ETag exactly one wins", async (store) => {
  const { workflows } = await houseOn(store);
  const { text, etag } = await workflows.read("hello");
  const before = await countCommits(store);
  const saves = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) => {
      const changed = text.replace("Hello from Celestra", `Hello number ${index}`);
      return workflows.replace("hello", { text: changed }, etag, ada);
    }),
  );
  const won = saves.flatMap((save) => save.status === "fulfilled" ? [save.value] : []);
  const lost = saves.flatMap((save) => save.status === "rejected" ? [save.reason] : []);
  assert.equal(won.length, 1);
  for (const error of lost) {
    assert.ok(error instanceof AppError);
    assert.equal(error.code, "precondition_failed");
    assert.equal(error.details.etag, won[0]!.etag);
  }
  assert.equal(await countCommits(store), before + 1);
  assert.equal((await workflows.read("hello")).etag, won[0]!.etag);
});

testOnStores("50 saves of 50 workflows all land", async (store) => {
  const { workflows } = await houseOn(store);
  const names = Array.from({ length: 50 }, (_, index) => `flow-${index}`);
  await Promise.all(names.map((name) => workflows.create(name, { text: textOf(name) }, ada)));
  const { items } = await workflows.list({ ...ALL, search: "flow-" });
  assert.equal(items.length, 50);
});

testOnStores("the same bytes make no commit", async (store) => {
  const { workflows, news } = await houseOn(store);
  const { text, etag, commit } = await workflows.read("hello");
  const saved = await workflows.replace("hello", { text }, etag, ada);
  assert.deepEqual(saved, { name: "hello", etag, commit, problems: [] });
  assert.equal(await store.head("main"), commit);
  assert.deepEqual(news, []);
});

testOnStores("a save of somebody else in between is never overwritten", async (store) => {
  const { workflows, push } = await houseOn(store);
  const { text, etag } = await workflows.read("hello");
  const theirs = text.replace("title: Hello", "title: Theirs");
  await push({ path: "workflows/hello.yaml", content: theirs });
  const mine = text.replace("title: Hello", "title: Mine");
  const error = await refusal(workflows.replace("hello", { text: mine }, etag, ada));
  assert.equal(error.code, "precondition_failed");
  const now = await workflows.read("hello");
  assert.equal(now.text, theirs);
  assert.equal(error.details.etag, now.etag);
  await push({ path: "workflows/hello.yaml", content: mine });
  const again = await refusal(workflows.replace("hello", { text: theirs }, now.etag, ada));
  assert.equal(again.code, "precondition_failed");
});

testOnStores("a save of another file in between does not hinder", async (store) => {
  const { workflows, push } = await houseOn(store);
  const { text, etag } = await workflows.read("hello");
  await push({ path: "workflows/other.yaml", content: textOf("other") });
  const saved = await workflows.replace("hello", { text: text + "# mine\n" }, etag, ada);
  assert.equal((await workflows.read("hello")).etag, saved.etag);
  assert.equal((await workflows.read("other")).text, textOf("other"));
});

testOnStores("a workflow is created, copied and removed with its layout", async (store) => {
  const { workflows, news } = await houseOn(store);
  const created = await workflows.create("first", { text: textOf("first", `{ a: ${APP} }`) }, ada);
  const layout = "apiVersion: celestra/v1\nkind: Layout\nmetadata: { name: first } # places\n" +
    "nodes:\n  a: { x: 20, y: 40 }\n";
  await workflows.replaceLayout("first", { text: layout }, undefined, ada);
  const copy = await workflows.duplicate("first", "second", ada);
  assert.equal((await workflows.read("second")).text, textOf("second", `{ a: ${APP} }`));
  const copied = await workflows.layout("second");
  assert.equal(copied.text, layout.replace("first", "second"));
  const removed = await workflows.remove("second", copy.etag, ada);
  assert.equal((await refusal(workflows.read("second"))).code, "not_found");
  assert.deepEqual(
    (await store.list(removed.commit, "workflows")).filter(({ path }) => path.includes("second")),
    [],
  );
  assert.deepEqual(
    news.map(({ type, data }) => [type, data.workflow, "action" in data && data.action]),
    [
      ["workflow_update", "first", "created"],
      ["workflow_update", "first", "updated"],
      ["workflow_update", "second", "created"],
      ["workflow_update", "second", "deleted"],
    ],
  );
  assert.deepEqual(news[0]!.data, {
    at: "2026-01-01T00:00:00.000Z",
    actor: "ada",
    workflow: "first",
    action: "created",
    commit: created.commit,
    etag: created.etag,
  });
  assert.ok(!("etag" in news[3]!.data));
});

testOnStores("operations change the workflow and its layout in one commit", async (store) => {
  const { workflows } = await houseOn(store);
  const { text, etag } = await workflows.read("hello");
  const layout = await workflows.layout("hello");
  const before = await countCommits(store);
  const saved = await workflows.patch(
    "hello",
    {
      operations: [
        { op: "set", node: "greeting", path: ["data", "GREETING"], value: "Good day" },
        { op: "move", node: "greeting", x: 40, y: 300 },
      ],
    },
    etag,
    ada,
  );
  assert.equal(await countCommits(store), before + 1);
  assert.equal(saved.text, text.replace("Hello from Celestra", "Good day"));
  assert.equal(
    saved.layout.text,
    layout.text.replace("greeting: { x: 0, y: 288,", "greeting: { x: 40, y: 300,"),
  );
  assert.equal(saved.parent, layout.commit);
  assert.deepEqual(saved.layout, {
    text: (await workflows.layout("hello")).text,
    etag: (await workflows.layout("hello")).etag,
  });
});

Deno.test("the first move keeps the place of every node; other operations make no layout", async () => {
  const { workflows, store } = await houseOn();
  const text = textOf("pair", `\n    a: ${APP}\n    b: ${APP}`, "[]");
  const { etag } = await workflows.create("pair", { text }, ada);
  const made = await workflows.layout("pair");
  const patch = (ifMatch: string, ...operations: Operation[]) =>
    workflows.patch("pair", { operations }, ifMatch, ada);
  assert.equal(made.etag, undefined);
  const titled = await patch(etag, { op: "set-title", node: "a", value: "First" });
  assert.equal(titled.layout.etag, undefined);
  const renewed = await patch(
    titled.etag,
    { op: "remove-node", node: "b" },
    { op: "add-node", node: "b", component: "app", config: { image: "nginx:1.29.4" } },
  );
  assert.equal(renewed.layout.etag, undefined);
  assert.equal(renewed.layout.text, made.text);
  const moved = await patch(renewed.etag, { op: "move", node: "a", x: 600, y: 0 });
  assert.equal(moved.etag, renewed.etag);
  assert.equal(moved.layout.text, made.text.replace("a: { x: 0, y: 0 }", "a: { x: 600, y: 0 }"));
  assert.equal(moved.layout.etag, (await workflows.layout("pair")).etag);
  const { message } = (await store.history(moved.commit, 1))[0]!;
  assert.match(message, /^Update workflow pair\n\nActor: ada\nRequest-Id: request-1$/);
});

const TOUCHES: readonly Operation[] = [
  { op: "resize", node: "a", width: 300, height: 200 },
  { op: "set-color", node: "a", value: "red" },
  { op: "add-note", note: "todo", x: 1, y: 2, width: 30, height: 40, text: "Later" },
];

for (const operation of TOUCHES) {
  Deno.test(`${operation.op} is kept where there was no layout yet`, async () => {
    const { workflows } = await houseOn();
    const { etag } = await workflows.create("one", { text: textOf("one", `\n    a: ${APP}`) }, ada);
    const saved = await workflows.patch("one", { operations: [operation] }, etag, ada);
    const kept = await workflows.layout("one");
    assert.notEqual(kept.etag, undefined);
    assert.equal(kept.text, saved.layout.text);
    assert.match(kept.text, /width: 300|color: red|text: Later/);
  });
}

Deno.test("a layout that changes at the last moment is not overwritten by a patch", async () => {
  const store = createMemoryStore();
  let push: (() => Promise<unknown>) | undefined;
  const house = await houseOn({
    ...store,
    async commit(change) {
      const before = push;
      push = undefined;
      await before?.();
      return await store.commit(change);
    },
  });
  const { workflows } = house;
  const { etag } = await workflows.read("hello");
  const { text } = await workflows.layout("hello");
  const theirs = text.replace("token: { x: 0, y: 0 }", "token: { x: 20, y: 20 }");
  push = () => house.push({ path: "workflows/hello.layout.yaml", content: theirs });
  const operations = [{ op: "move", node: "web", x: 40, y: 40 }] as const;
  const saved = await workflows.patch("hello", { operations }, etag, ada);
  assert.equal(
    saved.layout.text,
    theirs.replace("web: { x: 300, y: 144 }", "web: { x: 40, y: 40 }"),
  );
});

Deno.test("a patch throws as a save does", async () => {
  const { workflows } = await houseOn();
  const { etag } = await workflows.read("hello");
  const patch = (operations: object[], tag = etag) =>
    refusal(workflows.patch("hello", { operations: operations as never }, tag, ada));
  const title = { op: "set-title", node: "web", value: "x" };
  assert.equal((await patch([title], "0".repeat(40))).code, "precondition_failed");
  assert.equal((await patch([{ ...title, node: "nobody" }])).code, "invalid_input");
  const cycle = await patch([
    { op: "connect", from: "proxy.endpoint", to: "web.requires" },
    { op: "connect", from: "web.nothing", to: "proxy.requires" },
  ]);
  assert.equal(cycle.code, "unprocessable");
  assert.deepEqual(codesOf(cycle), ["unknown_port", "cycle"]);
  const far = await patch([{ op: "move", node: "web", x: 1e9, y: 0 }]);
  assert.ok(["unprocessable", "invalid_input"].includes(far.code), far.code);
});

Deno.test("a save stands, also when nobody can be told", async () => {
  const { store, head, checking, ruling } = await houseOn();
  const publish = () => Promise.reject(new Error("the state is away"));
  const workflows = createWorkflows({
    store,
    head,
    checking,
    ruling,
    events: { publish },
    now: () => 0,
  });
  const { etag } = await workflows.create("new", { text: textOf("new") }, ada);
  assert.equal((await workflows.read("new")).etag, etag);
});

Deno.test("a name that is taken is refused", async () => {
  const { workflows } = await houseOn();
  const text = textOf("hello");
  assert.equal((await refusal(workflows.create("hello", { text }, ada))).code, "already_exists");
  assert.equal((await refusal(workflows.duplicate("blog", "hello", ada))).code, "already_exists");
  assert.equal((await refusal(workflows.duplicate("blog", "blog", ada))).code, "already_exists");
});

Deno.test("of 20 people who create the same workflow one does", async () => {
  const { workflows } = await houseOn();
  const texts = Array.from({ length: 20 }, (_, index) => textOf("new") + `# ${index}\n`);
  const all = await Promise.allSettled(
    texts.map((text) => workflows.create("new", { text }, ada)),
  );
  assert.equal(all.filter(({ status }) => status === "fulfilled").length, 1);
  const codes = all.flatMap((one) => one.status === "rejected" ? [one.reason.code] : []);
  assert.deepEqual([...new Set(codes)], ["already_exists"]);
});

Deno.test("a copy keeps comments, and says in its title what it is", async () => {
  const { workflows } = await houseOn();
  const { text } = await workflows.read("hello");
  await workflows.duplicate("hello", "welcome", ada);
  assert.equal(
    (await workflows.read("welcome")).text,
    text.replace("name: hello", "name: welcome").replace("title: Hello", "title: Hello (copy)"),
  );
});

Deno.test("a layout that cannot be read hinders no copy and no operation", async () => {
  const { workflows, push } = await houseOn();
  for (const content of ["a: [\n", "kind: Layout\nmetadata: { name: hello }\nnodes: []\n"]) {
    await push({ path: "workflows/hello.layout.yaml", content });
    const copy = await workflows.duplicate("hello", "copied", ada);
    assert.equal((await workflows.layout("copied")).etag, undefined);
    await workflows.remove("copied", copy.etag, ada);
    const { etag } = await workflows.read("hello");
    const operations = [{ op: "set-title", node: "web", value: content.slice(0, 4) }] as const;
    const saved = await workflows.patch("hello", { operations }, etag, ada);
    assert.equal(saved.layout.text, content);
  }
});

Deno.test("an example is created with its layout", async () => {
  const { workflows } = await houseOn();
  const [text, layout] = [
    textOf("new", `{ a: ${APP} }`),
    "apiVersion: celestra/v1\n" +
    "kind: Layout\nmetadata: { name: new }\nnodes: { a: { x: 7, y: 7 } }\n",
  ];
  await workflows.create("new", { text, layout, message: "From an example" }, ada);
  assert.equal((await workflows.layout("new")).text, layout);
  const wrong = workflows.create("newer", { text: textOf("newer"), layout }, ada);
  assert.deepEqual(codesOf(await refusal(wrong)), ["name_mismatch"]);
});

Deno.test("a layout is judged and has a tag of its own", async () => {
  const { workflows } = await houseOn();
  const { etag, text } = await workflows.layout("hello");
  const put = (file: string, tag: string | undefined) =>
    workflows.replaceLayout("hello", { text: file }, tag, ada);
  const moved = text.replace("token: { x: 0, y: 0 }", "token: { x: 20, y: 20 }");
  assert.equal((await refusal(put(moved, undefined))).details.etag, etag);
  assert.equal((await refusal(put(moved, "0".repeat(40)))).code, "precondition_failed");
  for (const value of ["1000000000", ".nan", ".inf", "yes", "{}"]) {
    const error = await refusal(put(text.replace("x: 0, y: 0", `x: ${value}, y: 0`), etag));
    assert.equal(error.code, "unprocessable", value);
  }
  const saved = await put(moved, etag);
  assert.equal((await workflows.layout("hello")).etag, saved.etag);
  assert.deepEqual(await put(moved, saved.etag), withoutParent(saved));
  const nobody = workflows.replaceLayout("nobody", { text }, undefined, ada);
  assert.equal((await refusal(nobody)).code, "not_found");
});

function withoutParent({ parent: _, ...saved }: SavedFile): SavedFile {
  return saved;
}

Deno.test("a missing layout is made, the same each time and in the style of ours", async () => {
  const { workflows, push } = await houseOn();
  await push({ path: "workflows/hello.layout.yaml", remove: true });
  const { text, etag, problems } = await workflows.layout("hello");
  assert.equal(etag, undefined);
  assert.deepEqual(problems, []);
  assert.match(
    text,
    /^apiVersion: celestra\/v1\nkind: Layout\nmetadata: { name: hello }\n\nnodes:\n/,
  );
  assert.match(text, /^ {2}web: { x: 300, y: \d+ }$/m);
  const again = await houseOn();
  await again.push({ path: "workflows/hello.layout.yaml", remove: true });
  assert.equal((await again.workflows.layout("hello")).text, text);
});

Deno.test("what is not there is not found, with the name that was meant", async () => {
  const { workflows } = await houseOn();
  const error = await refusal(workflows.read("helo"));
  assert.equal(error.code, "not_found");
  assert.equal(error.message, 'There is no workflow "helo"; did you mean hello?');
  const tag = "0".repeat(40);
  const missing = [
    workflows.layout("nobody"),
    workflows.replace("nobody", { text: textOf("nobody") }, tag, ada),
    workflows.patch("nobody", { operations: [] }, tag, ada),
    workflows.remove("nobody", tag, ada),
    workflows.duplicate("nobody", "somebody", ada),
  ];
  for (const promise of missing) assert.equal((await refusal(promise)).code, "not_found");
});

Deno.test("a name leads nowhere outside", async () => {
  const { workflows, store } = await houseOn();
  const names = [
    ...["", ".", "..", "../x", "a/b", "/abs", "..\\x", "%2e%2e", "..%2Fx", "%252Fx", ".git"],
    ...["hello.layout", "hello.yaml", "A", "a_b", "a ", " a", "a\0", "a\nb", "-a", "a-", "é"],
    ...["a".repeat(53), "a".repeat(300), "__proto__", "toString", "hello\u202e", "git~1", "CON"],
  ];
  const head = await store.head("main");
  for (const name of names) {
    const text = textOf(JSON.stringify(name));
    const tries = [
      workflows.read(name),
      workflows.layout(name),
      workflows.create(name, { text }, ada),
      workflows.replace(name, { text }, "x", ada),
      workflows.patch(name, { operations: [] }, "x", ada),
      workflows.remove(name, "x", ada),
      workflows.duplicate(name, "new", ada),
      workflows.duplicate("hello", name, ada),
      workflows.replaceLayout(name, { text }, undefined, ada),
    ];
    for (const promise of tries) assert.equal((await refusal(promise)).code, "invalid_input", name);
  }
  assert.equal(await store.head("main"), head);
});

Deno.test("a name of a device on Windows is refused", async () => {
  const { workflows } = await houseOn();
  assert.equal(
    (await refusal(workflows.create("con", { text: textOf("con") }, ada))).code,
    "unprocessable",
  );
});
