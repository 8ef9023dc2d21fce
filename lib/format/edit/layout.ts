import { placeOf } from "../../model/apply.ts";
import { AppError } from "../../model/error.ts";
import { isObject, type Json, type JsonObject, lookup } from "../../model/json.ts";
import type { Move } from "../../model/operation.ts";
import { API_VERSION } from "../../model/workflow.ts";
import type { Change } from "./change.ts";
import { scalarSource } from "./scalar.ts";

/** The text of a layout that places nothing yet. */
export function newLayout(name: string): string {
  return `apiVersion: ${API_VERSION}\nkind: Layout\nmetadata:\n  name: ${
    scalarSource(name, false)
  }\nnodes: {}\n`;
}

/** What moving a node changes in the document of a layout. */
export function toMove(json: Json, move: Move): Change[] {
  const place = placeOf(move);
  if (!place) return toForget(json, move.node);
  const places = placesOf(json);
  if (!places) {
    throw new AppError(
      "not_supported",
      "nodes of the layout is no map; edit the text itself there",
    );
  }
  const path = ["nodes", move.node];
  if (Object.keys(places).length === 0) {
    return [{ put: ["nodes"], value: { [move.node]: place }, form: "rows" }];
  }
  if (!isObject(lookup(places, move.node))) return [{ put: path, value: place, form: "flow" }];
  return [{ put: [...path, "x"], value: place.x }, { put: [...path, "y"], value: place.y }];
}

/** What forgetting the place of a node changes. */
export function toForget(json: Json, node: string): Change[] {
  return Object.hasOwn(placesOf(json) ?? {}, node) ? [{ take: ["nodes"], keys: [node] }] : [];
}

/** The move that brings a node back to where it is. */
export function toReturn(json: Json, node: string): Move {
  const { x, y } = (lookup(placesOf(json) ?? {}, node) ?? {}) as JsonObject;
  const isPlaced = typeof x === "number" && typeof y === "number";
  return { op: "move", node, x: isPlaced ? x : null, y: isPlaced ? y : null };
}

/** The places of a layout; nothing counts as none, and what is no map has none to edit. */
function placesOf(json: Json): JsonObject | undefined {
  const places = isObject(json) ? json.nodes ?? {} : undefined;
  return isObject(places) ? places : undefined;
}
