import { unknownNode } from "../../model/operation_checks.ts";
import { AppError } from "../../model/error.ts";
import { isObject, type Json, type JsonObject, lookup, type Path } from "../../model/json.ts";
import { valueAt } from "../../model/json_path.ts";
import type { Operation } from "../../model/operation.ts";

/** Where the nodes stand. */
export const NODES: Path = ["spec", "nodes"];
/** Where the connections stand. */
export const CONNECTIONS: Path = ["spec", "connections"];

/** What of a document an operation is about, where it can be but one thing. */
export function aboutOf(operation: Operation): Path | undefined {
  switch (operation.op) {
    case "add-node":
      return undefined;
    case "connect":
    case "disconnect":
      return CONNECTIONS;
    case "set-metadata":
      return ["metadata"];
    case "set-spec":
      return ["spec", "namespace"];
    case "move":
    case "resize":
    case "set-color":
      return ["nodes", operation.node];
    case "add-note":
    case "set-note":
    case "remove-note":
      return ["notes", operation.note];
    default: {
      const path = "path" in operation ? operation.path : [];
      const named = path.findIndex((step) => typeof step === "object");
      const known = (named < 0 ? path : path.slice(0, named)) as Path;
      return [...NODES, operation.node, ...(path.length > 0 ? ["config", ...known] : [])];
    }
  }
}

/** The nodes of a document, whatever they are. */
export function nodesOf(json: Json): JsonObject {
  return mapAt(json, NODES);
}

/** The map at a path; nothing counts as an empty one. */
function mapAt(json: Json, path: Path): JsonObject {
  const value = valueAt(json, path) ?? {};
  if (isObject(value)) return value;
  throw new AppError("not_supported", `${path.join(".")} is no map; edit the text itself there`);
}

/** @throws `invalid_input` where there is no such node. */
export function nodeOf(json: Json, id: string): Json {
  const nodes = nodesOf(json);
  const node = lookup(nodes, id);
  if (node === undefined) throw unknownNode(id, Object.keys(nodes));
  return node;
}

/** A node as a map; one that is empty counts as such. */
export function fieldsOf(json: Json, id: string): JsonObject {
  nodeOf(json, id);
  return mapAt(json, [...NODES, id]);
}

/** The connections of a document, whatever they are. */
export function connectionsOf(json: Json): readonly Json[] {
  const value = valueAt(json, CONNECTIONS) ?? [];
  if (Array.isArray(value)) return value;
  throw new AppError("not_supported", "spec.connections is no list; edit the text itself there");
}
