/** What became of an attempt to move a ref. */
export type Outcome =
  /** It points at the new commit. */
  | "moved"
  /** It was not where it was said to be. */
  | "stale"
  /** Another process holds it. */
  | "busy";

/** What HEAD says: a branch, or a commit. */
export type Head = { readonly ref: string } | { readonly id: string };

/** Where the names of commits are kept. Names are full: `refs/heads/main`. */
export interface Refs {
  /** Tells this repository from others in this process. */
  readonly key: string;
  head(): Promise<Head>;
  /** What a ref points at; `undefined` where there is none. */
  read(ref: string): Promise<string | undefined>;
  /** The names that begin with a prefix, in any order. */
  list(prefix: string): Promise<string[]>;
  /** Throws where a ref must not be moved: `not_supported` or `checked_out`. */
  checkMovable(ref: string): Promise<void>;
  /** Moves a ref if it still is where it was: the one way to write a ref. */
  move(ref: string, from: string | undefined, to: string): Promise<Outcome>;
  /** The commits at which history was cut off: to Git they have no parents, also where these are here. */
  cuts(): Promise<ReadonlySet<string>>;
}
