import assert from "node:assert/strict";
import type { JsonObject } from "../../../lib/model/json.ts";
import type {
  Endpoint,
  Monitor,
  Resource,
  RolloutStrategy,
  Route,
  Workload,
} from "../../../lib/model/resource.ts";
import { lowered, type PlannedNode } from "./planned.ts";

const PORTS = [{ name: "http", port: 8080 }];

/** What every container has that says nothing. */
const CONTAINER = {
  user: 10001,
  writableSize: "64Mi",
  readOnly: true,
  podSecurity: "restricted",
  resources: { cpu: "100m", memory: "256Mi", cpuLimit: "1", memoryLimit: "256Mi" },
  settings: [],
  variables: {},
  addresses: [],
  after: [],
  policies: [],
};

const WORKLOAD = {
  kind: "workload",
  node: "it",
  at: [],
  ...CONTAINER,
  monitors: [],
  replicas: 1,
  mountPath: "/data",
  accessMode: "ReadWriteOnce",
};

const TASK = {
  kind: "task",
  node: "it",
  at: [],
  suffix: "",
  ...CONTAINER,
  mountPath: "/data",
  accessMode: "ReadWriteOnce",
};

const MINIMAL: readonly (readonly [component: string, config: JsonObject, resources: unknown[]])[] =
  [
    ["app", {}, [{ ...WORKLOAD, stateful: false }]],
    ["stateful-app", {}, [{ ...WORKLOAD, stateful: true, headless: true }]],
    ["job", {}, [{ ...TASK, retries: 3, restartPolicy: "Never" }]],
    ["cron-job", { schedule: "@daily" }, [
      { ...TASK, retries: 3, restartPolicy: "Never", schedule: "@daily", concurrency: "Forbid" },
    ]],
    ["service", {}, [
      { kind: "endpoint", node: "it", at: [], type: "ClusterIP", backends: [], ports: [] },
    ]],
    ["ingress", {}, [
      { kind: "route", node: "it", at: [], connected: [], paths: [], tls: false },
    ]],
    ["secret", { keys: ["A"] }, [
      {
        kind: "secret",
        node: "it",
        at: [],
        source: "existing",
        keys: ["A"],
        mount: "file",
        path: "/etc/secrets/it",
        mode: "0444",
      },
    ]],
    ["deployment-strategy", {}, [
      { kind: "rollout-strategy", node: "it", at: [], type: "RollingUpdate" },
    ]],
    ["observability", {}, [{ kind: "monitor", node: "it", at: [], targets: [] }]],
    ["custom-resource", { apiVersion: "example.com/v1", objectKind: "Widget" }, [
      {
        kind: "custom",
        node: "it",
        at: [],
        apiVersion: "example.com/v1",
        objectKind: "Widget",
        scope: "Namespaced",
      },
    ]],
    ["config-map", { data: {} }, [
      {
        kind: "setting",
        node: "it",
        at: [],
        data: {},
        mount: "env",
        path: "/etc/config/it",
        mode: "0644",
        reload: "roll",
      },
    ]],
  ];

for (const [component, config, resources] of MINIMAL) {
  Deno.test(`[${component}] is lowered with its defaults when it says next to nothing`, () => {
    assert.deepEqual(lowered("it", { it: [component, config] }), resources);
  });
}

/** The resource of a kind that the node "it" asks for. */
function one<Kind extends Resource["kind"]>(
  kind: Kind,
  nodes: Readonly<Record<string, PlannedNode>>,
  connections: readonly string[] = [],
): Extract<Resource, { kind: Kind }> {
  const found = lowered("it", nodes, connections).filter((resource) => resource.kind === kind);
  assert.equal(found.length, 1, `${found.length} of ${kind}`);
  return found[0] as Extract<Resource, { kind: Kind }>;
}

Deno.test("[app] has an endpoint exactly when it has ports", () => {
  const ports = [{ ...PORTS[0]!, hostPort: 80, appProtocol: "http" }];
  const config = { ports, labels: { team: "web" }, podSecurity: "privileged" };
  const endpoint: Endpoint = {
    kind: "endpoint",
    node: "it",
    at: [],
    type: "ClusterIP",
    backends: ["it"],
    ports: [{ name: "http", port: 8080, targetPort: "http", protocol: "TCP", appProtocol: "http" }],
    labels: { team: "web" },
  };
  assert.deepEqual(one("endpoint", { it: ["app", config] }), endpoint);
  assert.equal(one("workload", { it: ["app", config] }).ports?.[0]?.hostPort, 80);
  const without = lowered("it", { it: ["app", { ports: [] }] });
  assert.deepEqual(without.map(({ kind }) => kind), ["workload"]);
});

Deno.test("[stateful-app] has a headless name beside its own, unless it wants none", () => {
  const headless = (config: JsonObject) =>
    one("endpoint", { it: ["stateful-app", { ports: PORTS, ...config }] }).headless;
  assert.equal(headless({}), true);
  assert.equal(headless({ headless: false }), false);
});

Deno.test("[app] gets the addresses of what it requires, in the order of the file", () => {
  const nodes = {
    it: "app",
    b: ["app", { ports: PORTS }],
    "a-1": ["app", { ports: PORTS }],
  } as const;
  const { addresses } = one("workload", nodes, [
    "b.endpoint -> it.requires",
    "a-1.endpoint ~> it.requires",
  ]);
  assert.deepEqual(addresses, [
    { provider: "b", hostVariable: "B_HOST", portVariable: "B_PORT", order: true },
    { provider: "a-1", hostVariable: "A_1_HOST", portVariable: "A_1_PORT", order: false },
  ]);
});

Deno.test("[app] names addresses as its bindings say, and the rest by themselves", () => {
  const bind = { db: { host: "PGHOST", portName: "http" } };
  const nodes = { it: ["app", { bind }], db: ["app", { ports: PORTS }] } as const;
  const workload = one("workload", nodes, ["db.endpoint -> it.requires"]);
  assert.deepEqual(workload.addresses, [
    {
      provider: "db",
      portName: "http",
      hostVariable: "PGHOST",
      portVariable: "DB_PORT",
      order: true,
    },
  ]);
  assert.equal("bind" in workload, false);
});

Deno.test("[app] takes no built-in of JavaScript for a binding", () => {
  const nodes = { it: ["app", { bind: {} }], constructor: ["app", { ports: PORTS }] } as const;
  const { addresses } = one("workload", nodes, ["constructor.endpoint -> it.requires"]);
  assert.deepEqual(addresses.map(({ hostVariable }) => hostVariable), ["CONSTRUCTOR_HOST"]);
});

Deno.test("[app] renames the variables of what it consumes, and of nothing else", () => {
  const bind = {
    words: { variables: { A: "LEVEL" } },
    db: { host: "PGHOST" },
    constructor: { variables: { A: "B" } },
  };
  const nodes = {
    it: ["app", { bind }],
    words: ["config-map", { data: { A: "1" } }],
    keys: ["secret", { keys: ["B"] }],
    db: ["app", { ports: PORTS }],
  } as const;
  const connections = [
    "words.data -> it.settings",
    "keys.data -> it.settings",
    "db.endpoint -> it.requires",
  ];
  const { variables } = one("workload", nodes, connections);
  assert.deepEqual(variables, { words: { A: "LEVEL" } });
});

for (const component of ["app", "stateful-app", "job"] as const) {
  Deno.test(`[${component}] knows what comes before it, and the identity that it runs under`, () => {
    const nodes = {
      it: component,
      migrate: "job",
      seed: "job",
      robot: "service-account",
    } as const;
    const [container] = lowered("it", nodes, [
      "seed.done ~> it.after",
      "migrate.done -> it.after",
      "robot.identity -> it.identity",
    ]) as [Workload];
    assert.deepEqual(container.after, [
      { task: "seed", order: false },
      { task: "migrate", order: true },
    ]);
    assert.equal(container.identity, "robot");
  });
}

Deno.test("[app] knows the strategy by which it is replaced", () => {
  const nodes = { it: "app", careful: ["deployment-strategy", { type: "Recreate" }] } as const;
  const { strategy } = one("workload", nodes, ["careful.strategy -> it.strategy"]);
  assert.equal(strategy, "careful");
  assert.equal("strategy" in one("workload", { it: "app" }), false);
});

Deno.test("[app] gives each of its companions limits", () => {
  const companion = { name: "one", image: "a", resources: { memory: "1Gi" } };
  const config = { init: [companion], sidecars: [{ ...companion, name: "two" }] };
  const { init, sidecars } = one("workload", { it: ["app", config] });
  for (const it of [init?.[0], sidecars?.[0]]) {
    assert.deepEqual([it?.resources.cpuLimit, it?.resources.memoryLimit], ["1", "1Gi"]);
  }
});

Deno.test("[app] consumes settings in the order of the file", () => {
  const nodes = {
    it: "app",
    words: ["config-map", { data: { A: "1" } }],
    keys: ["secret", { keys: ["B"] }],
  } as const;
  const connections = ["words.data -> it.settings", "keys.data -> it.settings"];
  assert.deepEqual(one("workload", nodes, connections).settings, ["words", "keys"]);
  assert.deepEqual(one("workload", nodes, connections.toReversed()).settings, ["keys", "words"]);
});

const LIMITS: readonly (readonly [asked: JsonObject, cpuLimit: string, memoryLimit: string])[] = [
  [{}, "1", "256Mi"],
  [{ cpu: "500m" }, "1", "256Mi"],
  [{ cpu: "1" }, "1", "256Mi"],
  [{ cpu: "1001m" }, "1001m", "256Mi"],
  [{ cpu: "2", cpuLimit: "4" }, "4", "256Mi"],
  [{ memory: "1Gi" }, "1", "1Gi"],
  [{ memory: "1Gi", memoryLimit: "2Gi" }, "1", "2Gi"],
];

for (const [resources, cpuLimit, memoryLimit] of LIMITS) {
  Deno.test(`[app] that asks for ${JSON.stringify(resources)} may use ${cpuLimit} and ${memoryLimit}`, () => {
    const workload = one("workload", { it: ["app", { resources }] });
    assert.equal(workload.resources.cpuLimit, cpuLimit);
    assert.equal(workload.resources.memoryLimit, memoryLimit);
  });
}

Deno.test("[stateful-app] backs up in a task that runs as the database does, and reads its volume", () => {
  const backup = { schedule: "@daily", image: "dump:1", command: ["dump"], retention: 7 };
  const config = {
    backup,
    user: 999,
    group: 998,
    storage: "1Gi",
    env: { A: "1" },
    resources: { memory: "1Gi" },
  };
  const nodes = {
    it: ["stateful-app", config],
    keys: ["secret", { keys: ["B"] }],
    cache: ["app", { ports: PORTS }],
  } as const;
  const task = one("task", nodes, ["keys.data -> it.settings", "cache.endpoint -> it.requires"]);
  assert.deepEqual(task, {
    kind: "task",
    node: "it",
    at: ["backup"],
    suffix: "backup",
    ...backup,
    volumeOf: "it",
    user: 999,
    group: 998,
    podSecurity: "restricted",
    settings: ["keys"],
    variables: {},
    after: [],
    policies: [],
    addresses: [
      { provider: "cache", hostVariable: "CACHE_HOST", portVariable: "CACHE_PORT", order: true },
    ],
    resources: { cpu: "100m", memory: "1Gi", cpuLimit: "1", memoryLimit: "1Gi" },
    writableSize: "64Mi",
    readOnly: true,
  });
});

Deno.test("[service] stands before the workloads that are connected to it, each once", () => {
  const web = ["app", { ports: PORTS }] as const;
  const inner = ["service", { ports: [{ name: "http", port: 80, targetPort: 8080 }] }] as const;
  const nodes = { it: "service", a: web, b: web, inner } as const;
  const { backends } = one("endpoint", nodes, [
    "inner.endpoint -> it.backend",
    "b.endpoint -> it.backend",
    "b.endpoint -> inner.backend",
    "a.endpoint -> inner.backend",
  ]);
  assert.deepEqual(backends, ["b", "a"]);
});

Deno.test("[service] comes to an end where services stand before each other", () => {
  const service = ["service", { ports: [{ name: "http", port: 80 }] }] as const;
  const nodes = { it: service, other: service, a: ["app", { ports: PORTS }] } as const;
  const { backends } = one("endpoint", nodes, [
    "other.endpoint -> it.backend",
    "it.endpoint ~> other.backend",
    "a.endpoint -> other.backend",
  ]);
  assert.deepEqual(backends, ["a"]);
});

Deno.test("[ingress] has a path for every connected node: those of its config, then / for the rest", () => {
  const web = ["app", { ports: PORTS }] as const;
  const paths = [
    { backend: "b", path: "/api" },
    { backend: "b", path: "/v1", pathType: "Exact", portName: "http" },
  ];
  const nodes = { it: ["ingress", { paths, tls: true }], a: web, b: web } as const;
  const route: Route = one("route", nodes, [
    "a.endpoint -> it.backend",
    "b.endpoint -> it.backend",
  ]);
  assert.deepEqual(route.connected, ["a", "b"]);
  assert.deepEqual(route.paths, [
    { backend: "b", path: "/api", pathType: "Prefix" },
    { backend: "b", path: "/v1", pathType: "Exact", portName: "http" },
    { backend: "a", path: "/", pathType: "Prefix" },
  ]);
});

Deno.test("[secret] holds names and never a value, whatever its config says besides", () => {
  const secret = one("secret", { it: ["secret", { keys: ["A"], secretName: "vault" }] });
  assert.deepEqual(Object.keys(secret).sort(), [
    "at",
    "keys",
    "kind",
    "mode",
    "mount",
    "node",
    "path",
    "secretName",
    "source",
  ]);
});

Deno.test("[observability] watches the apps that it is connected to, each once", () => {
  const nodes = { it: "observability", a: "app", b: "stateful-app" } as const;
  const monitor: Monitor = one("monitor", nodes, [
    "it.monitoring -> b.monitoring",
    "it.monitoring -> a.monitoring",
  ]);
  assert.deepEqual(monitor.targets, ["b", "a"]);
});

Deno.test("[deployment-strategy] has steps of its own where a canary names none", () => {
  const steps = (config: JsonObject): RolloutStrategy["steps"] =>
    one("rollout-strategy", { it: ["deployment-strategy", config] }).steps;
  assert.deepEqual(steps({ type: "Canary" })?.map(({ weight }) => weight), [25, 50, 75]);
  assert.deepEqual(steps({ type: "Canary", steps: [{ weight: 10 }] }), [{ weight: 10 }]);
  assert.equal(steps({ type: "BlueGreen" }), undefined);
});

Deno.test("every resource says which node asked for it", () => {
  const workload: Workload = one("workload", { it: "app" });
  assert.deepEqual([workload.node, workload.at], ["it", []]);
});
