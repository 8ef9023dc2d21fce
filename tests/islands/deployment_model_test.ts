import assert from "node:assert/strict";
import { createDeployment } from "../../islands/deployment_model.ts";
import { hasEnded } from "../../islands/deployment_live.ts";
import { stepsOf } from "../../islands/deployment_steps.ts";
import { createToasts } from "../../islands/toasts.tsx";
import type { Deployment } from "../../lib/model/deployment.ts";
import { deployment, fakeApi, fakeNews, refusal, type Reply, settled, statusOf } from "./fakes.ts";

const PATH = `/api/v1/deployments/${deployment().id}`;

Deno.test("the page follows its own deployment and no other", () => {
  const { model, news, stop } = open({});
  news.tell(statusOf({ id: "0199f2c4-8a00-7abc-8def-0123456789ff", state: "failed" }));
  assert.equal(model.deployment.value.state, "queued");
  news.tell(statusOf({ state: "applying" }));
  assert.equal(model.deployment.value.state, "applying");
  stop();
});

Deno.test("what may have been missed is read", async () => {
  const { model, news, stop } = open({
    [`GET ${PATH}`]: { value: deployment({ state: "healthy" }) },
  });
  news.miss();
  await settled();
  assert.equal(model.deployment.value.state, "healthy");
  stop();
});

Deno.test("cancel() shows what became of it, and says why when it cannot", async () => {
  const { model, toasts, stop } = open({
    [`POST ${PATH}/cancel`]: refusal(409, "conflict", "It has ended."),
  });
  await model.cancel();
  assert.equal(toasts.list.value[0]!.text, "It has ended.");
  assert.equal(model.isBusy.value, false);
  stop();
});

Deno.test("an answer that is older than the news does not replace them", async () => {
  const answer = Promise.withResolvers<Reply>();
  const { model, news, stop } = open({ [`POST ${PATH}/cancel`]: () => answer.promise });
  const cancelling = model.cancel();
  news.tell(statusOf({ state: "cancelled" }));
  answer.resolve({ value: deployment({ state: "applying" }) });
  await cancelling;
  assert.equal(model.deployment.value.state, "cancelled");
  stop();
});

Deno.test("redeploy() goes to the new deployment", async () => {
  const { model, went, stop } = open({ [`POST ${PATH}/redeploy`]: { value: { id: "new" } } });
  await model.redeploy();
  assert.deepEqual(went, ["/deployments/new"]);
  stop();
});

Deno.test("undeploy() names the volumes that stay", async () => {
  const { model, toasts, sent, stop } = open({
    "POST /api/v1/deployments/undeploy": { value: { volumes: ["shop_db"] } },
  });
  model.ask(true);
  await model.undeploy();
  assert.deepEqual(sent[0]!.body, { workflow: "shop", environment: "local" });
  assert.match(toasts.list.value[0]!.text, /Its volumes stay: shop_db/);
  assert.equal(model.isAsking.value, false);
  stop();
});

const WAYS: readonly (readonly [about: string, Partial<Deployment>, string])[] = [
  ["is queued", {}, "now waiting waiting waiting waiting"],
  ["is rendering", { state: "rendering" }, "done now waiting waiting waiting"],
  ["is committed", { state: "committed", commit: "c" }, "done done done waiting waiting"],
  ["is applying", { state: "applying", commit: "c" }, "done done done now waiting"],
  ["is healthy", { state: "healthy", commit: "c" }, "done done done done done"],
  ["failed to render", { state: "failed" }, "done failed waiting waiting waiting"],
  ["failed to apply", { state: "failed", commit: "c" }, "done done done failed waiting"],
  [
    "failed with a node",
    { state: "failed", commit: "c", nodes: [{ node: "a", state: "failed", at: "" }] },
    "done done done done failed",
  ],
  ["was superseded", { state: "superseded" }, "stopped waiting waiting waiting waiting"],
];

for (const [about, change, states] of WAYS) {
  Deno.test(`stepsOf() shows how far one is that ${about}`, () => {
    assert.equal(stepsOf(deployment(change)).map(({ state }) => state).join(" "), states);
  });
}

Deno.test("hasEnded() knows that one which nothing applies ends as committed", () => {
  assert.equal(hasEnded({ state: "committed" }), false);
  assert.equal(hasEnded({ state: "committed", message: "Nothing was applied" }), true);
  assert.equal(hasEnded({ state: "superseded" }), true);
  assert.equal(hasEnded({ state: "applying", message: "waits" }), false);
});

function open(replies: Parameters<typeof fakeApi>[0]) {
  const api = fakeApi(replies);
  const news = fakeNews();
  const toasts = createToasts(() => {});
  const went: string[] = [];
  const model = createDeployment(
    { deployment: deployment(), canDeploy: true, now: 0 },
    { api, toasts, go: (path) => went.push(path) },
  );
  return { model, news, toasts, went, sent: api.sent, stop: model.start(news) };
}
