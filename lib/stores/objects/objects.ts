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
  /** Keeps an object for good and answers its id. */
  write(object: StoredObject): Promise<string>;
  /** The ids that begin with four or more hexadecimal digits. */
  startingWith(prefix: string): Promise<string[]>;
}

/** The id of an object. */
export function idOf({ kind, bytes }: StoredObject): string {
  return createHash("sha1").update(`${kind} ${bytes.length}\0`).update(bytes).digest("hex");
}
