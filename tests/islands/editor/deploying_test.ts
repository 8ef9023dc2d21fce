import assert from "node:assert/strict";
import { createDeploying } from "../../../islands/editor/deploying.ts";
import { secretKey } from "../../../islands/editor/missing_secrets.ts";
import type { DeploymentState } from "../../../lib/model/deployment.ts";
import {
  deployment,
  fakeApi,
  fakeNews,
  refusal,
  type Reply,
  type Sent,
  settled,
  statusOf,
} from "../fakes.ts";

const LIST = "/api/v1/deployments";
const SECRETS = "/api/v1/environments/local/secrets/shop";
const PASSWORD = { node: "credentials", key: "POSTGRES_PASSWORD", isSet: false };
const TOKEN = { node: "credentials", key: "TOKEN", isSet: true };

const REPLIES = {
  [`GET ${SECRETS}`]: { value: { items: [PASSWORD, TOKEN] } },
  [`GET /api/v1/environments/far/secrets/shop`]: { value: { items: [TOKEN] } },
  [`PUT ${SECRETS}/credentials/POSTGRES_PASSWORD`]: {},
  [`POST ${LIST}`]: { value: deployment() },
};

Deno.test("it asks only for the secret values that are not set", async () => {
  const { deploying } = open();
  deploying.open();
  assert.equal(deploying.missing.value, undefined);
  await settled();
  assert.deepEqual(deploying.missing.value, [PASSWORD]);
  deploying.choose("far");
  await settled();
  assert.deepEqual(deploying.missing.value, []);
});

Deno.test("a value is sent before the deployment starts, and kept nowhere", async () => {
  const { deploying, sent } = open();
  deploying.open();
  await settled();
  deploying.type(PASSWORD, "open sesame");
  assert.equal(await deploying.deploy(), true);
  assert.deepEqual(sent.slice(1).map(({ method, path, body }) => [method, path, body]), [
    ["PUT", `${SECRETS}/credentials/POSTGRES_PASSWORD`, { value: "open sesame" }],
    ["POST", LIST, { workflow: "shop", environment: "local" }],
  ]);
  assert.deepEqual(deploying.values.value, {});
  assert.equal(deploying.isOpen.value, false);
  assert.equal(deploying.isShown.value, true);
  assert.equal(deploying.deployment.value!.state, "queued");
});

Deno.test("a value that was taken is forgotten although the deployment does not start", async () => {
  const { deploying } = open({ [`POST ${LIST}`]: refusal(503, "store_busy", "Try again.") });
  deploying.open();
  await settled();
  deploying.type(PASSWORD, "open sesame");
  assert.equal(await deploying.deploy(), false);
  assert.equal(deploying.fault.value, "Try again.");
  assert.deepEqual(deploying.values.value, {});
  assert.deepEqual(deploying.missing.value, []);
  assert.equal(deploying.isBusy.value, false);
});

Deno.test("a value that was refused stays to be corrected, and nothing is deployed", async () => {
  const path = `PUT ${SECRETS}/credentials/POSTGRES_PASSWORD`;
  const { deploying, sent } = open({ [path]: refusal(400, "invalid_input", "A line break.") });
  deploying.open();
  await settled();
  deploying.type(PASSWORD, "open\nsesame");
  assert.equal(await deploying.deploy(), false);
  assert.equal(deploying.values.value[secretKey(PASSWORD)], "open\nsesame");
  assert.equal(sent.some(({ method }) => method === "POST"), false);
});

for (const leave of ["close", "choose"] as const) {
  Deno.test(`${leave}() forgets what was typed`, async () => {
    const { deploying } = open();
    deploying.open();
    await settled();
    deploying.type(PASSWORD, "open sesame");
    if (leave === "close") deploying.close();
    else deploying.choose("far");
    assert.deepEqual(deploying.values.value, {});
  });
}

Deno.test("a value that was left empty is not sent", async () => {
  const { deploying, sent } = open();
  deploying.open();
  await settled();
  deploying.type(PASSWORD, "");
  await deploying.deploy();
  assert.equal(sent.some(({ method }) => method === "PUT"), false);
});

Deno.test("secrets of an environment that is chosen no more are not shown", async () => {
  const held = Promise.withResolvers<Reply>();
  const { deploying } = open({ [`GET ${SECRETS}`]: () => held.promise });
  deploying.open();
  deploying.choose("far");
  await settled();
  held.resolve({ value: { items: [PASSWORD] } });
  await settled();
  assert.deepEqual(deploying.missing.value, []);
});

Deno.test("secrets that cannot be read say why, and another environment forgets it", async () => {
  const { deploying } = open({ [`GET ${SECRETS}`]: refusal(403, "permission_denied", "Ask Ada.") });
  deploying.open();
  await settled();
  assert.equal(deploying.fault.value, "Ask Ada.");
  assert.equal(deploying.missing.value, undefined);
  deploying.choose("far");
  assert.equal(deploying.fault.value, undefined);
});

Deno.test("what fails for an environment that is chosen no more is not told", async () => {
  const held = Promise.withResolvers<Reply>();
  const { deploying } = open({ [`GET ${SECRETS}`]: () => held.promise });
  deploying.open();
  deploying.choose("far");
  held.resolve(refusal(403, "permission_denied", "Ask Ada."));
  await settled();
  assert.equal(deploying.fault.value, undefined);
});

Deno.test("what could not be saved is not deployed", async () => {
  const { deploying, sent } = open({}, () => Promise.resolve(false));
  assert.equal(await deploying.deploy(), false);
  assert.match(deploying.fault.value!, /^Your edits could not be saved/);
  assert.deepEqual(sent, []);
});

Deno.test("a second press while one is on its way does nothing", async () => {
  const { deploying, sent } = open();
  assert.deepEqual(await Promise.all([deploying.deploy(), deploying.deploy()]), [true, false]);
  assert.equal(sent.length, 1);
});

Deno.test("its states follow the events, and every node has its own", () => {
  const { deploying, news } = open();
  const seen: (string | undefined)[] = [];
  const states: DeploymentState[] = ["queued", "rendering", "committed", "applying", "failed"];
  for (const state of states) {
    const nodes = [{ node: "api", state: "failed", at: "", reason: "exited" } as const];
    news.tell(statusOf({ state, nodes: state === "failed" ? nodes : [] }));
    seen.push(deploying.deployment.value?.state);
  }
  assert.deepEqual(seen, states);
  assert.equal(deploying.byNode.value.get("api")!.reason, "exited");
  assert.equal(deploying.isShown.value, true);
});

Deno.test("an older deployment does not take the place of a newer one", () => {
  const { deploying, news } = open();
  news.tell(statusOf({ id: "0199f2c4-9", state: "applying" }));
  news.tell(statusOf({ id: "0199f2c4-8", state: "healthy" }));
  assert.equal(deploying.deployment.value!.state, "applying");
});

Deno.test("an answer that is older than the news does not open again what has ended", async () => {
  const held = Promise.withResolvers<Reply>();
  const { deploying, news } = open({ [`POST ${LIST}`]: () => held.promise });
  const deploy = deploying.deploy();
  await settled();
  news.tell(statusOf({ state: "healthy" }));
  held.resolve({ value: deployment({ state: "queued" }) });
  await deploy;
  assert.equal(deploying.deployment.value!.state, "healthy");
});

Deno.test("one that has ended long ago is known and not shown", async () => {
  const { deploying, sent } = open({
    [`GET ${LIST}`]: { value: { items: [deployment({ state: "healthy" })] } },
  });
  await deploying.load();
  assert.equal(sent[0]!.path, `${LIST}?workflow=shop&per_page=1`);
  assert.equal(deploying.deployment.value!.state, "healthy");
  assert.equal(deploying.isShown.value, false);
});

Deno.test("a workflow that was never deployed has none", async () => {
  const { deploying } = open({ [`GET ${LIST}`]: { value: { items: [] } } });
  await deploying.load();
  assert.equal(deploying.deployment.value, undefined);
});

Deno.test("what may have been missed is read", async () => {
  const { deploying, news } = open({
    [`GET ${LIST}`]: { value: { items: [deployment({ state: "applying" })] } },
  });
  news.miss();
  await settled();
  assert.equal(deploying.deployment.value!.state, "applying");
});

Deno.test("cancel() asks once, says why not, and leaves alone what has ended", async () => {
  const path = `POST ${LIST}/${deployment().id}/cancel`;
  const { deploying, news, sent } = open({ [path]: refusal(409, "conflict", "Too late.") });
  await deploying.cancel();
  news.tell(statusOf({ state: "applying" }));
  await deploying.cancel();
  assert.equal(deploying.fault.value, "Too late.");
  news.tell(statusOf({ state: "healthy" }));
  await deploying.cancel();
  assert.equal(sent.length, 1);
});

Deno.test("news of other workflows and after the end are no news", () => {
  const { deploying, news } = open();
  news.tell(statusOf({ workflow: "blog" }));
  deploying.stop();
  news.tell(statusOf());
  assert.equal(deploying.deployment.value, undefined);
});

function open(
  replies: Readonly<Record<string, Reply | ((sent: Sent) => Reply | Promise<Reply>)>> = {},
  save = () => Promise.resolve(true),
) {
  const api = fakeApi({ ...REPLIES, ...replies });
  const news = fakeNews();
  const environments = [{ name: "local" }, { name: "far" }];
  const deploying = createDeploying({ name: "shop", api, news, environments, save });
  return { deploying, news, sent: api.sent };
}
