import {
  checkNote,
  type LayoutOperation,
  noPlace,
  noteOf,
  placeOf,
} from "../../model/apply_layout.ts";
import { AppError } from "../../model/error.ts";
import { isObject, type Json, type JsonObject, lookup } from "../../model/json.ts";
import type { Note } from "../../model/layout.ts";
import type { Move, RenameNode, Resize } from "../../model/operation.ts";
import { API_VERSION } from "../../model/workflow.ts";
import type { Change, Plan } from "./change.ts";
import { scalarSource } from "./scalar.ts";

/** The text of a layout that places nothing yet. */
export function newLayout(name: string): string {
  return `apiVersion: ${API_VERSION}\nkind: Layout\nmetadata:\n  name: ${
    scalarSource(name, false)
  }\nnodes: {}\n`;
}

/** Plans an operation on the document of a layout. */
export function planOfLayout(json: Json, operation: LayoutOperation): Plan {
  switch (operation.op) {
    case "move":
      return { changes: toMove(json, operation), inverse: toReturn(json, operation.node) };
    case "resize":
      return toResize(json, operation);
    case "set-color": {
      const { node, value } = operation;
      const { color } = placeIn(json, node);
      return {
        changes: toSetPart(json, node, { color: value }),
        inverse: { op: "set-color", node, value: typeof color === "string" ? color : null },
      };
    }
    default:
      return toNote(json, operation);
  }
}

/** What forgetting the place of a node changes. */
export function toForget(json: Json, node: string): Change[] {
  return Object.hasOwn(mapIn(json, "nodes") ?? {}, node) ? [{ take: ["nodes"], keys: [node] }] : [];
}

/** What another id of a node changes; a place that stands there for no node gives way. */
export function toRenamePlace(json: Json, { node, to }: RenameNode): Change[] {
  const places = mapIn(json, "nodes") ?? {};
  if (!Object.hasOwn(places, node)) return [];
  return [...toForget(json, to), { rename: ["nodes"], key: node, to }];
}

function toMove(json: Json, move: Move): Change[] {
  const place = placeOf(move);
  if (!place) return toForget(json, move.node);
  const places = mapIn(json, "nodes");
  if (!places) throw noMap("nodes");
  if (Object.keys(places).length === 0) {
    return [{ put: ["nodes"], value: { [move.node]: place }, form: "rows" }];
  }
  const path = ["nodes", move.node];
  if (!isObject(lookup(places, move.node))) return [{ put: path, value: place, form: "flow" }];
  return [{ put: [...path, "x"], value: place.x }, { put: [...path, "y"], value: place.y }];
}

/** The move that brings a node back to where it is. */
function toReturn(json: Json, node: string): Move {
  const { x, y } = (lookup(mapIn(json, "nodes") ?? {}, node) ?? {}) as JsonObject;
  const isPlaced = typeof x === "number" && typeof y === "number";
  return { op: "move", node, x: isPlaced ? x : null, y: isPlaced ? y : null };
}

function toResize(json: Json, { node, width, height }: Resize): Plan {
  const old = placeIn(json, node);
  const isSized = typeof old.width === "number" && typeof old.height === "number";
  return {
    changes: toSetPart(json, node, { width, height }),
    inverse: {
      op: "resize",
      node,
      width: isSized ? old.width as number : null,
      height: isSized ? old.height as number : null,
    },
  };
}

/** Sets fields of a place; `null` takes one away. */
function toSetPart(json: Json, node: string, fields: JsonObject): Change[] {
  const place = placeIn(json, node);
  const path = ["nodes", node];
  return Object.entries(fields).flatMap(([key, value]): Change[] => {
    if (value !== null) return [{ put: [...path, key], value }];
    return Object.hasOwn(place, key) ? [{ take: path, keys: [key] }] : [];
  });
}

function toNote(
  json: Json,
  operation: Extract<LayoutOperation, { readonly op: "add-note" | "set-note" | "remove-note" }>,
): Plan {
  const notes = mapIn(json, "notes");
  if (!notes) throw noMap("notes");
  const { note } = operation;
  checkNote(operation, Object.keys(notes));
  const old = lookup(notes, note) as unknown as Note;
  switch (operation.op) {
    case "add-note":
      return {
        changes: [toPutNote(notes, note, noteOf(operation))],
        inverse: { op: "remove-note", note },
      };
    case "set-note":
      return {
        changes: [{ put: ["notes", note], value: noteOf(operation) as unknown as Json }],
        inverse: { op: "set-note", note, ...noteOf(old) },
      };
    case "remove-note":
      return {
        changes: [{ take: ["notes"], keys: [note] }],
        inverse: { op: "add-note", note, ...noteOf(old) },
      };
  }
}

function toPutNote(notes: JsonObject, id: string, note: Note): Change {
  const value = note as unknown as Json;
  return Object.keys(notes).length === 0
    ? { put: ["notes"], value: { [id]: value }, form: "lines" }
    : { put: ["notes", id], value };
}

function placeIn(json: Json, node: string): JsonObject {
  const place = lookup(mapIn(json, "nodes") ?? {}, node);
  if (!isObject(place)) throw noPlace(node);
  return place;
}

/** A map of a layout; nothing counts as an empty one, and what is no map cannot be edited. */
function mapIn(json: Json, key: "nodes" | "notes"): JsonObject | undefined {
  const map = isObject(json) ? json[key] ?? {} : undefined;
  return isObject(map) ? map : undefined;
}

function noMap(key: string): AppError {
  const message = `${key} of the layout is no map; edit the text itself there`;
  return new AppError("not_supported", message);
}
