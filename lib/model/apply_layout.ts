import { AppError } from "./error.ts";
import { lookup } from "./json.ts";
import { thereAre } from "./json_path.ts";
import type { Layout, NodePlace, Note } from "./layout.ts";
import type { AddNote, Move, Operation, RenameNode, Resize, SetNote } from "./operation.ts";

/** The operations that change nothing but the layout. */
export type LayoutOperation = Extract<
  Operation,
  { readonly op: "move" | "resize" | "set-color" | "add-note" | "set-note" | "remove-note" }
>;

/** Whether an operation changes nothing but the layout. */
export function isOfLayout(operation: Operation): operation is LayoutOperation {
  return ["move", "resize", "set-color", "add-note", "set-note", "remove-note"]
    .includes(operation.op);
}

/**
 * The layout that an operation makes of another.
 *
 * @throws `invalid_input` where the operation names a place or note that is not there.
 */
export function applyToLayout(layout: Layout, operation: Operation): Layout {
  switch (operation.op) {
    case "remove-node":
      return { ...layout, nodes: without(layout.nodes, operation.node) };
    case "rename-node":
      return { ...layout, nodes: renamed(layout.nodes, operation) };
    case "move":
      return { ...layout, nodes: moved(layout.nodes, operation) };
    case "resize":
      return withPlace(layout, operation.node, resized(placeIn(layout, operation.node), operation));
    case "set-color": {
      const { color: _, ...place } = placeIn(layout, operation.node);
      const { node, value } = operation;
      return withPlace(layout, node, value === null ? place : { ...place, color: value });
    }
    case "add-note":
    case "set-note":
      checkNote(operation, Object.keys(layout.notes));
      return { ...layout, notes: { ...layout.notes, [operation.note]: noteOf(operation) } };
    case "remove-note":
      checkNote(operation, Object.keys(layout.notes));
      return { ...layout, notes: without(layout.notes, operation.note) };
    default:
      return layout;
  }
}

/**
 * Where a node is moved to, to a thousandth of a unit; `undefined` where its place is forgotten. A
 * place that a person wrote finer comes back as it was.
 */
export function placeOf({ x, y, source }: Move): { x: number; y: number } | undefined {
  if (x === null || y === null) return undefined;
  return source ? { x, y } : { x: rounded(x), y: rounded(y) };
}

function rounded(coordinate: number): number {
  // Adding zero makes a zero of -0, which no file says.
  return Math.round(coordinate * 1000) / 1000 + 0;
}

/** A note as the layout holds it. */
export function noteOf({ x, y, width, height, text, color }: Note): Note {
  return { x, y, width, height, text, ...(color !== undefined && { color }) };
}

/** @throws `invalid_input` where a note is new that is there, or not new that is not. */
export function checkNote(
  { op, note }: Pick<AddNote | SetNote, "note"> & { readonly op: string },
  known: readonly string[],
): void {
  const isThere = known.includes(note);
  if (isThere === (op !== "add-note")) return;
  throw new AppError(
    "invalid_input",
    isThere
      ? `There is a note "${note}" already`
      : `There is no note "${note}"; ${thereAre(known)}`,
  );
}

/** The error of a change of a place that is not there. */
export function noPlace(node: string): AppError {
  return new AppError("invalid_input", `"${node}" has no place on the canvas yet; move it first`);
}

function placeIn({ nodes }: Layout, node: string): NodePlace {
  const place = lookup(nodes, node);
  if (!place) throw noPlace(node);
  return place;
}

function withPlace(layout: Layout, node: string, place: NodePlace): Layout {
  return { ...layout, nodes: { ...layout.nodes, [node]: place } };
}

function moved(nodes: Layout["nodes"], move: Move): Layout["nodes"] {
  const place = placeOf(move);
  if (!place) return without(nodes, move.node);
  return { ...nodes, [move.node]: { ...nodes[move.node], ...place } };
}

function resized(place: NodePlace, { width, height }: Resize): NodePlace {
  const { width: _, height: __, ...rest } = place;
  return width === null || height === null ? rest : { ...rest, width, height };
}

function renamed(nodes: Layout["nodes"], { node, to }: RenameNode): Layout["nodes"] {
  return Object.fromEntries(
    Object.entries(nodes).map(([id, place]) => [id === node ? to : id, place]),
  );
}

function without<T>(map: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = map;
  return rest;
}
