import { endOf } from "../../model/apply.ts";
import { hashOf } from "../../model/hash.ts";
import { isObject, type Json, type JsonObject } from "../../model/json.ts";
import { isSame } from "../../model/json_path.ts";
import type { FileSource, Operation, SourcePiece } from "../../model/operation.ts";
import { undone } from "./piece.ts";

/** The pieces of a source, where it was made for this very text. */
export function fitting(text: string, source: FileSource | undefined): FileSource["pieces"] {
  return source?.of === hashOf(text) ? source.pieces : [];
}

/** What brings a text back after pieces were put in. */
export function sourceOf(
  text: string | undefined,
  after: string,
  pieces: readonly SourcePiece[],
): FileSource {
  return { of: hashOf(after), pieces: text === undefined ? null : undone(text, pieces) };
}

/** Whether two documents of a workflow differ in nothing but what an operation is about. */
export function differsOnlyIn(operation: Operation, before: Json, after: Json): boolean {
  return isSame(withoutSubject(operation, before), withoutSubject(operation, after));
}

function withoutSubject(operation: Operation, json: Json): Json {
  const { spec, ...rest } = mapOf(json);
  const { connections, ...others } = mapOf(spec);
  const list = Array.isArray(connections) ? connections : [];
  return {
    ...rest,
    spec: withoutNode(others, "node" in operation ? operation.node : ""),
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

/** Whether two documents of a layout differ in nothing but the place of a node. */
export function differsOnlyAt(node: string, before: Json, after: Json): boolean {
  return isSame(withoutNode(mapOf(before), node), withoutNode(mapOf(after), node));
}

/** A map that holds nodes, without one of them. */
function withoutNode({ nodes, ...rest }: JsonObject, id: string): JsonObject {
  const { [id]: _, ...others } = mapOf(nodes);
  return { ...rest, nodes: others };
}

/** What is no map holds nothing. */
function mapOf(json: Json | undefined): JsonObject {
  return isObject(json) ? json : {};
}
