import assert from "node:assert/strict";
import type { Environment } from "../../../../lib/model/environment.ts";
import { kubernetes } from "../../../../lib/generators/kubernetes.ts";
import { lossesFrom, objectsOf, planFor } from "./guarded.ts";

const READ = { resources: ["configmaps"], verbs: ["get"] };
const APP = ["app", { image: "web:1" }] as const;

Deno.test("an account has its name, its secrets, its token and its annotations", () => {
  const config = {
    pullSecrets: ["registry"],
    secrets: ["keys"],
    annotations: { "iam.gke.io/gcp-service-account": "a@b" },
    labels: { team: "access" },
  };
  const { metadata, ...account } = objectsOf({ it: ["service-account", config] }, [], {})[
    "04-serviceaccount-it.yaml"
  ];
  assert.deepEqual(account, {
    apiVersion: "v1",
    kind: "ServiceAccount",
    automountServiceAccountToken: false,
    imagePullSecrets: [{ name: "registry" }],
    secrets: [{ name: "keys" }],
  });
  assert.deepEqual([metadata.name, metadata.namespace, metadata.labels.team], [
    "it",
    "shop",
    "access",
  ]);
  assert.deepEqual(metadata.annotations, config.annotations);
  assert.deepEqual(lossesFrom([{ it: ["service-account", config] }, [], {}]), []);
});

Deno.test("an account with roles has a token, unless it says otherwise; one without has none", () => {
  const tokenOf = (config: object, ...connections: string[]) =>
    objectsOf(
      { it: ["service-account", { ...config }], reader: ["role", { rules: [READ] }] },
      connections,
      {},
    )["04-serviceaccount-it.yaml"].automountServiceAccountToken;
  const connected = "reader.permissions -> it.permissions";
  assert.equal(tokenOf({}), false);
  assert.equal(tokenOf({}, connected), true);
  assert.equal(tokenOf({ automount: false }, connected), false);
  assert.equal(tokenOf({ automount: true }), true);
});

Deno.test("an account that is already there is named and left as it is", () => {
  const config = { existing: "robot", labels: { a: "b" }, pullSecrets: ["x"], automount: false };
  const nodes = {
    it: ["service-account", config],
    reader: ["role", { rules: [READ] }],
    api: APP,
  } as const;
  const connections = ["reader.permissions -> it.permissions", "it.identity -> api.identity"];
  const objects = objectsOf(nodes, connections, {});
  assert.equal(objects["04-serviceaccount-it.yaml"], undefined);
  assert.equal(objects["06-rolebinding-reader.yaml"].subjects[0].name, "robot");
  assert.equal(objects["40-deployment-api.yaml"].spec.template.spec.serviceAccountName, "robot");
  const why = "the account is already there, and Celestra leaves it as it is";
  assert.deepEqual(lossesFrom([nodes, connections, {}]), [
    `it labels.a dropped: ${why}`,
    `it pullSecrets dropped: ${why}`,
  ]);
  assert.deepEqual(
    lossesFrom([{ it: ["service-account", { existing: "robot", automount: true }] }, [], {}]),
    [
      "it automount dropped: no node runs under the account",
      "it existing dropped: no node runs under the account",
    ],
  );
});

Deno.test("a role is bound once, to every account that it is connected to and to its subjects", () => {
  const subjects = [{ kind: "Group", name: "developers" }, { kind: "User", name: "ada" }];
  const objects = objectsOf(
    {
      one: "service-account",
      two: "service-account",
      reader: ["role", { rules: [{ ...READ, apiGroups: ["core", "apps"] }], subjects }],
    },
    ["reader.permissions -> two.permissions", "reader.permissions -> one.permissions"],
    {},
  );
  assert.deepEqual(objects["05-role-reader.yaml"].rules, [
    { apiGroups: ["", "apps"], resources: ["configmaps"], verbs: ["get"] },
  ]);
  const { roleRef, subjects: bound } = objects["06-rolebinding-reader.yaml"];
  const apiGroup = "rbac.authorization.k8s.io";
  assert.deepEqual(roleRef, { apiGroup, kind: "Role", name: "reader" });
  assert.deepEqual(bound, [
    { kind: "ServiceAccount", name: "two", namespace: "shop" },
    { kind: "ServiceAccount", name: "one", namespace: "shop" },
    { apiGroup, kind: "Group", name: "developers" },
    { apiGroup, kind: "User", name: "ada" },
  ]);
});

Deno.test("a role that nobody has is there without a binding", () => {
  const paths = Object.keys(objectsOf({ it: ["role", { rules: [READ] }] }, [], {}));
  assert.deepEqual(paths, ["00-namespace-shop.yaml", "05-role-it.yaml"]);
  const view = { scope: "cluster", existing: "view", binding: "cluster" };
  const why = "nobody has the role: connect it to a service account, or name subjects";
  assert.deepEqual(lossesFrom([{ it: ["role", view] }, [], {}]), [
    `it binding dropped: ${why}`,
    `it existing dropped: ${why}`,
    `it scope dropped: ${why}`,
  ]);
});

Deno.test("what belongs to the whole cluster has the namespace in its name, and none in its metadata", () => {
  const paths = { nonResourceURLs: ["/healthz"], verbs: ["get"] };
  const wide = { scope: "cluster", binding: "cluster", rules: [READ, paths] };
  const nodes = { it: "service-account", wide: ["role", wide] } as const;
  const staging: Environment = {
    name: "staging",
    target: "git",
    output: "kubernetes",
    namespace: "shop-staging",
    trigger: "manual",
    podSecurity: "restricted",
    overrides: {},
  };
  const plan = planFor([nodes, ["wide.permissions -> it.permissions"], {}], staging);
  const files = kubernetes.generate(plan).files.map(({ path }) => path);
  assert.ok(files.includes("05-clusterrole-shop-staging-wide.yaml"), files.join(" "));
  const objects = objectsOf(nodes, ["wide.permissions -> it.permissions"], {});
  const role = objects["05-clusterrole-shop-wide.yaml"];
  assert.deepEqual([role.metadata.name, role.metadata.namespace], ["shop-wide", undefined]);
  assert.deepEqual(role.rules[1], { nonResourceURLs: ["/healthz"], verbs: ["get"] });
  const binding = objects["06-clusterrolebinding-shop-wide.yaml"];
  assert.equal(binding.metadata.namespace, undefined);
  assert.equal(binding.roleRef.name, "shop-wide");
});

Deno.test("a ClusterRole is given inside of the namespace, unless its binding says otherwise", () => {
  const kinds = (config: object) =>
    Object.keys(objectsOf(
      { it: "service-account", wide: ["role", { scope: "cluster", ...config }] },
      ["wide.permissions -> it.permissions"],
      {},
    )).slice(2);
  assert.deepEqual(kinds({ rules: [READ] }), [
    "05-clusterrole-shop-wide.yaml",
    "06-rolebinding-wide.yaml",
  ]);
  assert.deepEqual(kinds({ existing: "view" }), ["06-rolebinding-wide.yaml"]);
  assert.deepEqual(kinds({ existing: "view", binding: "cluster" }), [
    "06-clusterrolebinding-shop-wide.yaml",
  ]);
  assert.deepEqual(kinds({ aggregate: { a: "b" } })[0], "05-clusterrole-shop-wide.yaml");
});

Deno.test("a role gathers the rules of others by their labels", () => {
  const config = { scope: "cluster", aggregate: { a: "b" }, finalizers: ["example.com/keep"] };
  const role = objectsOf({ it: ["role", config] }, [], {})["05-clusterrole-shop-it.yaml"];
  assert.deepEqual(role.aggregationRule, { clusterRoleSelectors: [{ matchLabels: { a: "b" } }] });
  assert.deepEqual(role.metadata.finalizers, ["example.com/keep"]);
});

Deno.test("accounts and roles in a group stand in its namespace", () => {
  const objects = objectsOf(
    {
      box: ["app-group", { namespace: "back" }],
      it: "service-account",
      reader: ["role", { rules: [READ] }],
      wide: ["role", { scope: "cluster", rules: [READ] }],
    },
    ["reader.permissions -> it.permissions"],
    { it: "box", wide: "box" },
  );
  assert.equal(objects["04-serviceaccount-it.yaml"].metadata.namespace, "back");
  assert.equal(objects["06-rolebinding-reader.yaml"].metadata.namespace, "shop");
  assert.equal(objects["06-rolebinding-reader.yaml"].subjects[0].namespace, "back");
  assert.ok(objects["05-clusterrole-back-wide.yaml"]);
});

Deno.test("a list or map with nothing in it is left out, as the API server does", () => {
  const rules = [{ ...READ, resourceNames: [], apiGroups: [], nonResourceURLs: [] }];
  const role = objectsOf({ it: ["role", { rules, annotations: {}, finalizers: [] }] }, [], {})[
    "05-role-it.yaml"
  ];
  assert.deepEqual(role.rules, [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }]);
  assert.deepEqual(Object.keys(role.metadata).sort(), ["labels", "name", "namespace"]);
  const empty = { annotations: {}, pullSecrets: [], secrets: [] };
  const account =
    objectsOf({ it: ["service-account", empty] }, [], {})["04-serviceaccount-it.yaml"];
  assert.deepEqual(Object.keys(account).sort(), [
    "apiVersion",
    "automountServiceAccountToken",
    "kind",
    "metadata",
  ]);
});
