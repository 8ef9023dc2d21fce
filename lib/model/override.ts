import { isObject, type Json, type JsonObject, lookup, type Path } from "./json.ts";
import type { Environment } from "./environment.ts";
import type { Catalogue } from "./catalogue.ts";
import { error, type Problem } from "./problem.ts";
import { nearest } from "./suggestion.ts";
import type { Workflow } from "./workflow.ts";

/**
 * A workflow as it is in an environment: each override replaces the field that it names. Maps are
 * merged key by key; lists and scalars are replaced whole.
 */
export function overridden(workflow: Workflow, environment: Environment): Workflow {
  const overrides = lookup(environment.overrides, workflow.name);
  if (!overrides) return workflow;
  const nodes = new Map(workflow.nodes);
  for (const [id, fields] of Object.entries(overrides)) {
    const node = nodes.get(id);
    if (node) nodes.set(id, { ...node, config: merged(node.config, fields) as JsonObject });
  }
  return { ...workflow, nodes };
}

/** Made of entries: a key such as `__proto__` stays a key. */
function merged(base: Json | undefined, change: Json): Json {
  if (!isObject(base) || !isObject(change)) return change;
  const changed = Object.entries(change).map(([key, value]) =>
    [key, merged(lookup(base, key), value)] as const
  );
  return Object.fromEntries([...Object.entries(base), ...changed]);
}

/** Whether a field comes from an override of the environment. */
export function isOverridden(
  { overrides }: Environment,
  workflow: string,
  node: string,
  path: Path,
): boolean {
  let value: Json | undefined = lookup(lookup(overrides, workflow) ?? {}, node);
  for (const step of path) {
    if (!isObject(value)) return value !== undefined;
    value = lookup(value, String(step));
  }
  return value !== undefined;
}

/** Overrides that name nothing. The workflows are those of the repository, by name. */
export function overrideProblems(
  { overrides }: Environment,
  workflows: ReadonlyMap<string, Workflow>,
  catalogue: Catalogue,
): Problem[] {
  return Object.entries(overrides).flatMap(([name, nodes]) => {
    const workflow = workflows.get(name);
    if (!workflow) return [nothing([], "workflow", name, workflows.keys())];
    return Object.entries(nodes).flatMap(([id, fields]) =>
      fieldProblems(workflow, id, fields, catalogue)
    );
  });
}

function fieldProblems(
  { name, nodes }: Workflow,
  id: string,
  fields: JsonObject,
  { components }: Catalogue,
): Problem[] {
  const node = nodes.get(id);
  if (!node) return [nothing([name], `node of ${name}`, id, nodes.keys())];
  const known = lookup(components, node.component)?.config.properties ?? {};
  return Object.keys(fields).filter((field) => !Object.hasOwn(known, field)).map((field) =>
    nothing([name, id], `field of ${node.component}`, field, Object.keys(known))
  );
}

function nothing(path: Path, what: string, name: string, known: Iterable<string>): Problem {
  const message = `There is no ${what} named "${name}"`;
  return error("unknown_override", ["spec", "overrides", ...path, name], message, {
    suggestion: nearest(name, known),
  });
}
