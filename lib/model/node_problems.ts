import type { Catalogue, Kind } from "./catalogue.ts";
import { groupProblems } from "./group_problems.ts";
import { type JsonObject, lookup, pathText } from "./json.ts";
import { error, type Problem } from "./problem.ts";
import { check } from "./schema_check.ts";
import { nearest } from "./suggestion.ts";
import { ID_PATTERN, type Limits, type Workflow, type WorkflowNode } from "./workflow.ts";

/** What is wrong with the nodes of a workflow, each by itself and in its group. */
export function nodeProblems(
  workflow: Workflow,
  catalogue: Catalogue,
  kind: Kind | undefined,
  limits: Limits,
): Problem[] {
  const own = [...workflow.nodes.values()].flatMap((node) => [
    ...idProblems(node),
    ...sizeProblems(node, limits),
    ...componentProblems(node, catalogue, kind),
  ]);
  return [...own, ...groupProblems(workflow, catalogue)];
}

function idProblems({ id }: WorkflowNode): Problem[] {
  if (ID_PATTERN.test(id)) return [];
  const message = `"${id}" is no id: expected lower-case letters, digits and dashes that begin ` +
    "with a letter, at most 52";
  return [error("invalid_id", ["spec", "nodes", id], message, { node: id })];
}

function sizeProblems({ id, config }: WorkflowNode, { nodeBytes }: Limits): Problem[] {
  const size = sizeOf(config, nodeBytes);
  if (size <= nodeBytes) return [];
  const message = `A node holds at most ${nodeBytes} bytes of config, not ${size}`;
  return [error("limit_exceeded", ["spec", "nodes", id, "config"], message, { node: id })];
}

/** The size of a config as JSON in UTF-8; encoded only where it may be over the limit. */
function sizeOf(config: JsonObject, limit: number): number {
  const text = JSON.stringify(config);
  // A letter of a JavaScript text takes three bytes at most.
  return text.length * 3 <= limit ? text.length : new TextEncoder().encode(text).length;
}

function componentProblems(
  node: WorkflowNode,
  catalogue: Catalogue,
  kind: Kind | undefined,
): Problem[] {
  // That the field is missing is a fault of the file's shape, reported there.
  if (node.component === "") return [];
  const known = kind?.components ?? Object.keys(catalogue.components);
  if (!known.includes(node.component)) return [unknownComponent(node, known, kind)];
  return configProblems(node, catalogue);
}

function unknownComponent(
  { id, component }: WorkflowNode,
  known: readonly string[],
  kind: Kind | undefined,
): Problem {
  const where = kind ? ` in a workflow of kind ${kind.id}` : "";
  const message = `There is no component "${component}"${where}; expected ${known.join(", ")}`;
  return error("unknown_component", ["spec", "nodes", id, "component"], message, {
    node: id,
    suggestion: nearest(component, known),
  });
}

function configProblems({ id, component, config }: WorkflowNode, catalogue: Catalogue): Problem[] {
  const type = lookup(catalogue.components, component);
  if (!type) return [];
  return check(type.config, config).map(({ code, path, message, suggestion }) =>
    error(code, ["spec", "nodes", id, "config", ...path], `${nameOf(path)} ${message}`, {
      node: id,
      suggestion,
    })
  );
}

/** A field as its form names it; a config as a whole has no name there. */
function nameOf(path: Problem["path"]): string {
  return path.length === 0 ? "config" : pathText(path);
}
