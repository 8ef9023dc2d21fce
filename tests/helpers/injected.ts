import assert from "node:assert/strict";
import { components } from "../../lib/components/registry.ts";
import { planOf } from "../../lib/components/plan.ts";
import { expanded } from "../../lib/importers/kubernetes/text.ts";
import { isObject, type Json, type JsonObject, type Path } from "../../lib/model/json.ts";
import { planProblems } from "../../lib/model/plan_problems.ts";
import { problems } from "../../lib/model/problems.ts";
import type { Plan } from "../../lib/model/resource.ts";
import type { Schema } from "../../lib/model/schema.ts";
import type { Workflow } from "../../lib/model/workflow.ts";
import { CATALOGUE } from "../lib/components/planned.ts";
import { changedAt } from "./arbitraries.ts";
import { FULL_WORKFLOWS, type FullWorkflow } from "./full_workflows.ts";

/** How many texts stand where a list or map takes any number. */
const COPIES = 12;

/** Maps whose keys people give. */
const FILLED = /\.(env|data|annotations|headers)$|\.build\.args$/;

/** A place of a config that takes any text. */
export interface Leaf {
  readonly node: string;
  readonly path: Path;
}

/** A full workflow with room for many texts, and every place of it that takes any text. */
export interface Injectable {
  readonly name: string;
  readonly leaves: readonly Leaf[];
  /** The fields that the places are of: `app.env{}`. */
  readonly fields: readonly string[];
  /** The plan with a text at each of the places, by its index. */
  plan(textAt: (index: number) => string): Plan;
}

/** The full workflows; together they set every property, so no field of text is left out. */
export const INJECTABLES: readonly Injectable[] = FULL_WORKFLOWS.map(injectable)
  .filter(({ leaves }) => leaves.length > 0);

/** A full workflow as one that takes many texts. */
export function injectable({ name, workflow }: FullWorkflow): Injectable {
  const roomy = leavesOf(workflow).reduce(withRoom, workflow);
  const leaves = leavesOf(roomy);
  const podSecurity = name.endsWith("-privileged") ? "privileged" : "restricted";
  return {
    name,
    leaves,
    fields: leaves.map((leaf) => fieldOf(workflow, leaf)),
    plan(textAt) {
      const whole = leaves.reduce((at, leaf, index) => withText(at, leaf, textAt(index)), roomy);
      const plan: Plan = { ...planOf(whole, { components, catalogue: CATALOGUE }), podSecurity };
      assert.deepEqual([problems(whole, CATALOGUE), planProblems(plan, true)], [[], []], name);
      return plan;
    },
  };
}

function fieldOf({ nodes }: Workflow, { node, path }: Leaf): string {
  const { component, config } = nodes.get(node)!;
  let place: Json = config;
  let name = component;
  for (const step of path) {
    const isKnown = isObject(place) && !FILLED.test(name);
    name += typeof step === "number" ? "[]" : isKnown ? `.${step}` : "{}";
    place = (place as Record<string | number, Json>)[step] ?? "";
  }
  return name;
}

function leavesOf({ nodes }: Workflow): Leaf[] {
  return [...nodes.values()].flatMap(({ id, component, config }) =>
    pathsIn(CATALOGUE.components[component]!.config, config, []).map((path) => ({ node: id, path }))
  );
}

/** Where a value holds text that its schema says nothing of. */
function pathsIn(schema: Schema, value: Json, path: Path): Path[] {
  if (schema.anyOf) return schema.anyOf.flatMap((one) => pathsIn(one, value, path));
  if (typeof value === "string") {
    return schema.type === "string" && !schema.enum && !schema.format ? [path] : [];
  }
  const entries: [string | number, Json][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : isObject(value)
    ? Object.entries(value)
    : [];
  return entries.flatMap(([key, item]) => {
    const part = schema.properties?.[key] ?? schema.items ?? schema.additionalProperties;
    return typeof part === "object" ? pathsIn(part, item, [...path, key]) : [];
  });
}

/** More entries beside one of a list of texts, or of a map that people fill. */
function withRoom(workflow: Workflow, leaf: Leaf): Workflow {
  const last = leaf.path.at(-1)!;
  const around = String(leaf.path.at(-2));
  // Names of objects are few, and each stands once.
  if (!/^(env|data|args|annotations|command|exec)$/.test(around)) return workflow;
  return changed(workflow, { ...leaf, path: leaf.path.slice(0, -1) }, (old) => {
    const copies = Array.from({ length: COPIES }, (_, index) => `more ${index}`);
    if (Array.isArray(old)) return old.length > COPIES ? old : [...old, ...copies];
    const map = old as JsonObject;
    if (Object.keys(map).length > COPIES) return map;
    return {
      ...map,
      ...Object.fromEntries(copies.map((text, index) => [`${last}${index}`, text])),
    };
  });
}

function withText(workflow: Workflow, leaf: Leaf, text: string): Workflow {
  return changed(workflow, leaf, () => text);
}

function changed(workflow: Workflow, { node, path }: Leaf, change: (old: Json) => Json): Workflow {
  const known = workflow.nodes.get(node)!;
  const config = changedAt(known.config, path, change) as JsonObject;
  return { ...workflow, nodes: new Map(workflow.nodes).set(node, { ...known, config }) };
}

/** A text that stands for that of a place, so that it is found again in an output. */
export function token(index: number): string {
  return `zq${index}x`;
}

/** A tree in which texts stand for their places, with the texts of the places. */
export function filled(tree: unknown, textAt: (index: number) => string): unknown {
  return mapped(tree, (text) => text.replace(/zq(\d+)x/g, (_, index) => textAt(Number(index))));
}

/** Objects of a cluster as containers get them: `$$` is one `$`, and nothing else is replaced. */
export function asContainersSee(tree: unknown): unknown {
  return mapped(tree, (text, path) => {
    // What a probe or a hook runs is not looked at.
    if (!/(?<!\/exec)\/(command|args)\/\d+$|\/env\/\d+\/value$/.test(path)) return text;
    const { text: seen, unknown } = expanded(text, () => null);
    assert.deepEqual(unknown, [], `${path} names a variable`);
    return seen;
  });
}

/** A project of Compose as it is read: what is written twice is one. */
export function asComposeSees(tree: unknown): unknown {
  return mapped(tree, (text) => text.replaceAll("$$", "$"));
}

/** It follows from texts. */
const HASH = "celestra.dev/config";

/** Every text of a tree changed; a variable without a value is an empty one. */
function mapped(
  tree: unknown,
  change: (text: string, path: string) => string,
  path: string = "",
): unknown {
  if (typeof tree === "string") return change(tree, path);
  if (Array.isArray(tree)) return tree.map((item, at) => mapped(item, change, `${path}/${at}`));
  if (tree === null || typeof tree !== "object") return tree;
  return Object.fromEntries(
    Object.entries(tree).filter(([key]) => key !== HASH)
      .map(([key, item]) => [key, mapped(item, change, `${path}/${key}`)])
      .filter(([key, item]) => key !== "value" || item !== ""),
  );
}
