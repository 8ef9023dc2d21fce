import { isObject, type Json, type JsonObject, lookup } from "../model/json.ts";
import type { Operation, RenameNode } from "../model/operation.ts";
import { editPaths } from "./path_edits.ts";
import { readYaml } from "./read.ts";
import { valueOf } from "./source.ts";

/**
 * The text of an environment whose overrides name the nodes of a workflow as they are called after
 * operations; the same text where none of them is renamed. What cannot be read stays as it is.
 */
export function renamedOverrides(
  text: string,
  file: string,
  workflow: string,
  operations: readonly Operation[],
): string {
  return operations.filter((one): one is RenameNode => one.op === "rename-node")
    .reduce((now, rename) => renamed(now, file, workflow, rename), text);
}

function renamed(text: string, file: string, workflow: string, { node, to }: RenameNode): string {
  const nodes = overridesIn(text, workflow);
  if (!nodes || !Object.hasOwn(nodes, node) || Object.hasOwn(nodes, to)) return text;
  const path = ["spec", "overrides", workflow, node];
  return editPaths(text, [{ rename: path, to }], { file }).text;
}

/** What an environment says of the nodes of a workflow, where its text can be read. */
function overridesIn(text: string, workflow: string): JsonObject | undefined {
  const { root, faults } = readYaml(text);
  if (!root || faults.length > 0) return undefined;
  const found = ["spec", "overrides", workflow].reduce<Json | undefined>(
    (value, step) => value !== undefined && isObject(value) ? lookup(value, step) : undefined,
    valueOf(root),
  );
  return found !== undefined && isObject(found) ? found : undefined;
}
