import type { Json } from "../json.ts";
import type { OperationPath } from "../operation.ts";

/** What two sides of a merge made differently, as the file holds it until somebody decides. */
export interface Conflict {
  /** The node that it is about; `null` for the workflow itself. */
  readonly node: string | null;
  /** From the node, or from the document's root; `["graph"]` for what only both sides together break. */
  readonly path: OperationPath;
  /** `null` where there is nothing. The body keeps `ours`. */
  readonly base: Json;
  readonly ours: Json;
  readonly theirs: Json;
  /** What is wrong with the graph. */
  readonly message?: string;
}

/** Takes note of a conflict. */
export type Report = (conflict: Conflict) => void;

/** The three versions of something; `undefined` where there is none. */
export interface Sides<T> {
  readonly base: T | undefined;
  readonly ours: T | undefined;
  readonly theirs: T | undefined;
}

/** Takes note of a path at which both sides say something else. */
export type Collide = (path: OperationPath, sides: Sides<Json>) => void;

/** What each side has of something. */
export function eachSide<T, U>(
  { base, ours, theirs }: Sides<T>,
  get: (one: T) => U | undefined,
): Sides<U> {
  const of = (one: T | undefined) => one === undefined ? undefined : get(one);
  return { base: of(base), ours: of(ours), theirs: of(theirs) };
}

/** A conflict between the three sides of a value. */
export function conflictOf(
  node: string | null,
  path: OperationPath,
  { base = null, ours = null, theirs = null }: Sides<Json>,
): Conflict {
  return { node, path, base, ours, theirs };
}
