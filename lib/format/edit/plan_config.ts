import { checkConfig } from "../../model/operation_checks.ts";
import { AppError } from "../../model/error.ts";
import type { Json, Path } from "../../model/json.ts";
import { listToChange, pathToSet, pathToUnset, valueAt } from "../../model/json_path.ts";
import type {
  InsertItem,
  Operation,
  RemoveItem,
  SetField,
  UnsetField,
} from "../../model/operation.ts";
import type { Plan } from "./change.ts";
import { fieldsOf, NODES } from "./outline.ts";

function configOf(json: Json, id: string): Json | undefined {
  return fieldsOf(json, id).config ?? undefined;
}

/** Plans to set a field. */
export function toSet(json: Json, { node, path: steps, value, source }: SetField): Plan {
  const config = configOf(json, node);
  const path = pathToSet(config, steps);
  if (path.length === 0 && !source) checkConfig(value);
  return {
    changes: [{ put: [...NODES, node, "config", ...path], value }],
    inverse: toRestore(node, config, path),
  };
}

/** Plans to put an item into a list. */
export function toInsert(json: Json, operation: InsertItem): Plan {
  const { node, path: steps, index, value } = operation;
  const { path } = listToChange(configOf(json, node), steps, index, 0);
  return {
    changes: [{ insert: [...NODES, node, "config", ...path], index, value }],
    inverse: { op: "remove", node, path: steps, index },
  };
}

/** Plans to take an item out of a list. */
export function toRemoveItem(json: Json, operation: RemoveItem): Plan {
  const { node, path: steps, index } = operation;
  const { path, items } = listToChange(configOf(json, node), steps, index, 1);
  return {
    changes: [{ take: [...NODES, node, "config", ...path], keys: [index] }],
    inverse: { op: "insert", node, path: steps, index, value: items[index]! },
  };
}

/** Sets what was there, or takes away all that is made on the way. */
function toRestore(node: string, config: Json | undefined, path: Path): Operation {
  for (let length = 0; length < path.length; length++) {
    const part = path.slice(0, length);
    const old = valueAt(config, part);
    if (old === undefined) return { op: "unset", node, path: part };
    if (old === null) return { op: "set", node, path: part, value: old };
  }
  const old = valueAt(config, path);
  return old === undefined ? { op: "unset", node, path } : { op: "set", node, path, value: old };
}

/** Plans to take a field away. */
export function toUnset(json: Json, { node, path: steps }: UnsetField): Plan {
  const config = configOf(json, node);
  const path = ["config", ...pathToUnset(config, steps)];
  if (config === undefined) throw new AppError("invalid_input", `"${node}" has no config`);
  const above = path.slice(0, -1);
  const list = valueAt(config, above.slice(1));
  return {
    changes: [{ take: [...NODES, node, ...above], keys: path.slice(-1) }],
    inverse: Array.isArray(list)
      ? { op: "set", node, path: above.slice(1), value: list }
      : { op: "set", node, path: path.slice(1), value: valueAt(config, path.slice(1))! },
  };
}
