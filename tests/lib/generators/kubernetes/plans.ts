import type { JsonObject } from "../../../../lib/model/json.ts";
import type {
  Companion,
  Endpoint,
  Group,
  Plan,
  Resource,
  Route,
  SecretReference,
  Setting,
  Task,
  Workload,
} from "../../../../lib/model/resource.ts";

/** A plan of resources; what its nodes wrote are their fields. */
export function planOf(resources: readonly Resource[], rest: Partial<Plan> = {}): Plan {
  return {
    workflow: "shop",
    labels: {},
    namespace: "shop-test",
    podSecurity: "restricted",
    resources: [...resources].sort((a, b) => a.node < b.node ? -1 : 1),
    written: writtenOf(resources),
    ...rest,
  };
}

/** What a config would hold if it gave each of the fields. */
function writtenOf(resources: readonly Resource[]): Map<string, JsonObject> {
  const written = new Map<string, JsonObject>();
  for (const resource of resources) {
    if (resource.at.length > 0) continue;
    const { kind: _, node, at: __, ...rest } = resource;
    const hidden = [
      "settings",
      "variables",
      "addresses",
      "after",
      "policies",
      "monitors",
      "source",
      "connected",
      "members",
      "backends",
      "stateful",
      "suffix",
      "volumeOf",
    ];
    const fields = Object.entries(rest).filter(([key]) => !hidden.includes(key));
    written.set(node, {
      ...written.get(node),
      ...boundBy(resource),
      ...Object.fromEntries(fields) as JsonObject,
    });
  }
  return written;
}

/** The bindings that would give variables their other names. */
function boundBy(resource: Resource): JsonObject {
  const renamed = "variables" in resource ? Object.entries(resource.variables) : [];
  if (renamed.length === 0) return {};
  return { bind: Object.fromEntries(renamed.map(([id, variables]) => [id, { variables }])) };
}

const CONTAINER = {
  user: 10001,
  writableSize: "64Mi",
  readOnly: true,
  resources: { cpu: "100m", memory: "64Mi", cpuLimit: "1", memoryLimit: "64Mi" },
  podSecurity: "restricted",
  settings: [],
  variables: {},
  addresses: [],
  after: [],
  policies: [],
} as const;

/** An app that says nothing but its image. */
export function appOf(node: string, rest: Partial<Workload> = {}): Workload {
  return {
    kind: "workload",
    node,
    at: [],
    image: "ghcr.io/acme/api:1.4.2",
    stateful: false,
    monitors: [],
    replicas: 1,
    mountPath: "/data",
    accessMode: "ReadWriteOnce",
    ...CONTAINER,
    ...rest,
  };
}

/** The endpoint of a workload on port 8080. */
export function endpointOf(node: string, rest: Partial<Endpoint> = {}): Endpoint {
  return {
    kind: "endpoint",
    node,
    at: [],
    type: "ClusterIP",
    backends: [node],
    ports: [{ name: "http", port: 8080, targetPort: "http", protocol: "TCP" }],
    ...rest,
  };
}

/** Settings that reach their consumers as variables. */
export function settingOf(node: string, rest: Partial<Setting> = {}): Setting {
  return {
    kind: "setting",
    node,
    at: [],
    data: { LOG_LEVEL: "debug" },
    mount: "env",
    path: `/etc/config/${node}`,
    mode: "0644",
    reload: "roll",
    ...rest,
  };
}

/** A secret that reaches its consumers as files. */
export function secretOf(node: string, rest: Partial<SecretReference> = {}): SecretReference {
  return {
    kind: "secret",
    node,
    at: [],
    keys: ["PASSWORD"],
    source: "existing",
    mount: "file",
    path: `/etc/secrets/${node}`,
    mode: "0444",
    ...rest,
  };
}

/** A route to one node. */
export function routeOf(node: string, backend: string, rest: Partial<Route> = {}): Route {
  return {
    kind: "route",
    node,
    at: [],
    host: "shop.example.com",
    connected: [backend],
    paths: [{ backend, path: "/", pathType: "Prefix" }],
    ...rest,
  };
}

/** A nightly task of a node. */
export function taskOf(node: string, rest: Partial<Task> = {}): Task {
  return {
    kind: "task",
    node,
    at: ["backup"],
    suffix: "backup",
    image: "ghcr.io/acme/backup:1",
    schedule: "0 2 * * *",
    ...CONTAINER,
    ...rest,
  };
}

/** A task that is a node of its own; without a schedule, it runs at once. */
export function jobOf(node: string, rest: Partial<Task> = {}): Task {
  return {
    kind: "task",
    node,
    at: [],
    suffix: "",
    image: "ghcr.io/acme/migrate:1",
    retries: 3,
    restartPolicy: "Never",
    mountPath: "/data",
    accessMode: "ReadWriteOnce",
    ...CONTAINER,
    ...rest,
  };
}

/** A group of nodes that says nothing else. */
export function groupOf(
  node: string,
  members: readonly string[],
  rest: Partial<Group> = {},
): Group {
  return { kind: "group", node, at: [], members, network: "open", ...rest };
}

/** What every companion of a container has to say. */
export function companionOf(name: string, rest: Partial<Companion> = {}): Companion {
  return { name, image: "ghcr.io/acme/side:1", resources: CONTAINER.resources, ...rest };
}
