import { components } from "../../lib/components/registry.ts";
import { planOf } from "../../lib/components/plan.ts";
import { isObject, type Json, type JsonObject, type Path } from "../../lib/model/json.ts";
import { planProblems } from "../../lib/model/plan_problems.ts";
import type { Problem } from "../../lib/model/problem.ts";
import { problems } from "../../lib/model/problems.ts";
import type { Plan } from "../../lib/model/resource.ts";
import type { Schema } from "../../lib/model/schema.ts";
import type { Workflow } from "../../lib/model/workflow.ts";
import { CATALOGUE } from "../lib/components/planned.ts";
import { changedAt } from "./arbitraries.ts";

/** A text of a workflow that has a named format, or a map whose keys have one. */
export interface Formatted {
  readonly node: string;
  readonly path: Path;
  readonly format: string;
  readonly isKey: boolean;
}

/** Every text and map of a workflow with a named format. */
export function formattedIn({ nodes }: Workflow): Formatted[] {
  return [...nodes.values()].flatMap(({ id, component, config }) =>
    [...placesIn(CATALOGUE.components[component]!.config, config, [])]
      .map((place) => ({ node: id, ...place }))
  );
}

type Place = Omit<Formatted, "node">;

function* placesIn(schema: Schema, value: Json, path: Path): Generator<Place> {
  for (const one of schema.anyOf ?? []) yield* placesIn(one, value, path);
  const { format } = schema;
  if (typeof value === "string" && schema.type === "string" && format && !schema.enum) {
    yield { path, format, isKey: false };
  }
  if (Array.isArray(value)) {
    for (const [at, one] of value.entries()) {
      yield* placesIn(schema.items ?? {}, one, [...path, at]);
    }
  } else if (isObject(value)) {
    for (const [key, one] of Object.entries(value)) {
      const part = schema.properties?.[key] ?? schema.additionalProperties;
      if (typeof part === "object") yield* placesIn(part, one, [...path, key]);
    }
    // After what stands under the key, which is found by it.
    const keys = schema.propertyNames?.format;
    if (keys && Object.keys(value).length > 0) yield { path, format: keys, isKey: true };
  }
}

/** A workflow with another text at a place, or with another key beside the last of a map. */
export function changedFormat(workflow: Workflow, place: Formatted, text: string): Workflow {
  const known = workflow.nodes.get(place.node)!;
  const config = changedAt(
    known.config,
    place.path,
    (old) => place.isKey ? withKey(old, text) : text,
  );
  const node = { ...known, config: config as JsonObject };
  return { ...workflow, nodes: new Map(workflow.nodes).set(place.node, node) };
}

/** The last entry has the key in place of its own. */
function withKey(map: Json, key: string): Json {
  const entries = Object.entries(map as JsonObject);
  return Object.fromEntries([...entries.slice(0, -1), [key, entries.at(-1)![1]]]);
}

/** A workflow as far as it is planned: what is wrong with it, and else its plan. */
export function planned(
  workflow: Workflow,
  podSecurity: Plan["podSecurity"],
): { readonly faults: readonly Problem[]; readonly plan?: Plan } {
  const faults = problems(workflow, CATALOGUE);
  if (faults.length > 0) return { faults };
  const plan = { ...planOf(workflow, { components, catalogue: CATALOGUE }), podSecurity };
  const wrong = planProblems(plan, true);
  return wrong.length > 0 ? { faults: wrong } : { faults: [], plan };
}
