import assert from "node:assert/strict";
import { planOf } from "../../../lib/components/plan.ts";
import { components } from "../../../lib/components/registry.ts";
import type { Environment } from "../../../lib/model/environment.ts";
import { overridden } from "../../../lib/model/override.ts";
import { applicationOf, CATALOGUE, planned, type PlannedNode } from "./planned.ts";

const OPTIONS = { components, catalogue: CATALOGUE };
const PORTS = [{ name: "http", port: 8080 }];

const LIVE: Environment = {
  name: "live",
  target: "git",
  output: "kubernetes",
  trigger: "push",
  podSecurity: "baseline",
  overrides: { shop: { api: { replicas: 3 } } },
};

Deno.test("planOf() orders resources by node, whatever the order of the file", () => {
  const plan = planned({
    web: "app",
    db: ["stateful-app", { ports: PORTS }],
    "a-1": "app",
    a: "app",
  });
  assert.deepEqual(plan.resources.map(({ node, kind }) => `${node} ${kind}`), [
    "a workload",
    "a-1 workload",
    "db workload",
    "db endpoint",
    "web workload",
  ]);
});

Deno.test("planOf() makes the same plan again, and from nodes in another order", () => {
  const nodes = {
    api: ["app", { ports: PORTS }],
    web: "app",
    words: ["config-map", { data: {} }],
  } as const;
  const connections = ["api.endpoint -> web.requires", "words.data -> web.settings"];
  const turned = Object.fromEntries(Object.entries(nodes).toReversed());
  assert.deepEqual(planned(nodes, connections), planned(nodes, connections));
  assert.deepEqual(planned(turned, connections).resources, planned(nodes, connections).resources);
});

Deno.test("planOf() takes the namespace of the environment, else of the workflow, else its name", () => {
  const workflow = applicationOf({});
  const namespaced = { ...workflow, namespace: "web" };
  assert.equal(planOf(workflow, OPTIONS).namespace, "shop");
  assert.equal(planOf(namespaced, OPTIONS).namespace, "web");
  assert.equal(planOf(namespaced, { ...OPTIONS, environment: LIVE }).namespace, "web");
  const environment = { ...LIVE, namespace: "shop-live" };
  assert.equal(planOf(namespaced, { ...OPTIONS, environment }).namespace, "shop-live");
});

Deno.test("planOf() allows what the environment allows, and only restricted without one", () => {
  const workflow = applicationOf({});
  const { environment, podSecurity, labels } = planOf(workflow, { ...OPTIONS, environment: LIVE });
  assert.deepEqual([environment, podSecurity, labels], ["live", "baseline", { team: "web" }]);
  const plan = planOf(workflow, OPTIONS);
  assert.equal(plan.podSecurity, "restricted");
  assert.equal("environment" in plan, false);
});

Deno.test("planOf() keeps each config as it was written, overrides included and defaults not", () => {
  const workflow = overridden(applicationOf({ api: ["app", { image: "nginx" }] }), LIVE);
  const plan = planOf(workflow, { ...OPTIONS, environment: LIVE });
  assert.deepEqual([...plan.written], [["api", { image: "nginx", replicas: 3 }]]);
  const [workload] = plan.resources;
  assert.equal(workload?.kind === "workload" && workload.replicas, 3);
});

Deno.test("planOf() lowers 500 services in a chain behind each other", () => {
  const service = ["service", { ports: [{ name: "http", port: 80 }] }] as const;
  const ids = Array.from({ length: 499 }, (_, index) => `s${index}`);
  const nodes: Record<string, PlannedNode> = { app: ["app", { ports: PORTS }] };
  for (const id of ids) nodes[id] = service;
  const connections = ids.map((id, index) =>
    `${ids[index - 1] ?? "app"}.endpoint -> ${id}.backend`
  );
  const plan = planned(nodes, connections);
  const last = plan.resources.find(({ node }) => node === "s498");
  assert.deepEqual(last?.kind === "endpoint" && last.backends, ["app"]);
});

Deno.test("planOf() makes an empty plan of a workflow without nodes", () => {
  const plan = planned({});
  assert.deepEqual([plan.resources, [...plan.written]], [[], []]);
});
