import assert from "node:assert/strict";
import { kubernetes } from "../../../../lib/generators/kubernetes.ts";
import { pathText } from "../../../../lib/model/json.ts";
import { lossesFrom, objectsOf, planFor } from "./guarded.ts";
import type { groupedOf } from "./network/judged.ts";

const APP = ["app", { image: "web:1", ports: [{ name: "http", port: 8080 }] }] as const;

Deno.test("a group with a namespace has its members there, under the plan's Pod Security Standard", () => {
  const objects = objectsOf(
    { box: ["app-group", { namespace: "back" }], inner: "app-group", api: APP, web: APP },
    [],
    { api: "inner", inner: "box" },
  );
  const labels = objects["00-namespace-back.yaml"].metadata.labels;
  assert.equal(labels["pod-security.kubernetes.io/enforce"], "restricted");
  assert.equal(objects["40-deployment-api.yaml"].metadata.namespace, "back");
  assert.equal(objects["30-service-api.yaml"].metadata.namespace, "back");
  assert.equal(objects["40-deployment-web.yaml"].metadata.namespace, "shop");
  assert.ok(objects["00-namespace-shop.yaml"]);
});

Deno.test("namespaces of several groups, and of the plan itself, are there once", () => {
  const namespace = ["app-group", { namespace: "back" }] as const;
  const own = ["app-group", { namespace: "shop" }] as const;
  const paths = Object.keys(objectsOf({ one: namespace, two: namespace, own }, [], {}));
  assert.deepEqual(paths, ["00-namespace-back.yaml", "00-namespace-shop.yaml"]);
});

Deno.test("a namespace of the cluster itself is left as it is", () => {
  for (const namespace of ["default", "kube-system"]) {
    const nodes = { box: ["app-group", { namespace }], api: APP } as const;
    const objects = objectsOf(nodes, [], { api: "box" });
    assert.equal(objects[`00-namespace-${namespace}.yaml`], undefined);
    assert.equal(objects["40-deployment-api.yaml"].metadata.namespace, namespace);
    assert.deepEqual(lossesFrom([nodes, [], { api: "box" }]), [
      "box namespace approximated: it belongs to the cluster, so it is left as it is: no Pod Security Standard is enforced",
    ]);
  }
});

Deno.test("a quota is one of its sizes, or what it says itself, as the API server writes it", () => {
  const hardOf = (quota: object) =>
    objectsOf({ box: ["app-group", { quota: { ...quota } }] }, [], {})["02-resourcequota-box.yaml"]
      ?.spec.hard;
  assert.deepEqual(hardOf({ size: "Small" }), {
    "requests.cpu": "2",
    "requests.memory": "4Gi",
    "limits.cpu": "4",
    "limits.memory": "8Gi",
    "requests.storage": "50Gi",
    pods: "10",
    persistentvolumeclaims: "10",
    services: "10",
  });
  assert.equal(hardOf({ size: "Enterprise" })["limits.cpu"], "256");
  assert.deepEqual(hardOf({ size: "Custom", cpu: "0.5", memory: "1024Mi", pods: 0 }), {
    "requests.cpu": "500m",
    "requests.memory": "1Gi",
    pods: "0",
  });
  assert.equal(hardOf({ size: "Custom" }), undefined);
  assert.deepEqual(lossesFrom([{ box: ["app-group", { quota: { size: "Custom" } }] }, [], {}]), [
    "box quota.size dropped: it names no amount",
  ]);
});

Deno.test("a quota says when it counts what is not in its group", () => {
  const nodes = { box: ["app-group", { quota: { size: "Small" } }], api: APP, web: APP } as const;
  assert.deepEqual(lossesFrom([nodes, [], { api: "box" }]), [
    'box quota.size approximated: it is one of the whole namespace shop, so "web" counts as well; give the group a namespace of its own',
  ]);
  assert.deepEqual(lossesFrom([nodes, [], { api: "box", web: "box" }]), []);
});

Deno.test("limits are written with what the API server would add", () => {
  const limitsOf = (limits: object) =>
    objectsOf({ box: ["app-group", { limits: { ...limits } }] }, [], {})["02-limitrange-box.yaml"]
      ?.spec.limits;
  const type = "Container";
  assert.deepEqual(limitsOf({ maxCpu: "1000m", cpu: "0.1", memoryLimit: "1024Mi" }), [{
    default: { cpu: "1", memory: "1Gi" },
    defaultRequest: { cpu: "100m", memory: "1Gi" },
    max: { cpu: "1" },
    type,
  }]);
  assert.deepEqual(limitsOf({ memory: "64Mi" }), [{ defaultRequest: { memory: "64Mi" }, type }]);
  assert.equal(limitsOf({}), undefined);
});

Deno.test("a container over the most of its namespace is refused, before the API server does it", () => {
  const big = { image: "web:1", resources: { cpuLimit: "2", memory: "1Gi" } };
  const beside = { name: "log", image: "log:1", resources: { cpuLimit: "3" } };
  const limits = { maxCpu: "1", maxMemory: "512Mi" };
  const nodes = {
    box: ["app-group", { limits }],
    api: ["app", { ...big, sidecars: [beside] }],
    web: ["app", { image: "web:1" }],
    other: ["app-group", { namespace: "far" }],
    far: ["app", big],
  } as const;
  const plan = planFor([nodes, [], { web: "box", far: "other" }]);
  const found = kubernetes.problems(plan).map(({ node, path, message }) =>
    `${node} ${pathText(path)}: ${message}`
  );
  const allows = (most: string) => `limits.${most} of "box" allows`;
  assert.deepEqual(found, [
    `api resources.cpuLimit: "api" may use 2, but ${
      allows("maxCpu")
    } 1 at most: set cpuLimit to that or less`,
    `api resources.memoryLimit: "api" may use 1Gi, but ${
      allows("maxMemory")
    } 512Mi at most: set memoryLimit to that or less`,
    `api sidecars[0].resources.cpuLimit: "api" may use 3, but ${
      allows("maxCpu")
    } 1 at most: set cpuLimit to that or less`,
  ]);
});

Deno.test("a closed group closes every pod that carries its label, in each of its namespaces", () => {
  const objects = objectsOf(
    {
      box: "app-group",
      far: ["app-group", { namespace: "far" }],
      api: APP,
      web: APP,
      open: ["app-group", { network: "open" }],
      out: APP,
    },
    [],
    { api: "box", far: "box", web: "far", out: "open" },
  );
  const label = { "celestra.dev/group-box": "true" };
  for (const [path, namespace] of [["box", "shop"], ["box.far", "far"]] as const) {
    const { metadata, spec } = objects[`08-networkpolicy-${path}.yaml`];
    assert.equal(metadata.namespace, namespace);
    assert.deepEqual(spec, {
      podSelector: { matchLabels: label },
      policyTypes: ["Ingress", "Egress"],
    });
  }
  const labelsOf = (node: string) =>
    objects[`40-deployment-${node}.yaml`].spec.template.metadata.labels;
  assert.equal(labelsOf("web")["celestra.dev/group-box"], "true");
  assert.equal(labelsOf("web")["celestra.dev/group-far"], "true");
  assert.equal(labelsOf("out")["celestra.dev/group-open"], undefined);
  assert.equal(objects["08-networkpolicy-open.yaml"], undefined);
  assert.equal(objects["08-networkpolicy-out.yaml"], undefined);
});

Deno.test("a group for nothing says so, and one without members is no problem", () => {
  const config = { env: { A: "1" }, labels: { a: "b" }, network: "deny" };
  assert.deepEqual(lossesFrom([{ box: ["app-group", config] }, [], {}]), [
    "box env.A dropped: no container stands in the group",
    "box labels.a dropped: nothing stands in the group that carries them",
  ]);
  const words = ["config-map", { data: {} }] as const;
  assert.deepEqual(
    lossesFrom([{ box: ["app-group", config], words }, [], { words: "box" }]).slice(0, 1),
    [
      "box env.A dropped: no container stands in the group",
    ],
  );
});

Deno.test("lines of a group's objects come from its fields", () => {
  const config = {
    namespace: "back",
    quota: { size: "Small" },
    limits: { maxCpu: "2" },
    network: "deny",
  };
  const plan = planFor([{ box: ["app-group", config], api: APP }, [], { api: "box" }]);
  const origin = (path: string, line: string) => {
    const { text, map } = kubernetes.generate(plan).files.find((file) => file.path === path)!;
    const at = text.split("\n").findIndex((one) => one.trim() === line) + 1;
    const found = map.find(({ from, to }) => from <= at && at <= to)!;
    return `${found.node} ${pathText(found.path)}`;
  };
  assert.equal(origin("00-namespace-back.yaml", "name: back"), "box namespace");
  assert.equal(origin("02-resourcequota-box.yaml", 'pods: "10"'), "box quota.size");
  assert.equal(origin("02-limitrange-box.yaml", 'cpu: "2"'), "box limits.maxCpu");
  assert.equal(origin("08-networkpolicy-box.yaml", "podSelector:"), "box network");
  assert.equal(origin("08-networkpolicy-api.yaml", "egress:"), "api ");
});

Deno.test("the order of nodes and connections does not change a byte", () => {
  const nodes = {
    box: "app-group",
    api: APP,
    web: APP,
    db: APP,
    far: ["app-group", { namespace: "far" }],
  } as const;
  const lines = [
    "db.endpoint -> api.requires",
    "db.endpoint -> web.requires",
    "api.endpoint ~> web.requires",
  ];
  const groups = { api: "box", web: "far", db: "box", far: "box" };
  const texts = [[nodes, lines], [
    Object.fromEntries(Object.entries(nodes).toReversed()),
    lines.toReversed(),
  ]].map(([some, connections]) => {
    const plan = planFor([some, connections, groups] as Parameters<typeof groupedOf>);
    return kubernetes.generate(plan).files.filter(({ path }) => path.startsWith("08"));
  });
  assert.deepEqual(texts[0], texts[1]);
});
