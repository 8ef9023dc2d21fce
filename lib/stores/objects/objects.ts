import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";

/** The sorts of objects in a Git repository. */
export type ObjectKind = "blob" | "tree" | "commit" | "tag";

/** An object as it is stored. */
export interface StoredObject {
  readonly kind: ObjectKind;
  readonly bytes: Uint8Array;
}

/** Where objects are kept. An object never changes: its id is the hash of what it holds. */
export interface Objects {
  /** An object; `undefined` where there is none. Throws `store_corrupt` for a damaged one. */
  read(id: string): Promise<StoredObject | undefined>;
  /**
   * An object for a walk that looks at thousands and shows none: checked only by the checksum that it
   * was compressed with, where its hash would take longer than all else.
   */
  glance?(id: string): Promise<StoredObject | undefined>;
  /** Keeps objects, by their ids, for good. None is ever there without those before it. */
  write(objects: ReadonlyMap<string, StoredObject>): Promise<void>;
  /** The ids that begin with four or more hexadecimal digits. */
  startingWith(prefix: string): Promise<string[]>;
  /** What is written down of commits besides themselves; the same until something else is. */
  graph?(): CommitGraph | undefined;
}

/** What a walk through history needs of a commit. */
export interface Outline {
  readonly tree: string;
  readonly parents: readonly string[];
  /** When it entered the history, in seconds since 1970. */
  readonly time: number;
}

/** What is known of commits without reading them. */
export interface CommitGraph {
  outline(id: string): Outline | undefined;
  /** Whether a commit can differ from its first parent at a path; yes where nobody knows. */
  mayChange(id: string, path: string): boolean;
}

/** The id of an object. */
export function idOf({ kind, bytes }: StoredObject): string {
  return createHash("sha1").update(`${kind} ${bytes.length}\0`).update(bytes).digest("hex");
}

/** An object as Git hashes and packs it. */
export function wrapped({ kind, bytes }: StoredObject): Uint8Array {
  return Buffer.concat([Buffer.from(`${kind} ${bytes.length}\0`), bytes]);
}
