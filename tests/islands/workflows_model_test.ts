import assert from "node:assert/strict";
import { createWorkflows } from "../../islands/workflows_model.ts";
import { lastDeployments, type WorkflowItem } from "../../islands/workflow_item.ts";
import { deployment, fakeApi, fakeNews, type Reply, settled, statusOf } from "./fakes.ts";

const LIST = "GET /api/v1/workflows";
const DEPLOYMENTS = "GET /api/v1/deployments";

Deno.test("a change by somebody else is read", async () => {
  const { model, news, sent, stop } = open({
    [LIST]: { value: page([item("shop"), item("new")]) },
  });
  news.tell({
    id: 1,
    type: "workflow_update",
    data: { at: "2026-11-21T10:00:00.000Z", actor: "grace", workflow: "new" },
  });
  await settled();
  assert.deepEqual(names(model), ["shop", "new"]);
  assert.equal(sent.length, 1);
  stop();
});

Deno.test("a deployment shows as it goes, without reading anything", () => {
  const { model, news, sent, stop } = open({});
  news.tell(statusOf({ state: "applying" }));
  news.tell(statusOf({ state: "healthy" }));
  assert.deepEqual(model.deployments.value.map(({ state }) => state), ["healthy"]);
  assert.equal(sent.length, 0);
  stop();
});

Deno.test("what may have been missed is read", async () => {
  const { model, news, stop } = open({
    [LIST]: { value: page([item("new")]) },
    [DEPLOYMENTS]: { value: { items: [deployment({ state: "failed" })] } },
  });
  news.miss();
  await settled();
  assert.deepEqual(names(model), ["new"]);
  assert.deepEqual(model.deployments.value.map(({ state }) => state), ["failed"]);
  stop();
});

Deno.test("start() is undone by what it answers", () => {
  const { news, stop } = open({});
  assert.ok(news.followers > 0);
  stop();
  assert.equal(news.followers, 0);
});

Deno.test("a workflow that can be brought back is removed at once, another after a question", async () => {
  const { model, sent, stop } = open({
    "GET /api/v1/workflows/shop": { value: { text: "a: 1\n" }, etag: '"e1"' },
    "GET /api/v1/workflows/shop/layout": { value: { text: "" } },
    "DELETE /api/v1/workflows/shop": {},
    [LIST]: { value: page([]) },
  });
  await model.remove(item("broken", 2));
  assert.equal(model.changes.value!.dialog.value!.kind, "remove");
  assert.deepEqual(sent, []);
  await model.remove(item("shop"));
  assert.ok(sent.some(({ method }) => method === "DELETE"));
  stop();
});

Deno.test("lastDeployments() keeps the newest of each workflow and environment", () => {
  const old = deployment({ id: "01", state: "failed" });
  const other = deployment({ id: "02", environment: "staging", state: "queued" });
  const young = deployment({ id: "03", state: "healthy" });
  const kept = lastDeployments([young, old, other]);
  assert.deepEqual(kept.map(({ id }) => id).sort(), ["02", "03"]);
});

function open(replies: Readonly<Record<string, Reply>>) {
  const api = fakeApi(replies);
  const news = fakeNews();
  const props = {
    page: page([item("shop")]),
    query: {},
    deployments: [],
    examples: [],
    canWrite: true,
    now: Date.parse("2026-11-21T10:00:00.000Z"),
  };
  const model = createWorkflows(props, { api, go: () => {}, remember: () => {} });
  return { model, news, sent: api.sent, stop: model.start(news) };
}

function names(model: ReturnType<typeof createWorkflows>): string[] {
  return model.list.page.value.items.map(({ name }) => name);
}

function page(items: readonly WorkflowItem[]) {
  return { items, page: 1, perPage: 25, total: items.length };
}

function item(name: string, errors = 0): WorkflowItem {
  return {
    name,
    nodes: 1,
    connections: 0,
    etag: "e1",
    updatedAt: "2026-11-21T10:00:00.000Z",
    updatedBy: "ada",
    errors,
    findings: { errors: 0, total: 0 },
  };
}
