import type { Json } from "../../model/json.ts";
import { valueAt } from "../../model/json_path.ts";
import type { SetMetadata, SetSpec } from "../../model/operation.ts";
import { fieldPath } from "../../model/operation_checks.ts";
import type { Plan } from "./change.ts";

/** The keys of `metadata` and `spec`, as people write them one after the other. */
const ORDER = ["name", "title", "description", "labels", "namespace", "nodes", "connections"];

/** Plans to set a field of the workflow itself, or to take it away. */
export function toField(json: Json, operation: SetMetadata | SetSpec): Plan {
  const { op, value } = operation;
  const [field, label] = fieldPath(operation);
  const map = op === "set-metadata" ? "metadata" : "spec";
  const path = label === undefined ? [map, field] : [map, field, label];
  const old = valueAt(json, path);
  const inverse = { op, path: operation.path, value: old ?? null };
  if (value === null) {
    const isThere = old !== undefined;
    return {
      changes: isThere ? [{ take: path.slice(0, -1), keys: path.slice(-1) }] : [],
      inverse,
    };
  }
  const at = ORDER.indexOf(field);
  const beside = { after: ORDER.slice(0, at), before: ORDER.slice(at + 1) };
  return { changes: [{ put: path, value, ...(label === undefined && { beside }) }], inverse };
}
