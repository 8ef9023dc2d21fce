import type { Json, JsonObject } from "../../model/json.ts";
import type { Plan, Resource } from "../../model/resource.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { membershipsOf } from "./memberships.ts";
import { allowedOf, openingsOf } from "./openings.ts";

/** What the connections and groups of a workflow say of a node; by node. */
export type Derived = ReadonlyMap<string, JsonObject>;

/**
 * The fields of resources that no config says but the drawing: they name other nodes. They stand
 * under `derived` of a node, apart from what a person may set.
 */
const FIELDS: Readonly<Record<Resource["kind"], readonly string[]>> = {
  workload: [
    ...["stateful", "settings", "variables", "addresses", "after", "identity", "policies"],
    ...["strategy", "monitors"],
  ],
  task: [
    ...["settings", "variables", "addresses", "after", "identity", "policies", "volumeOf"],
    "suffix",
  ],
  endpoint: ["backends"],
  route: ["connected"],
  "network-rule": ["subjects", "allows"],
  identity: ["permissions"],
  permission: ["identities"],
  "rollout-strategy": [],
  monitor: ["targets"],
  group: ["members"],
  custom: [],
  secret: [],
  setting: [],
};

/** Whether a field of a resource is said by the drawing alone. */
export function isDerived(resource: Resource, field: string): boolean {
  return FIELDS[resource.kind].includes(field);
}

/** What the drawing says of each node. */
export function derivedOf(plan: Plan, manifests: readonly Manifest[]): Derived {
  const derived = new Map<string, Record<string, Json>>();
  for (const resource of plan.resources) {
    // What is nested in the config of a node, as a backup is, has what its node has.
    if (resource.at.length > 0) continue;
    const known = derived.get(resource.node) ?? {};
    derived.set(resource.node, { ...fieldsOf(resource), ...known, ...kindsOf(resource, known) });
  }
  for (const [node, fields] of membershipsOf(plan)) {
    derived.set(node, { ...derived.get(node), ...fields });
  }
  for (const [node, openings] of openingsOf(plan, manifests)) {
    derived.set(node, { ...derived.get(node), openings });
  }
  for (const [node, allowed] of allowedOf(plan, manifests)) {
    derived.set(node, { ...derived.get(node), allowed });
  }
  return derived;
}

function kindsOf({ kind }: Resource, { kinds = [] }: Record<string, Json>): JsonObject {
  return { kinds: [...kinds as string[], kind] };
}

function fieldsOf(resource: Resource): JsonObject {
  return Object.fromEntries(
    Object.entries(resource)
      .filter(([field, value]) => isDerived(resource, field) && !isEmpty(value)),
  );
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === false || value === "" ||
    (typeof value === "object" && Object.keys(value!).length === 0);
}
