import assert from "node:assert/strict";
import { kubernetes } from "../../../../lib/generators/kubernetes.ts";
import type { Address, Resource } from "../../../../lib/model/resource.ts";
import { appOf, endpointOf, groupOf, jobOf, planOf, settingOf } from "./plans.ts";
import { containerOf, objectOf, originOf, podOf } from "./rendering.ts";

const DB: Address = { provider: "db", hostVariable: "DB", portVariable: "PORT", order: true };

Deno.test("the variables of groups are those of their containers, and whatever is nearer wins", () => {
  const outer = groupOf("outer", ["api", "inner"], { env: { A: "outer", B: "outer", C: "outer" } });
  const inner = groupOf("inner", ["api"], { env: { B: "inner", C: "inner" } });
  const resources = [outer, inner, appOf("api", { env: { C: "own" } }), appOf("web")];
  const { env } = containerOf("api", ...resources);
  assert.deepEqual(env, [
    { name: "A", value: "outer" },
    { name: "B", value: "inner" },
    { name: "C", value: "own" },
  ]);
  assert.equal(containerOf("web", ...resources).env, undefined);
  const plan = planOf(resources);
  assert.equal(originOf(plan, "40-deployment-api.yaml", "value: inner"), "inner:env.B");
});

Deno.test("the labels of groups stand on the objects and pods of their members", () => {
  const group = groupOf("shop", ["api"], { labels: { tier: "back", team: "shop" } });
  const resources = [group, appOf("api", { labels: { team: "own" } }), appOf("web")];
  const { labels } = podOf("api", ...resources).metadata;
  assert.deepEqual([labels.tier, labels.team], ["back", "own"]);
  const selector = objectOf(resources, "40-deployment-api.yaml").spec.selector.matchLabels;
  assert.equal(selector.tier, undefined);
  assert.equal(podOf("web", ...resources).metadata.labels.tier, undefined);
});

Deno.test("the objects of members stand in the namespace of their group, and are reached there", () => {
  const group = groupOf("data", ["db"], { namespace: "data" });
  const resources = [
    group,
    appOf("db"),
    endpointOf("db"),
    appOf("api", { addresses: [DB], placement: { near: ["db"] } }),
    appOf("beside", { addresses: [DB] }),
  ];
  const beside = { ...group, members: ["db", "beside"] };
  const env = (node: string, ...all: Resource[]) => containerOf(node, ...all).env[0].value;
  assert.equal(objectOf(resources, "40-deployment-db.yaml").metadata.namespace, "data");
  assert.equal(objectOf(resources, "30-service-db.yaml").metadata.namespace, "data");
  assert.equal(objectOf(resources, "40-deployment-api.yaml").metadata.namespace, "shop-test");
  assert.equal(env("api", ...resources), "db.data");
  assert.equal(env("beside", beside, ...resources.slice(1)), "db");
  const [near] = podOf("api", ...resources).spec.affinity.podAffinity
    .preferredDuringSchedulingIgnoredDuringExecution;
  assert.deepEqual(near.podAffinityTerm.namespaces, ["data"]);
});

Deno.test("what works in one namespace only is a problem across two", () => {
  const group = groupOf("data", ["words", "migrate", "web"], { namespace: "data" });
  const problems = (...resources: Resource[]) =>
    kubernetes.problems(planOf([group, ...resources])).map(({ node, message }) => [node, message]);
  const words = settingOf("words");
  assert.deepEqual(problems(words, appOf("api", { settings: ["words"] })), [[
    "api",
    '"api" in the namespace shop-test cannot use the settings "words", which stands in data; ' +
    "put both in groups of one namespace",
  ]]);
  assert.deepEqual(problems(words, appOf("web", { settings: ["words"] })), []);
  const after = [{ task: "migrate", order: true }];
  const wait = { image: "busybox:1", timeout: "1m" };
  const nodes = (...resources: Resource[]) => problems(...resources).map(([node]) => node);
  const migrate = jobOf("migrate");
  assert.deepEqual(nodes(migrate, appOf("api", { after, wait })), []);
  const waiting = { after, wait: { ...wait, taskImage: "kubectl:1" } };
  assert.deepEqual(nodes(migrate, appOf("api", waiting)), ["api"]);
  assert.deepEqual(nodes(endpointOf("front", { backends: ["web"] }), appOf("web")), ["front"]);
});
