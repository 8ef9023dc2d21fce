import { endOf } from "../../model/operation_checks.ts";
import { isObject, type Json, type JsonObject } from "../../model/json.ts";
import { isSame } from "../../model/json_path.ts";
import type { FileSource, Operation, SourcePiece } from "../../model/operation.ts";
import { type Change, promisedBy } from "./change.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { undone } from "./piece.ts";

/** The pieces of a source, where it was made for this very text. */
export function fitting(text: string, source: FileSource | undefined): FileSource["pieces"] {
  return source && source.of === fingerprintOf(text) ? source.pieces : [];
}

/** What brings a text back after pieces were put in. */
export function sourceOf(
  text: string | undefined,
  after: string,
  pieces: readonly SourcePiece[],
): FileSource {
  return { of: fingerprintOf(after), pieces: text === undefined ? null : undone(text, pieces) };
}

/** A document before an operation, what the operation changes, and a document that may be after it. */
export interface Attempt {
  readonly before: Json;
  readonly changes: readonly Change[];
  readonly after: Json;
}

/** Whether a workflow changed in nothing but what an operation is about. */
export function isOnlyOf(operation: Operation, { before, changes, after }: Attempt): boolean {
  switch (operation.op) {
    case "rename-node":
      return isSame(promisedBy(before, changes), after);
    case "set-metadata":
      return isSame(without(before, "metadata"), without(after, "metadata"));
    case "set-spec":
      return isSame(withoutFields(before), withoutFields(after));
    default:
      return isSame(withoutSubject(operation, before), withoutSubject(operation, after));
  }
}

/** Whether a layout changed in nothing but the place or note that an operation is about. */
export function isOnlyAt(operation: Operation, before: Json, after: Json): boolean {
  const [key, ...ids] = placesOf(operation);
  const without = (json: Json) => ids.reduce((map, id) => withoutEntry(map, key, id), mapOf(json));
  return isSame(without(before), without(after));
}

function placesOf(operation: Operation): readonly [key: string, ...ids: string[]] {
  if ("note" in operation) return ["notes", operation.note];
  if (operation.op === "rename-node") return ["nodes", operation.node, operation.to];
  return "node" in operation ? ["nodes", operation.node] : ["nodes"];
}

function without(json: Json, key: string): JsonObject {
  const { [key]: _, ...rest } = mapOf(json);
  return rest;
}

/** A workflow with nothing of its spec but nodes and connections. */
function withoutFields(json: Json): JsonObject {
  const { spec, ...rest } = mapOf(json);
  const { nodes = {}, connections = [] } = mapOf(spec);
  return { ...rest, nodes, connections };
}

function withoutSubject(operation: Operation, json: Json): Json {
  const { spec, ...rest } = mapOf(json);
  const { connections, ...others } = mapOf(spec);
  const list = Array.isArray(connections) ? connections : [];
  return {
    ...rest,
    spec: withoutEntry(others, "nodes", "node" in operation ? operation.node : ""),
    connections: list.filter((one) => !isAbout(operation, mapOf(one))),
  };
}

function isAbout(operation: Operation, { from, to }: JsonObject): boolean {
  if (operation.op === "connect" || operation.op === "disconnect") {
    return from === operation.from && to === operation.to;
  }
  return (operation.op === "add-node" || operation.op === "remove-node") &&
    [from, to].some((end) => typeof end === "string" && endOf(end).node === operation.node);
}

/** A map without an entry of the map at a key. */
function withoutEntry(map: JsonObject, key: string, id: string): JsonObject {
  return { ...map, [key]: without(map[key] ?? {}, id) };
}

/** What is no map holds nothing. */
function mapOf(json: Json | undefined): JsonObject {
  return isObject(json) ? json : {};
}
