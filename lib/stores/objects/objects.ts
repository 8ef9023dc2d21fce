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
  /** Keeps objects, by their ids, for good. None is ever there without those before it. */
  write(objects: ReadonlyMap<string, StoredObject>): Promise<void>;
  /** The ids that begin with four or more hexadecimal digits. */
  startingWith(prefix: string): Promise<string[]>;
}

/** The id of an object. */
export function idOf(object: StoredObject): string {
  return createHash("sha1").update(wrapped(object)).digest("hex");
}

/** An object as Git hashes and packs it. */
export function wrapped({ kind, bytes }: StoredObject): Uint8Array {
  return Buffer.concat([Buffer.from(`${kind} ${bytes.length}\0`), bytes]);
}
