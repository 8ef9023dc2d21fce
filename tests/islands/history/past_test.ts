import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { ApiError } from "../../../islands/api.ts";
import type { HistoryEntry } from "../../../islands/history/answers.ts";
import { createPast, type Past } from "../../../islands/history/past.ts";
import { sideOf, sideTitle } from "../../../islands/history/side.ts";
import { changed, type Texts } from "../../../islands/editor/texts.ts";
import type { Saved } from "../../../islands/editor/workflow_files.ts";
import { fakeApi, refusal, type Reply, type Sent, settled } from "../fakes.ts";
import { replaced, SHOP } from "../editor/workbench.ts";

const PATH = "/api/v1/workflows/shop";
const [FIRST, SECOND] = ["a".repeat(40), "b".repeat(40)];
const LATER: Texts = changed("shop", SHOP, {
  operations: [{ op: "set", node: "api", path: ["replicas"], value: 3 }],
}).texts;

function entry(change: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    commit: SECOND,
    at: "2026-11-21T12:00:00.000Z",
    author: "ada",
    message: "More of it\n\nBecause.",
    name: "shop",
    change: "changed",
    changes: ["Changed replicas of api from 2 to 3"],
    ...change,
  };
}

function fileAt(commit: string, { workflow: text, layout }: Texts): Reply {
  const places = { text: layout!, etag: "l" };
  return { value: { name: "shop", text, etag: "w", commit, layout: places } };
}

const RESTORED = {
  commit: SECOND,
  etag: "w2",
  operations: [{ op: "set", node: "api", path: ["replicas"], value: 2 }],
  changes: ["Changed replicas of api from 3 to 2"],
  later: [],
  skipped: [],
  text: SHOP.workflow,
  layout: { text: SHOP.layout },
  problems: [],
};

type Replies = Parameters<typeof fakeApi>[0];

/** A past of two commits, on a canvas that shows the later one. */
function open(others: Replies = {}) {
  const api = fakeApi({
    [`GET ${PATH}/history`]: {
      value: {
        items: [entry(), entry({ commit: FIRST, change: "created" })],
        page: 1,
        perPage: 20,
        total: 2,
      },
    },
    [`GET ${PATH}/at/${FIRST}`]: fileAt(FIRST, SHOP),
    [`GET ${PATH}/at/${SECOND}`]: fileAt(SECOND, LATER),
    [`GET ${PATH}/diff`]: { value: { base: FIRST, head: SECOND } },
    [`POST ${PATH}/restore`]: { value: RESTORED },
    ...others,
  });
  const saved = signal<Saved>({ texts: LATER, etag: "w2", layoutEtag: "l", commit: SECOND });
  const texts = signal(LATER);
  const during = <T>(work: () => Promise<T>) => work();
  const past = createPast({ name: "shop", api, saving: { saved, during }, texts });
  return { api, past, saved, texts };
}

const kindsIn = ({ shown }: Past) =>
  [...shown.value?.comparison?.marks ?? []].map(([id, [mark]]) => [id, mark!.kind]);

const asked = ({ sent }: { readonly sent: readonly Sent[] }) => sent.map(({ path }) => path);

Deno.test("the history is listed, by page and by node", async () => {
  const { api, past } = open();
  await settled();
  assert.equal(past.page.value!.items.length, 2);
  await past.turn(2);
  await past.of("api");
  assert.deepEqual(asked(api).map((path) => path.split("?")[1]), [
    "page=1&per_page=20",
    "page=2&per_page=20",
    "page=1&per_page=20&node=api",
  ]);
  assert.equal(past.node.value, "api");
});

Deno.test("a new commit is the first of the list at once", async () => {
  const { api, past, saved } = open();
  await settled();
  saved.value = { ...saved.value, commit: "c".repeat(40) };
  await settled();
  assert.equal(api.sent.length, 2);
  past.close();
  saved.value = { ...saved.value, commit: "d".repeat(40) };
  await settled();
  assert.equal(api.sent.length, 2);
});

Deno.test("an answer to an older question never takes the place of a newer one", async () => {
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let count = 0;
  const { past } = open({
    [`GET ${PATH}/history`]: async ({ path }) => {
      await gates[count++]!.promise;
      return {
        value: { items: [], page: Number(/page=(\d)/.exec(path)![1]), perPage: 20, total: 0 },
      };
    },
  });
  const second = past.turn(2);
  gates[1]!.resolve();
  await second;
  gates[0]!.resolve();
  await settled();
  assert.equal(past.page.value!.page, 2);
});

Deno.test("a list that does not come says why", async () => {
  const { past } = open({ [`GET ${PATH}/history`]: refusal(503, "store_busy", "Not now.") });
  await settled();
  assert.equal(past.fault.value, "Not now.");
});

Deno.test("a commit shows what it did, against the one before", async () => {
  const { past } = open();
  await past.show(entry());
  assert.deepEqual(kindsIn(past), [["api", "changed"]]);
  const { from, to } = past.shown.value!;
  assert.deepEqual([sideTitle(from), sideTitle(to)], ["aaaaaaa", "bbbbbbb"]);
});

Deno.test("the first commit shows everything as new", async () => {
  const { past } = open();
  await past.show(entry({ commit: FIRST, change: "created" }));
  assert.deepEqual(kindsIn(past).map(([, kind]) => kind), ["added", "added", "added"]);
});

Deno.test("what is drawn now is compared as it changes", async () => {
  const { past, texts } = open();
  await past.compare(sideOf(entry()), { kind: "now" });
  assert.deepEqual(kindsIn(past), []);
  texts.value = { ...LATER, workflow: replaced(LATER.workflow, "'The API'", "'Gate'") };
  assert.deepEqual(kindsIn(past), [["api", "changed"]]);
  past.leave();
  assert.equal(past.shown.value, undefined);
});

Deno.test("a commit is read once, however often it is compared", async () => {
  const { api, past } = open();
  await settled();
  for (let count = 0; count < 3; count++) {
    await past.compare(sideOf(entry()), sideOf(entry({ commit: FIRST })));
  }
  assert.equal(api.sent.filter(({ path }) => path.includes("/at/")).length, 2);
});

Deno.test("a commit that cannot be read says so, and is asked for again the next time", async () => {
  let isTorn = true;
  const { past } = open({
    [`GET ${PATH}/at/${FIRST}`]: () =>
      fileAt(FIRST, isTorn ? { ...SHOP, workflow: "kind: [" } : SHOP),
  });
  const compare = () => past.compare(sideOf(entry({ commit: FIRST })), { kind: "now" });
  await compare();
  assert.match(past.shown.value!.fault!, /aaaaaaa cannot be read/);
  isTorn = false;
  await compare();
  assert.deepEqual(kindsIn(past), [["api", "changed"]]);
});

Deno.test("where the workflow was not there, everything came or went", async () => {
  const { past } = open({ [`GET ${PATH}/at/${SECOND}`]: refusal(404, "not_found", "No.") });
  await past.show(entry({ change: "deleted" }));
  assert.deepEqual(kindsIn(past).map(([, kind]) => kind), ["removed", "removed", "removed"]);
});

Deno.test("bringing back is looked at before it is done", async () => {
  const { api, past } = open();
  await settled();
  await past.prepare(entry({ commit: FIRST }), "api");
  const [dry] = api.sent.filter(({ method }) => method === "POST");
  assert.deepEqual(dry!.body, { commit: FIRST, node: "api", overwrite: false, dryRun: true });
  assert.equal(dry!.ifMatch, undefined);
  assert.deepEqual(kindsIn(past), [["api", "changed"]]);
  assert.deepEqual(past.restoring.would.value!.changes, RESTORED.changes);
  assert.equal(await past.restore(), true);
  const real = api.sent.at(-1)!;
  assert.deepEqual(real.body, { commit: FIRST, node: "api", overwrite: false });
  assert.equal(real.ifMatch, "w2");
  assert.equal(past.restoring.wish.value, undefined);
});

Deno.test("later edits are taken back only when they are asked to be", async () => {
  const { api, past } = open();
  await past.prepare(entry({ commit: FIRST }), "api");
  await past.overwrite(true);
  const bodies = api.sent.filter(({ method }) => method === "POST").map(({ body }) => body);
  assert.deepEqual(bodies.map((body) => (body as { overwrite: boolean }).overwrite), [false, true]);
});

Deno.test("what was saved since the look is looked at again, and nothing is done", async () => {
  let count = 0;
  const { api, past } = open({
    [`POST ${PATH}/restore`]: () =>
      ++count === 2
        ? new ApiError(412, "precondition_failed", "Somebody saved.")
        : { value: RESTORED },
  });
  await past.prepare(entry({ commit: FIRST }));
  assert.equal(await past.restore(), false);
  const bodies = api.sent.filter(({ method }) => method === "POST").map(({ body }) => body);
  assert.equal((bodies[2] as { dryRun?: boolean }).dryRun, true);
  assert.notEqual(past.restoring.wish.value, undefined);
});

Deno.test("a refusal to bring back is told", async () => {
  const { past } = open({ [`POST ${PATH}/restore`]: refusal(422, "unprocessable", "It is torn.") });
  await past.prepare(entry({ commit: FIRST }));
  assert.equal(past.restoring.fault.value, "It is torn.");
  assert.equal(await past.restore(), false);
  assert.equal(past.shown.value, undefined);
});
