import assert from "node:assert/strict";
import type { FileChange } from "../../../../lib/stores/store.ts";
import { createMemoryStore } from "../../../../lib/stores/memory.ts";
import type { WorkflowQuery } from "../../../../lib/services/workflows.ts";
import { ada, APP, houseOn, textOf } from "./house.ts";

const ALL: WorkflowQuery = { page: 1, perPage: 100 };

/** Files that people and merges leave behind: what is in them, and the fault that is shown first. */
const BROKEN: readonly (readonly [content: string | Uint8Array, code: string])[] = [
  ["", "syntax"],
  ["# nothing\n", "syntax"],
  ["[]\n", "wrong_type"],
  ["text\n", "wrong_type"],
  ["{}\n", "missing_field"],
  ["a: [\n", "syntax"],
  ["a: {\n", "syntax"],
  ['a: "\n', "syntax"],
  ["a: b: c\n", "syntax"],
  ["\ta: 1\n", "syntax"],
  ["a: 1\n b: 2\n", "syntax"],
  ["<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n", "syntax"],
  ["a: 1\na: 2\n", "duplicate_key"],
  ["a: 1\n---\nb: 2\n", "unsupported_yaml"],
  ["a: !!js/function x\n", "unsupported_yaml"],
  ["__proto__: { polluted: true }\n", "forbidden_key"],
  ["a: &a [*a]\n", "alias_limit"],
  ["a: *nobody\n", "syntax"],
  ["a: \u0000\n", "forbidden_character"],
  ["a: \u2028\n", "forbidden_character"],
  [new Uint8Array([0xff, 0xfe, 0x61, 0x00, 0x3a, 0x00]), "encoding"],
  [new Uint8Array([0x61, 0x3a, 0x20, 0xc3, 0x28, 0x0a]), "encoding"],
  ["[".repeat(10_000), "limit_exceeded"],
  ["x".repeat(300 * 1024), "too_large"],
  [textOf("else"), "name_mismatch"],
  [textOf("broken-25", "[]"), "wrong_type"],
  [textOf("broken-26", "{ a: { component: nothing } }"), "unknown_component"],
  [
    textOf("broken-27", `{ a: ${APP} }`, "[{ from: a.endpoint, to: b.requires }]"),
    "dangling_connection",
  ],
  [
    textOf("broken-28", `{ a: ${APP} }`, "[{ from: a.endpoint, to: a.requires }]"),
    "self_connection",
  ],
  [textOf("broken-29").replace("Application", "Nothing"), "unknown_kind"],
];

/** The files, `broken-0` and so on. */
const FILES: readonly FileChange[] = BROKEN.map(([content], index) => ({
  path: `workflows/broken-${index}.yaml`,
  content,
}));

Deno.test("30 broken files are listed with their fault, and the others unhurt", async () => {
  const { workflows, push } = await houseOn();
  await push(...FILES);
  const { items, total } = await workflows.list(ALL);
  assert.equal(total, 37);
  for (const [index, [, code]] of BROKEN.entries()) {
    const summary = items.find(({ name }) => name === `broken-${index}`)!;
    assert.ok(summary.errors > 0, summary.name);
    const { problem } = summary;
    assert.deepEqual([problem?.code, problem?.file], [code, `workflows/broken-${index}.yaml`]);
    assert.ok(problem!.line >= 1 && problem!.column >= 1);
  }
  const good = items.filter(({ errors }) => errors === 0).map(({ name }) => name);
  assert.deepEqual(good, ["api-worker", "blog", "gitea", "hello", "monitoring", "shop", "tickets"]);
  assert.equal((await workflows.list({ ...ALL, state: "invalid" })).total, 30);
  assert.equal((await workflows.list({ ...ALL, state: "valid" })).total, 7);
});

Deno.test("a broken file opens with its faults, and a save mends it", async () => {
  const { workflows, push } = await houseOn();
  await push(...FILES);
  assert.equal((await workflows.list({ ...ALL, state: "invalid" })).total, 30);
  for (const [index, [content, code]] of BROKEN.entries()) {
    const name = `broken-${index}`;
    const { text, etag, problems } = await workflows.read(name);
    if (typeof content === "string") assert.equal(text, content);
    assert.equal(problems[0]!.code, code);
    const saved = await workflows.replace(name, { text: textOf(name) }, etag, ada);
    assert.deepEqual(saved.problems, []);
  }
  assert.equal((await workflows.list({ ...ALL, state: "invalid" })).total, 0);
});

Deno.test("a list is searched, filtered, sorted and cut into pages", async () => {
  const { workflows } = await houseOn();
  const names = async (query: Partial<WorkflowQuery>) =>
    (await workflows.list({ ...ALL, ...query })).items.map(({ name }) => name);
  assert.deepEqual(await names({ search: "WEB SHOP" }), ["shop"]);
  assert.deepEqual(await names({ search: "behind a proxy" }), ["hello"]);
  assert.deepEqual(await names({ search: "constructor" }), []);
  assert.deepEqual(
    await names({ kind: "Application", search: "o", sort: "-name" }),
    (await names({ search: "o" })).toReversed(),
  );
  assert.deepEqual(await names({ kind: "Pipeline" }), []);
  const pages = [1, 2, 3, 4].map((page) => workflows.list({ page, perPage: 2 }));
  const [first, ...rest] = await Promise.all(pages);
  assert.deepEqual(
    { ...first, items: first!.items.map(({ name }) => name) },
    { items: ["api-worker", "blog"], page: 1, perPage: 2, total: 7 },
  );
  assert.deepEqual(rest.map(({ items }) => items.length), [2, 2, 1]);
});

Deno.test("a list says what is in a workflow, when it changed and by whom", async () => {
  let time = 1_767_225_600_000;
  const { workflows } = await houseOn(createMemoryStore({ now: () => time }));
  time += 3_600_000;
  const { text, etag } = await workflows.read("hello");
  await workflows.replace("hello", { text: text + "# changed\n" }, etag, ada);
  const { items } = await workflows.list({ ...ALL, sort: "-updated" });
  const { description, ...summary } = items[0]!;
  assert.ok(description?.startsWith("A greeting"));
  assert.deepEqual(summary, {
    name: "hello",
    title: "Hello",
    kind: "Application",
    nodes: 7,
    connections: 7,
    errors: 0,
    findings: { errors: 0, total: 7 },
    etag: (await workflows.read("hello")).etag,
    updatedAt: "2026-01-01T01:00:00.000Z",
    updatedBy: "ada",
  });
  assert.deepEqual([items[1]!.updatedAt, items[1]!.updatedBy], [
    "2026-01-01T00:00:00.000Z",
    "Celestra",
  ]);
  const oldest = await workflows.list({ ...ALL, sort: "updated" });
  assert.equal(oldest.items.at(-1)!.name, "hello");
  assert.equal(oldest.items[0]!.name, "api-worker");
});

Deno.test("an empty repository has an empty list, and takes a first workflow", async () => {
  const store = createMemoryStore();
  const { createHead } = await import("../../../../lib/services/content/head.ts");
  const { createWorkflows } = await import("../../../../lib/services/workflows.ts");
  const { checking, ruling } = await import("../../../../lib/cli/tools.ts");
  const workflows = createWorkflows({
    store,
    head: createHead({ store, now: Date.now }),
    checking: checking(),
    ruling: ruling({ today: "2026-01-01" }),
    events: { publish: () => Promise.resolve() },
    now: Date.now,
  });
  assert.deepEqual(await workflows.list(ALL), { items: [], page: 1, perPage: 100, total: 0 });
  const saved = await workflows.create("first", { text: textOf("first") }, ada);
  assert.equal(saved.parent, undefined);
  assert.equal((await workflows.list(ALL)).total, 1);
});
