import { planOf } from "../../../../lib/components/plan.ts";
import { components } from "../../../../lib/components/registry.ts";
import { kubernetes } from "../../../../lib/generators/kubernetes.ts";
import type { JsonObject } from "../../../../lib/model/json.ts";
import { hasErrors } from "../../../../lib/model/problem.ts";
import { problems } from "../../../../lib/model/problems.ts";
import type { Plan } from "../../../../lib/model/resource.ts";
import type { Workflow } from "../../../../lib/model/workflow.ts";
import { fullConfigs } from "../../components/full_configs.ts";
import { applicationOf, CATALOGUE, type PlannedNode } from "../../components/planned.ts";

const RULE = { verbs: ["get"], resources: ["pods"] };
const PORTS = [{ name: "http", port: 8080 }, { name: "alt", port: 8081 }];

/** A node that provides each type of port, and one that takes it. */
const AROUND: Readonly<Record<string, PlannedNode>> = {
  account: ["service-account", {}],
  conf: ["config-map", { data: { A: "1" }, mount: "both" }],
  db: ["stateful-app", { image: "postgres:17", ports: PORTS, storage: "1Gi" }],
  mon: ["observability", { metrics: {}, logging: { level: "debug" } }],
  policy: ["network-policy", {}],
  prep: ["job", { image: "task:1" }],
  role: ["role", { rules: [RULE] }],
  strat: ["deployment-strategy", { type: "Canary" }],
  user: ["app", { image: "web:1" }],
};

const PROVIDERS: Readonly<Record<string, string>> = {
  completion: "prep.done",
  endpoint: "db.endpoint",
  identity: "account.identity",
  monitoring: "mon.monitoring",
  permission: "role.permissions",
  policy: "policy.policy",
  settings: "conf.data",
  strategy: "strat.strategy",
};

const CONSUMERS: Readonly<Record<string, string>> = {
  completion: "user.after",
  endpoint: "user.requires",
  identity: "user.identity",
  monitoring: "user.monitoring",
  permission: "account.permissions",
  policy: "user.policies",
  settings: "user.settings",
  strategy: "user.strategy",
};

/** Plans in which a component has every property that it can have, and every connection. */
export function richPlans(component: string): Plan[] {
  const { config, inputs, outputs } = CATALOGUE.components[component]!;
  return fullConfigs(config).map(shared).flatMap((full) => [
    ...richPlan(component, full, []),
    ...richPlan(component, full, connectionsOf(inputs, outputs)),
  ]);
}

/** A backup reads the volume too, so it cannot be for one pod alone. */
function shared(config: JsonObject): JsonObject {
  return config["backup"] ? { ...config, accessMode: "ReadWriteOnce" } : config;
}

function connectionsOf(
  inputs: Readonly<Record<string, { readonly type: string }>>,
  outputs: Readonly<Record<string, { readonly type: string }>>,
): string[] {
  return [
    ...Object.entries(inputs).map(([name, { type }]) => `${PROVIDERS[type]} -> it.${name}`),
    ...Object.entries(outputs).map(([name, { type }]) => `it.${name} -> ${CONSUMERS[type]}`),
  ];
}

/** The plan; none where the config has no meaning among these nodes. */
function richPlan(component: string, config: JsonObject, connections: readonly string[]): Plan[] {
  const nodes = { ...AROUND, it: [component, config] as const };
  return [closed(applicationOf(nodes, connections))].flatMap((workflow) => {
    if (hasErrors(problems(workflow, CATALOGUE))) return [];
    const plan = {
      ...planOf(workflow, { components, catalogue: CATALOGUE }),
      podSecurity: "privileged" as const,
    };
    return kubernetes.problems(plan).length > 0 ? [] : [plan];
  });
}

/** The workflow with what runs in a closed group, and its database in a namespace of its own. */
function closed(workflow: Workflow): Workflow {
  const group = (id: string, config: JsonObject) =>
    [id, { id, component: "app-group", config }] as const;
  const isWay = ["ingress", "service"].includes(workflow.nodes.get("it")!.component);
  const inside = (id: string) => {
    if (id === "db" || (id === "it" && isWay)) return "apart";
    return ["it", "user", "prep"].includes(id) ? "inner" : undefined;
  };
  const nodes = new Map([
    ...[...workflow.nodes].map(([id, node]) => {
      const around = inside(id);
      return [id, around === undefined ? node : { ...node, group: around }] as const;
    }),
    group("apart", { namespace: "shop-data", network: "deny", labels: { tier: "data" } }),
    group("inner", { network: "deny", env: { TZ: "UTC" }, labels: { tier: "front" } }),
  ]);
  return { ...workflow, nodes };
}
