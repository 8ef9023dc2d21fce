import assert from "node:assert/strict";
import { createDeployments } from "../../islands/deployments_model.ts";
import { deployment, fakeApi, fakeNews, settled, statusOf } from "./fakes.ts";

const LIST = "GET /api/v1/deployments";

Deno.test("a deployment that is seen changes as it goes, without reading anything", () => {
  const { model, news, sent, stop } = open({});
  news.tell(statusOf({ state: "healthy" }));
  assert.deepEqual(states(model), ["healthy"]);
  assert.equal(sent.length, 0);
  stop();
});

Deno.test("one that is not seen yet is read, since the filters may hide it", async () => {
  const { model, news, stop } = open({});
  news.tell(statusOf({ id: "0199f2c4-8a00-7abc-8def-0123456789ff" }));
  await settled();
  assert.deepEqual(states(model), ["failed"]);
  stop();
});

Deno.test("one that may not fit the filter any more is read", async () => {
  const { model, news, stop } = open({ state: "queued" });
  news.tell(statusOf({ state: "healthy" }));
  await settled();
  assert.deepEqual(states(model), ["failed"]);
  stop();
});

Deno.test("what may have been missed is read", async () => {
  const { model, news, stop } = open({});
  news.miss();
  await settled();
  assert.deepEqual(states(model), ["failed"]);
  stop();
});

function states(model: ReturnType<typeof createDeployments>): string[] {
  return model.list.page.value.items.map(({ state }) => state);
}

function open(query: Readonly<Record<string, string>>) {
  const page = { items: [deployment()], page: 1, perPage: 25, total: 1 };
  const api = fakeApi({ [LIST]: { value: { ...page, items: [deployment({ state: "failed" })] } } });
  const news = fakeNews();
  const model = createDeployments(
    { page, query, workflows: [], environments: [], now: 0 },
    { api, remember: () => {} },
  );
  return { model, news, sent: api.sent, stop: model.start(news) };
}
