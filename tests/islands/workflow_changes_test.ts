import assert from "node:assert/strict";
import { createListing } from "../../islands/listing.ts";
import { createToasts } from "../../islands/toasts.tsx";
import { blank, createWorkflowChanges } from "../../islands/workflow_changes.ts";
import type { WorkflowItem } from "../../islands/workflow_item.ts";
import { parseWorkflow } from "../../lib/format/workflow.ts";
import { fakeApi, refusal, type Reply, type Sent, settled } from "./fakes.ts";

const LIST = "/api/v1/workflows";
const EMPTY = { value: { items: [], page: 1, perPage: 25, total: 0 } };
const SHOP = {
  name: "shop",
  title: "Web shop",
  nodes: 1,
  connections: 0,
  etag: "e1",
  updatedAt: "2026-11-21T10:00:00.000Z",
  updatedBy: "ada",
  errors: 0,
  findings: { errors: 0, total: 0 },
} satisfies WorkflowItem;

const REMOVAL = {
  [`GET ${LIST}`]: EMPTY,
  [`GET ${LIST}/shop`]: { value: { text: "text: kept\n" }, etag: '"e1"' },
  [`GET ${LIST}/shop/layout`]: { value: { text: "layout: kept\n" }, etag: '"l1"' },
  [`DELETE ${LIST}/shop`]: {},
};

Deno.test("create() makes a blank workflow or an example, and opens it", async () => {
  const { changes, sent, went } = open({ [`POST ${LIST}`]: {} });
  await changes.create("one", undefined);
  await changes.create("two", "hello");
  assert.deepEqual(sent.map(({ body }) => body), [
    { name: "one", text: blank("one") },
    { name: "two", example: "hello" },
  ]);
  assert.deepEqual(went, ["/workflows/one", "/workflows/two"]);
});

Deno.test("a blank workflow has no fault", () => {
  assert.deepEqual(parseWorkflow(blank("one"), "workflows/one.yaml").problems, []);
});

Deno.test("what could not be created is said in the dialog, and another question forgets it", async () => {
  const { changes, went } = open({
    [`POST ${LIST}`]: refusal(409, "already_exists", "There is one already."),
  });
  await changes.create("shop", undefined);
  assert.equal(changes.fault.value, "There is one already.");
  assert.equal(changes.isBusy.value, false);
  assert.deepEqual(went, []);
  changes.ask({ kind: "create" });
  assert.equal(changes.fault.value, undefined);
});

Deno.test("duplicate() opens the copy", async () => {
  const { changes, sent, went } = open({ [`POST ${LIST}/shop/duplicate`]: {} });
  await changes.duplicate("shop", "shop-copy");
  assert.deepEqual(sent[0]!.body, { name: "shop-copy" });
  assert.deepEqual(went, ["/workflows/shop-copy"]);
});

Deno.test("remove() removes what was read, and undo brings back the same bytes", async () => {
  const { changes, list, sent, toasts } = open({
    ...REMOVAL,
    [`PUT ${LIST}/shop`]: {},
    [`PUT ${LIST}/shop/layout`]: {},
  });
  await changes.remove(SHOP);
  assert.equal(sent.find(({ method }) => method === "DELETE")!.ifMatch, '"e1"');
  assert.deepEqual(list.page.value.items, []);
  toasts.list.value[0]!.action!.run();
  await settled();
  const put = sent.filter(({ method }) => method === "PUT");
  assert.deepEqual(put.map(({ text, ifNoneMatch }) => [text, ifNoneMatch]), [
    ["text: kept\n", "*"],
    ["layout: kept\n", "*"],
  ]);
});

Deno.test("undo brings back no layout that was never written", async () => {
  const { changes, sent, toasts } = open({
    ...REMOVAL,
    [`GET ${LIST}/shop/layout`]: { value: { text: "made: up\n" } },
    [`PUT ${LIST}/shop`]: {},
  });
  await changes.remove(SHOP);
  toasts.list.value[0]!.action!.run();
  await settled();
  assert.equal(sent.filter(({ method }) => method === "PUT").length, 1);
});

Deno.test("an undo that fails can be tried again", async () => {
  let tries = 0;
  const { changes, toasts } = open({
    ...REMOVAL,
    [`PUT ${LIST}/shop`]: () => ++tries === 1 ? refusal(503, "store_busy", "Busy.") : {},
    [`PUT ${LIST}/shop/layout`]: {},
  });
  await changes.remove(SHOP);
  toasts.list.value[0]!.action!.run();
  await settled();
  const { text, action } = toasts.list.value.at(-1)!;
  assert.equal(text, "Busy.");
  action!.run();
  await settled();
  assert.equal(toasts.list.value.at(-1)!.text, "shop is back");
});

Deno.test("no undo is offered for a file that could not be written again", async () => {
  const { changes, toasts } = open(REMOVAL);
  await changes.remove({ ...SHOP, errors: 1 });
  assert.equal(toasts.list.value[0]!.action, undefined);
});

Deno.test("what somebody changed meanwhile is not removed", async () => {
  const { changes, list, toasts } = open({
    ...REMOVAL,
    [`DELETE ${LIST}/shop`]: refusal(412, "precondition_failed", "It has changed."),
  });
  await changes.remove(SHOP);
  assert.equal(toasts.list.value[0]!.text, "It has changed.");
  assert.equal(list.page.value.items.length, 1);
});

function open(replies: Readonly<Record<string, Reply | ((sent: Sent) => Reply)>>) {
  const api = fakeApi(replies);
  const toasts = createToasts(() => {});
  const went: string[] = [];
  const page = { items: [SHOP], page: 1, perPage: 25, total: 1 };
  const list = createListing<WorkflowItem>({ api, path: LIST, page, query: {}, remember() {} });
  const changes = createWorkflowChanges({ api, list, toasts, go: (path) => went.push(path) });
  return { changes, list, sent: api.sent, toasts, went };
}
