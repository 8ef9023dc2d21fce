import assert from "node:assert/strict";
import { planOf } from "../../../lib/components/plan.ts";
import { components } from "../../../lib/components/registry.ts";
import type { JsonObject } from "../../../lib/model/json.ts";
import { groupedOf } from "../generators/kubernetes/network/judged.ts";
import { CATALOGUE, lowered } from "./planned.ts";

const OWN = { node: "it", at: [] };

const MINIMAL: readonly (readonly [component: string, config: JsonObject, resource: unknown])[] = [
  ["service-account", {}, { kind: "identity", ...OWN, automount: false, permissions: [] }],
  ["service-account", { existing: "robot" }, {
    kind: "identity",
    ...OWN,
    existing: "robot",
    automount: true,
    permissions: [],
  }],
  ["role", {}, {
    kind: "permission",
    ...OWN,
    scope: "namespace",
    binding: "namespace",
    identities: [],
  }],
  ["role", { scope: "cluster", binding: "cluster" }, {
    kind: "permission",
    ...OWN,
    scope: "cluster",
    binding: "cluster",
    identities: [],
  }],
  ["network-policy", {}, {
    kind: "network-rule",
    ...OWN,
    subjects: [],
    allows: [],
    denyIngress: true,
    denyEgress: true,
    dns: true,
  }],
  ["app-group", {}, { kind: "group", ...OWN, members: [], network: "deny" }],
];

for (const [component, config, resource] of MINIMAL) {
  Deno.test(`[${component}] is lowered with its defaults from ${JSON.stringify(config)}`, () => {
    assert.deepEqual(lowered("it", { it: [component, config] }), [resource]);
  });
}

Deno.test("accounts, roles and policies know what is connected to them, in the order of the file", () => {
  const nodes = {
    it: "service-account",
    reader: "role",
    writer: "role",
    rule: "network-policy",
    web: ["app", { ports: [{ name: "http", port: 80 }] }],
    run: ["job", { image: "a:1" }],
  } as const;
  const connections = [
    "writer.permissions -> it.permissions",
    "reader.permissions -> it.permissions",
    "rule.policy -> run.policies",
    "web.endpoint -> rule.allows",
  ];
  const found = (id: string) => lowered(id, nodes, connections)[0] as unknown as JsonObject;
  assert.deepEqual(found("it")["permissions"], ["writer", "reader"]);
  assert.equal(found("it")["automount"], true);
  assert.deepEqual(found("reader")["identities"], ["it"]);
  assert.deepEqual([found("rule")["subjects"], found("rule")["allows"]], [["run"], ["web"]]);
});

Deno.test("a group knows its members, those of inner groups included, sorted", () => {
  const workflow = groupedOf(
    { it: "app-group", inner: "app-group", web: "app", api: "app", out: "app" },
    [],
    { inner: "it", web: "it", api: "inner" },
  );
  const { resources } = planOf(workflow, { components, catalogue: CATALOGUE });
  const groups = resources.filter((one) => one.kind === "group");
  assert.deepEqual(groups.map(({ node, members }) => [node, members]), [
    ["inner", ["api"]],
    ["it", ["api", "inner", "web"]],
  ]);
});
