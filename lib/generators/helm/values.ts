import { Whole } from "../../format/emit.ts";
import { isObject, type Json, type JsonObject, type Path } from "../../model/json.ts";
import type { Plan, Resource } from "../../model/resource.ts";
import { Sourced } from "../../model/sourced.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { derivedOf, isDerived } from "./derived.ts";
import { withoutUnread } from "./unread.ts";

/** What a template reads: the workflow as a whole, and each node by its config fields. */
export type Values = JsonObject & { readonly nodes: Readonly<Record<string, JsonObject>> };

/** An image with `wget`, which the chart's test asks with; of its user it needs nothing. */
const TEST_IMAGE = "busybox:1.37.0";

/**
 * The values of a plan: of each node what its config says, with its defaults, and what the drawing
 * says of it. What no template reads is left out: setting it would change nothing.
 *
 * @param manifests The objects of the Kubernetes output: they hold what connections open.
 */
export function valuesOf(plan: Plan, manifests: readonly Manifest[]): Values {
  const { workflow, labels, namespace, podSecurity, secretStore } = plan;
  return {
    createNamespace: true,
    labels: { ...labels },
    namespace,
    nodes: nodesOf(plan, manifests),
    podSecurity,
    ...(secretStore && { secretStore: { ...secretStore } }),
    tests: { image: TEST_IMAGE },
    workflow,
  };
}

/** Values with the config path of each line. */
export function sourcedValues(values: JsonObject): JsonObject | object {
  const { nodes = {}, ...rest } = values;
  const sourced = Object.entries(nodes as JsonObject).map(([node, fields]) => {
    if (!isObject(fields)) return [node, new Sourced(fields, node, [])] as const;
    const { derived, ...config } = fields;
    const all = derived === undefined
      ? config
      : { ...config, derived: new Whole(derived, node, []) };
    return [node, new Sourced(all, node, [])] as const;
  });
  return sourced.length === 0 ? rest : { ...rest, nodes: Object.fromEntries(sourced) };
}

function nodesOf(
  plan: Plan,
  manifests: readonly Manifest[],
): Record<string, JsonObject> {
  const nodes: Record<string, Record<string, Json>> = {};
  for (const resource of plan.resources) {
    const config = configOf(resource);
    const node = nodes[resource.node] ??= {};
    for (const [field, value] of Object.entries(nested(resource.at, config))) {
      node[field] ??= value;
    }
  }
  for (const [node, derived] of derivedOf(plan, manifests)) {
    nodes[node] = { ...nodes[node], derived };
  }
  return nodes;
}

/** What a task inside a node, such as a backup, has from the node around it. */
const INHERITED = [
  ...["user", "group", "podSecurity", "resources", "writableSize", "readOnly", "suffix"],
];

/** The fields of a resource that a config says. */
function configOf(resource: Resource): JsonObject {
  return Object.fromEntries(
    Object.entries(withoutUnread(resource)).filter(([field, value]) =>
      value !== undefined && !["kind", "node", "at"].includes(field) &&
      !isDerived(resource, field) &&
      !(resource.at.length > 0 && INHERITED.includes(field)) && !isOwn(resource, field)
    ),
  );
}

/** A workload says its ports itself; its endpoint says them again for those who reach it. */
function isOwn(resource: Resource, field: string): boolean {
  return resource.kind === "endpoint" && resource.backends.length === 1 &&
    resource.backends[0] === resource.node &&
    !["headless", "labels", "annotations"].includes(field);
}

function nested(at: Path, config: JsonObject): JsonObject {
  return at.reduceRight<JsonObject>((inner, step) => ({ [step]: inner }), config);
}
