import type { JsonObject } from "../../../lib/model/json.ts";
import { planProblems } from "../../../lib/model/plan_problems.ts";
import type { Problem } from "../../../lib/model/problem.ts";
import type {
  Address,
  Endpoint,
  Plan,
  Resource,
  Route,
  SecretReference,
  Setting,
  Task,
  Workload,
} from "../../../lib/model/resource.ts";

/** A plan; what its nodes wrote is given beside, empty for the others. */
export function planWith(
  resources: readonly Resource[],
  { written = {}, ...rest }: Omit<Partial<Plan>, "written"> & {
    written?: Readonly<Record<string, JsonObject>>;
  } = {},
): Plan {
  const nodes = resources.map(({ node }) => [node, written[node] ?? {}] as const);
  return {
    workflow: "shop",
    labels: {},
    namespace: "shop",
    podSecurity: "restricted",
    resources,
    written: new Map(nodes),
    ...rest,
  };
}

/** What is wrong with a plan that is for no destination. */
export function planFaults(...plan: Parameters<typeof planWith>): Problem[] {
  return planProblems(planWith(...plan), false);
}

const CONTAINER = {
  at: [],
  user: 10001,
  writableSize: "64Mi",
  readOnly: true,
  resources: { cpu: "100m", memory: "64Mi" },
  podSecurity: "restricted",
  settings: [],
  variables: {},
  addresses: [],
  after: [],
  policies: [],
} as const;

/** A workload that says no more than it must. */
export function workload(node: string, rest: Partial<Workload> = {}): Workload {
  return {
    kind: "workload",
    node,
    stateful: false,
    monitors: [],
    replicas: 1,
    mountPath: "/data",
    accessMode: "ReadWriteOnce",
    ...CONTAINER,
    ...rest,
  };
}

/** A task of a node. */
export function task(node: string, rest: Partial<Task> = {}): Task {
  return {
    kind: "task",
    node,
    suffix: "backup",
    schedule: "@daily",
    image: "backup",
    ...CONTAINER,
    ...rest,
  };
}

/** An endpoint with the port http. */
export function endpoint(node: string, rest: Partial<Endpoint> = {}): Endpoint {
  const ports = [{ name: "http", port: 80, protocol: "TCP" }] as const;
  return { kind: "endpoint", node, at: [], type: "ClusterIP", backends: [node], ports, ...rest };
}

/** A route to a path for each of the connected nodes. */
export function route(node: string, rest: Partial<Route> = {}): Route {
  return { kind: "route", node, at: [], connected: [], paths: [], ...rest };
}

/** A secret of keys that become variables. */
export function secret(node: string, keys: string[], rest: Partial<SecretReference> = {}) {
  const mounted = { mount: "env", path: "/etc/secrets", mode: "0444" } as const;
  return { kind: "secret", node, at: [], keys, source: "existing", ...mounted, ...rest } as const;
}

/** A setting of keys that become variables. */
export function setting(node: string, keys: string[], rest: Partial<Setting> = {}) {
  const data = Object.fromEntries(keys.map((key) => [key, "x"]));
  const mounted = { mount: "env", path: "/etc/config", mode: "0644", reload: "roll" } as const;
  return { kind: "setting", node, at: [], data, ...mounted, ...rest } as const;
}

/** The address of a node, under the names that it has by itself. */
export function address(provider: string, rest: Partial<Address> = {}): Address {
  const name = provider.toUpperCase();
  return {
    provider,
    hostVariable: `${name}_HOST`,
    portVariable: `${name}_PORT`,
    order: true,
    ...rest,
  };
}
