import type { Key, ListOptions } from "../key_value.ts";

/** Bytes at a key. */
export interface Cell {
  readonly key: Key;
  /** At most {@linkcode CELL_SIZE}. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly version: string;
}

/** A check of a version; `null` for a key that must not be there. */
export interface Check {
  readonly key: Key;
  readonly version: string | null;
}

/** Writes of cells that happen together or not at all. */
export interface CellWrite {
  readonly checks: readonly Check[];
  readonly deletes: readonly Key[];
  readonly sets: readonly { readonly key: Key; readonly bytes: Uint8Array<ArrayBuffer> }[];
}

/** What a store on disk gives: small cells, on which whole values are built. */
export interface Cells {
  /** The cells at some keys, in their order. */
  get(keys: readonly Key[]): Promise<(Cell | undefined)[]>;
  /** The cells below a prefix, ordered by key. */
  list(prefix: Key, options: ListOptions): Promise<Cell[]>;
  /** Deletes, then sets; or answers false since a check failed. */
  commit(write: CellWrite): Promise<boolean>;
  close(): void;
}

/** How many bytes a cell holds: what Deno KV takes. */
export const CELL_SIZE = 65_536;
