import { planOf } from "../../../../lib/components/plan.ts";
import { components } from "../../../../lib/components/registry.ts";
import { celestraDsl } from "../../../../lib/generators/celestra_dsl.ts";
import type { Generated } from "../../../../lib/generators/generator.ts";
import { isObject, type Json, type JsonObject } from "../../../../lib/model/json.ts";
import { hasErrors } from "../../../../lib/model/problem.ts";
import { problems } from "../../../../lib/model/problems.ts";
import type { Plan } from "../../../../lib/model/resource.ts";
import type { Workflow, WorkflowNode } from "../../../../lib/model/workflow.ts";
import { checking } from "../../../../lib/cli/tools.ts";
import { EXAMPLES, exampleText } from "../../../helpers/rendering.ts";
import { fullConfigs } from "../../components/full_configs.ts";
import { CATALOGUE } from "../../components/planned.ts";

/** A workflow, and what the generator makes of it. */
export interface Case extends Generated {
  readonly name: string;
  readonly workflow: Workflow;
  readonly plan: Plan;
}

/** Every example. */
export function examples(): Case[] {
  return EXAMPLES.map((name) => {
    const { document } = checking().workflow(exampleText(name), `workflows/${name}.yaml`);
    return caseOf(name, document.value!);
  });
}

/**
 * Every component with configs that together set all properties, between others it may join.
 *
 * @param become Another value for each scalar of a config.
 */
export function everyProperty(become: (value: Json) => Json = (value) => value): Case[] {
  const seen = new Set<string>();
  return Object.entries(CATALOGUE.components).flatMap(([component, { config }]) =>
    fullConfigs(config).map((full, index) =>
      caseOf(`${component} ${index}`, surrounded(component, changed(full, become) as JsonObject))
    )
  ).filter((one) => isNews(one, seen));
}

function changed(value: Json, become: (value: Json) => Json): Json {
  if (Array.isArray(value)) return value.map((one) => changed(one, become));
  if (!isObject(value)) return become(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, changed(one, become)]),
  );
}

/** What the configs above set only beside others that hide it. */
export function particular(): Case[] {
  const peer = (peer: JsonObject): readonly [string, JsonObject] => [
    "network-policy",
    { denyIngress: false, ingress: [peer], egress: [peer] },
  ];
  const ports = [{ port: 443, endPort: 500, protocol: "TCP" }];
  const spec = { type: "object", properties: { size: { type: "integer", minimum: 1 } } };
  const schema = { type: "object", properties: { spec } };
  const nodes: readonly (readonly [component: string, config: JsonObject])[] = [
    peer({ nodes: ["db"], ports }),
    peer({ podLabels: { role: "guest" } }),
    peer({ namespaceLabels: { team: "other" } }),
    peer({ cidr: "10.0.0.0/8", ports }),
    ["network-policy", { egress: [{ cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] }] }],
    ["role", {
      scope: "cluster",
      binding: "cluster",
      labels: { team: "ops" },
      rules: [{
        apiGroups: ["core", "apps"],
        resources: ["pods"],
        resourceNames: ["web"],
        verbs: ["get"],
      }],
    }],
    ["service-account", {
      automount: false,
      pullSecrets: ["registry"],
      secrets: ["token"],
      labels: { team: "ops" },
      annotations: { "example.com/role": "reader" },
    }],
    ["custom-resource", {
      apiVersion: "example.com/v1",
      objectKind: "Cache",
      instances: [{ name: "main", fields: { spec: { size: 3 } } }],
      definition: { plural: "caches", schema },
    }],
    ["ingress", { host: "a.example.com", class: "nginx", rewrite: "/x", rateLimit: 7 }],
    ["app", { image: "web:1", env: { A: "$(B) {{ c }} ${D}" }, replicas: 3, user: 7, group: 8 }],
    ["app", { image: "web:1", podSecurity: "baseline", capabilities: ["CHOWN"], user: 0 }],
    ["stateful-app", { image: "web:1", partition: 2, headless: false }],
  ];
  return nodes.map(([component, config], index) =>
    caseOf(`particular ${component} ${index}`, surrounded(component, config))
  );
}

/** Whether a case tells of its node something that none before it told. */
function isNews({ workflow, report }: Case, seen: Set<string>): boolean {
  const { component } = workflow.nodes.get("it")!;
  const told = report.filter(({ node }) => node === "it")
    .map(({ path, class: carried, message }) =>
      JSON.stringify([component, path, carried, message])
    );
  const news = told.some((one) => !seen.has(one));
  for (const one of told) seen.add(one);
  return news;
}

/** What the generator makes of a workflow. */
export function caseOf(name: string, workflow: Workflow): Case {
  const plan = planOf(workflow, { components, catalogue: CATALOGUE });
  return { name, workflow, plan, ...celestraDsl.generate(plan) };
}

/** One of each thing that a node may be joined to. */
const NEIGHBOURS: Readonly<Record<string, readonly [component: string, config: JsonObject]>> = {
  db: ["app", { image: "web:1", ports: [{ name: "a", port: 5432 }] }],
  web: ["app", { image: "web:1", ports: [{ name: "http", port: 80 }] }],
  once: ["job", { image: "task:1", command: ["true"] }],
  conf: ["config-map", { data: { COLOUR: "blue" } }],
  keys: ["secret", { keys: ["TOKEN"], mount: "env" }],
  account: ["service-account", {}],
  rule: ["network-policy", {}],
  may: ["role", { scope: "namespace", rules: [{ resources: ["pods"], verbs: ["get"] }] }],
};

/** A node `it` of a component, joined to one neighbour by each of its ports. */
export function surrounded(component: string, config: JsonObject): Workflow {
  const nodes = new Map<string, WorkflowNode>([["it", { id: "it", component, config }]]);
  for (const [id, [component, config]] of Object.entries(NEIGHBOURS)) {
    nodes.set(id, { id, component, config });
  }
  const group = component === "app-group" ? ["web", "once", "db"] : [];
  for (const id of group) nodes.set(id, { ...nodes.get(id)!, group: "it" });
  const workflow: Workflow = {
    kind: "Application",
    name: "shop",
    labels: { team: "web" },
    nodes,
    connections: [],
    conflicts: [],
  };
  return joinsOf(component).reduce(joined, workflow);
}

type Join = readonly [from: string, output: string, to: string, input: string];

/** A connection where the graph still has no errors with it. */
function joined(workflow: Workflow, [from, output, to, input]: Join): Workflow {
  const connection = {
    from: { node: from, port: output },
    to: { node: to, port: input },
    order: true,
  };
  const more = { ...workflow, connections: [...workflow.connections, connection] };
  return hasErrors(problems(more, CATALOGUE)) ? workflow : more;
}

function joinsOf(component: string): Join[] {
  const { inputs, outputs } = CATALOGUE.components[component]!;
  const taking = Object.entries(inputs).flatMap(([input, { type }]) =>
    portsOf("outputs", type).map(([id, output]): Join => [id, output, "it", input])
  );
  const giving = Object.entries(outputs).flatMap(([output, { type }]) =>
    portsOf("inputs", type).map(([id, input]): Join => ["it", output, id, input])
  );
  return [...taking, ...giving];
}

function portsOf(side: "inputs" | "outputs", type: string): [id: string, port: string][] {
  return Object.entries(NEIGHBOURS).flatMap(([id, [component]]) =>
    Object.entries(CATALOGUE.components[component]![side])
      .filter(([, port]) => port.type === type)
      .map(([port]): [string, string] => [id, port])
  );
}
