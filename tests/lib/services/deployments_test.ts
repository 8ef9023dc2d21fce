import assert from "node:assert/strict";
import type { Deployment, NodeStatus } from "../../../lib/model/deployment.ts";
import { AppError } from "../../../lib/model/error.ts";
import type { Plan } from "../../../lib/model/resource.ts";
import type { DeploymentRequest } from "../../../lib/services/deployment_request.ts";
import { createDeployments, type Deployments } from "../../../lib/services/deployments.ts";
import { createMemoryStore } from "../../../lib/stores/memory.ts";
import type { Store } from "../../../lib/stores/store.ts";
import type { Target } from "../../../lib/targets/target.ts";

const ada = { name: "Ada", email: "ada@example.com" };

const plan = {
  workflow: "shop",
  labels: {},
  namespace: "shop",
  podSecurity: "restricted",
  resources: [
    { kind: "workload", node: "api", settings: ["token"], after: [] },
    { kind: "workload", node: "db", settings: [], after: [] },
    { kind: "secret", node: "token", keys: ["API_TOKEN"] },
    { kind: "secret", node: "unused", keys: ["NOBODY"] },
  ],
  written: new Map(),
} as unknown as Plan;

/** A target that plays what a test tells it. */
function playing(play: (application: unknown) => AsyncIterable<NodeStatus>): Target {
  return {
    id: "docker-compose",
    title: "",
    output: "compose",
    unavailable: () => Promise.resolve(undefined),
    apply: play,
    remove: () => Promise.resolve(["shop-dev_db-data"]),
  };
}

function open(): { store: Store; deployments: Deployments } {
  const store = createMemoryStore();
  return { store, deployments: createDeployments({ store, now: () => 1_700_000_000_000 }) };
}

function request(change: Partial<DeploymentRequest> = {}): DeploymentRequest {
  return {
    workflow: "shop",
    environment: "dev",
    output: "compose",
    source: "a".repeat(40),
    rendered: {
      problems: [],
      files: [{ path: "compose.yaml", text: "name: shop\n", map: [] }],
      report: [],
      plan,
    },
    actor: ada,
    timeout: 1000,
    ...change,
  };
}

const healthy = (node: string): NodeStatus => ({ node, state: "healthy", at: "" });

Deno.test("deploy() ends at committed without a target, on a commit with its trailers", async () => {
  const { store, deployments } = open();
  const deployment = await deployments.deploy(request());
  assert.equal(deployment.state, "committed");
  const head = await store.head("deploy/dev");
  assert.equal(deployment.commit, head);
  assert.deepEqual((await store.list(head!, "")).map(({ path }) => path), [
    "shop/compose/compose.yaml",
    "shop/map.json",
    "shop/report.json",
  ]);
  const [{ message } = { message: "" }] = await store.history(head!, 1);
  for (
    const trailer of [
      `Source-Commit: ${"a".repeat(40)}`,
      "Workflow: shop",
      "Environment: dev",
      `Deployment: ${deployment.id}`,
      "Actor: Ada",
    ]
  ) assert.ok(message.includes(`\n${trailer}`), trailer);
});

Deno.test("deploy() makes a commit of its own also when no byte changed", async () => {
  const { store, deployments } = open();
  const first = await deployments.deploy(request());
  const second = await deployments.deploy(request());
  assert.notEqual(first.commit, second.commit);
  assert.equal((await store.history(second.commit!, 10)).length, 2);
});

Deno.test("deploy() removes what a workflow no longer makes, and touches no other workflow", async () => {
  const { store, deployments } = open();
  await deployments.deploy(request({ workflow: "blog" }));
  const more = request();
  await deployments.deploy({
    ...more,
    rendered: { ...more.rendered, files: [{ path: "old.yaml", text: "", map: [] }] },
  });
  const { commit } = await deployments.deploy(request());
  const paths = (await store.list(commit!, "")).map(({ path }) => path);
  assert.ok(paths.includes("blog/compose/compose.yaml"));
  assert.ok(!paths.includes("shop/compose/old.yaml"));
});

Deno.test("deploy() is healthy when every node is, and tells of every change", async () => {
  const { store, deployments } = open();
  const seen: string[] = [];
  const target = playing(async function* () {
    yield { node: "db", state: "applying", at: "" };
    yield healthy("db");
    yield healthy("api");
  });
  const deployment = await deployments.deploy(request({
    target,
    onChange: ({ state, nodes }) =>
      seen.push(`${state} ${nodes.map((node) => node.state).join(" ")}`),
  }));
  assert.equal(deployment.state, "healthy");
  assert.deepEqual(seen, [
    "rendering waiting waiting",
    "committed waiting waiting",
    "applying waiting waiting",
    "applying waiting applying",
    "applying waiting healthy",
    "applying healthy healthy",
    "healthy healthy healthy",
  ]);
  assert.deepEqual(JSON.parse(await store.readNote(deployment.commit!) ?? ""), deployment);
});

Deno.test("deploy() is failed when one node is, with its reason and log in the note", async () => {
  const { store, deployments } = open();
  const failed: NodeStatus = {
    node: "api",
    state: "failed",
    reason: "exited",
    log: ["boom"],
    at: "",
  };
  const target = playing(async function* () {
    yield healthy("db");
    yield failed;
  });
  const deployment = await deployments.deploy(request({ target }));
  assert.equal(deployment.state, "failed");
  const note = JSON.parse(await store.readNote(deployment.commit!) ?? "") as Deployment;
  assert.deepEqual(note.nodes[0], failed);
});

Deno.test("deploy() is cancelled when it is asked to stop before every node is healthy", async () => {
  const { deployments } = open();
  const stop = new AbortController();
  const target = playing(async function* () {
    yield healthy("db");
    stop.abort();
  });
  const { state } = await deployments.deploy(request({ target, signal: stop.signal }));
  assert.equal(state, "cancelled");
});

Deno.test("deploy() hands the target the secrets that something consumes, and no others", async () => {
  const { deployments } = open();
  let secrets: unknown;
  const target = playing(async function* (application) {
    secrets = (application as { secrets: unknown }).secrets;
    yield healthy("db");
    yield healthy("api");
  });
  await deployments.deploy(request({ target }));
  assert.deepEqual(secrets, { token: ["API_TOKEN"] });
});

Deno.test("deploy() writes the outcome when the engine is lost, and throws", async () => {
  const { store, deployments } = open();
  const target = playing(async function* () {
    yield healthy("db");
    throw new AppError("engine_lost", "The engine stopped answering");
  });
  await assert.rejects(deployments.deploy(request({ target })), { code: "engine_lost" });
  const head = await store.head("deploy/dev");
  const note = JSON.parse(await store.readNote(head!) ?? "") as Deployment;
  assert.deepEqual([note.state, note.reason], ["failed", "engine_lost"]);
});

Deno.test("deploy() lets no unexpected error into the note", async () => {
  const { store, deployments } = open();
  const target = playing(async function* () {
    yield healthy("db");
    throw new Error("/root/secret path");
  });
  await assert.rejects(deployments.deploy(request({ target })));
  const note = await store.readNote((await store.head("deploy/dev"))!);
  assert.ok(!note!.includes("/root/secret"));
});

Deno.test("deploy() lays its commit on a branch that moved meanwhile", async () => {
  const { store } = open();
  let raced = false;
  const racing: Store = {
    ...store,
    async commit(change) {
      if (!raced) {
        raced = true;
        await createDeployments({ store, now: Date.now }).deploy(request());
      }
      return await store.commit(change);
    },
  };
  const deployment = await createDeployments({ store: racing, now: Date.now }).deploy(request());
  assert.equal(deployment.state, "committed");
  assert.equal((await store.history(deployment.commit!, 10)).length, 2);
});

Deno.test("undeploy() removes the folder in one commit and names the volumes that stay", async () => {
  const { store, deployments } = open();
  await deployments.deploy(request());
  await deployments.deploy(request({ workflow: "blog" }));
  const target = playing(async function* () {});
  const removed = await deployments.undeploy({
    workflow: "shop",
    environment: "dev",
    target,
    actor: ada,
  });
  assert.deepEqual(removed.volumes, ["shop-dev_db-data"]);
  const paths = (await store.list(removed.commit!, "")).map(({ path }) => path);
  assert.ok(paths.length > 0 && paths.every((path) => path.startsWith("blog/")));
  const again = await deployments.undeploy({ workflow: "shop", environment: "dev", actor: ada });
  assert.deepEqual(again, { volumes: [] });
});

Deno.test("find() reads a deployment by its id from the note of its commit", async () => {
  const { deployments } = open();
  await deployments.deploy(request());
  const deployment = await deployments.deploy(request());
  await deployments.deploy(request());
  assert.deepEqual(await deployments.find(deployment.id), deployment);
  assert.equal(await deployments.find("01a1fd4c-32c9-7011-a587-14ea8a570945"), undefined);
});
