import type { Artifact } from "../../model/artifact.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Plan, Resource } from "../../model/resource.ts";
import { identity, permission } from "./fields/access.ts";
import { secret, setting } from "./fields/configuration.ts";
import { endpoint, networkRule, route } from "./fields/network.ts";
import { custom, group, monitor, strategy } from "./fields/operations.ts";
import { anything, flag, mapOf, oneOf, type Shape, text } from "./fields/shape.ts";
import { task, workload } from "./fields/workload.ts";

/** What a node may say, by the kind of its first resource. */
const NODES: Readonly<Record<Resource["kind"], Readonly<Record<string, Shape>>>> = {
  custom,
  endpoint,
  group,
  identity,
  monitor,
  "network-rule": networkRule,
  permission,
  "rollout-strategy": strategy,
  route,
  secret,
  setting,
  task,
  workload,
};

/** What values may be: Helm itself refuses a wrong type, and a field that is not there. */
export function schemaOf(plan: Plan): Artifact {
  const kinds = kindsOf(plan);
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...closed({
      createNamespace: flag,
      global: anything,
      labels: mapOf(text),
      namespace: text,
      nodes: closed(Object.fromEntries(
        [...kinds].map(([node, kind]) => [node, { $ref: `#/$defs/${kind}` }]),
      )),
      podSecurity: oneOf("restricted", "baseline", "privileged"),
      secretStore: closed({ name: text, kind: oneOf("SecretStore", "ClusterSecretStore") }),
      tests: closed({ image: text }),
      workflow: text,
    }),
    $defs: Object.fromEntries(
      [...new Set(kinds.values())].sort().map((kind) =>
        [kind, closed({ ...NODES[kind], derived: anything })] as const
      ),
    ),
  };
  const json = `${JSON.stringify(schema, null, 1)}\n`;
  const to = json.split("\n").length - 1;
  return { path: "values.schema.json", text: json, map: [{ from: 1, to, node: null, path: [] }] };
}

function closed(properties: JsonObject): JsonObject {
  return { type: "object", additionalProperties: false, properties };
}

/** The kind of each node's first resource: a workload comes before its endpoint. */
function kindsOf({ resources }: Plan): Map<string, Resource["kind"]> {
  const kinds = new Map<string, Resource["kind"]>();
  for (const { node, kind } of resources) if (!kinds.has(node)) kinds.set(node, kind);
  return kinds;
}
