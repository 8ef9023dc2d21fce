import assert from "node:assert/strict";
import { compose } from "../../../../lib/generators/compose.ts";
import { generatedFrom, lossesFrom } from "../kubernetes/guarded.ts";

const NO_ACCOUNT = "Compose has no accounts: its containers ask no API server";
const NO_POLICY =
  "what shares a network in Compose is open to each other on every port, and in both directions";
const APP = ["app", { image: "web:1" }] as const;

/** What is lost of one node with a config. */
function lossesOf(component: string, config: object): string[] {
  return lossesFrom([{ it: [component, { ...config }] }, [], {}], compose);
}

Deno.test("accounts and roles are dropped with a reason, also those that say nothing", () => {
  assert.deepEqual(lossesOf("service-account", {}), [`it  dropped: ${NO_ACCOUNT}`]);
  assert.deepEqual(lossesOf("service-account", { existing: "a", pullSecrets: ["b"] }), [
    `it existing dropped: ${NO_ACCOUNT}`,
    "it pullSecrets dropped: Docker opens registries with what docker login keeps",
  ]);
  assert.deepEqual(lossesOf("role", { rules: [{ resources: ["pods"], verbs: ["get"] }] }), [
    `it rules[0].resources dropped: ${NO_ACCOUNT}`,
    `it rules[0].verbs dropped: ${NO_ACCOUNT}`,
  ]);
});

Deno.test("policies are dropped with a reason", () => {
  assert.deepEqual(lossesOf("network-policy", {}), [`it  dropped: ${NO_POLICY}`]);
  assert.deepEqual(lossesOf("network-policy", { dns: false, selector: { a: "b" } }), [
    `it dns dropped: ${NO_POLICY}`,
    "it selector.a dropped: Compose knows only the containers of this workflow",
  ]);
});

Deno.test("of a group, namespace, amounts and network are dropped, the network also unsaid", () => {
  const config = { namespace: "back", quota: { size: "Small" }, limits: { maxCpu: "1" } };
  const amounts = "Compose limits single containers, which the nodes do themselves";
  const others = [
    `it limits.maxCpu dropped: ${amounts}`,
    "it namespace dropped: Compose has no namespaces: a project is one",
  ];
  const quota = `it quota.size dropped: ${amounts}`;
  const network = `it network dropped: ${NO_POLICY}`;
  assert.deepEqual(lossesOf("app-group", config), [...others, quota, network]);
  assert.deepEqual(lossesOf("app-group", { ...config, network: "deny" }), [
    ...others,
    network,
    quota,
  ]);
  assert.deepEqual(lossesOf("app-group", { ...config, network: "open" }), [...others, quota]);
});

Deno.test("labels and variables of a group are those of its containers", () => {
  const box = ["app-group", {
    labels: { tier: "back" },
    env: { REGION: "here" },
    network: "open",
  }] as const;
  const drawing = [{ box, api: APP }, [], { api: "box" }] as const;
  const { files } = generatedFrom([...drawing], compose);
  assert.match(files[0]!.text, /tier: back/);
  assert.match(files[0]!.text, /REGION: here/);
  assert.deepEqual(lossesFrom([...drawing], compose), []);
});
