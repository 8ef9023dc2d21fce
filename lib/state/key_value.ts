/** Where a value stands; parts of one kind sort among each other. */
export type Key = readonly (string | number)[];

/** A value with its place and version. */
export interface Stored<T> {
  readonly key: Key;
  readonly value: T;
  /** Changes with every write. */
  readonly version: string;
}

/** Which part of a folder of keys is listed. */
export interface ListOptions {
  /** The first key below the prefix, included; without the prefix. */
  readonly start?: Key;
  /** The key at which it ends, excluded; without the prefix. */
  readonly end?: Key;
  /** At most so many; all unless told. */
  readonly limit?: number;
  /** The last first. */
  readonly reverse?: boolean;
}

/**
 * Writes that happen together or not at all: at most 64 keys in all, of at most 1,000 bytes each
 * and 30,000 together, and at most 700 KiB of values. A key stands once among sets and deletes.
 */
export interface Transaction {
  /** What must still be so; `null` for a key that must not be there. */
  readonly checks?: readonly { readonly key: Key; readonly version: string | null }[];
  readonly sets?: readonly { readonly key: Key; readonly value: unknown }[];
  readonly deletes?: readonly Key[];
}

/**
 * A small ordered store of plain values. It holds only what may be lost or made anew. Values are
 * JSON of at most 700 KiB. Expiry is the caller's: whoever needs it writes it into the value. A
 * store that does not answer within about 5 s throws `store_busy`, one that is closed
 * `shutting_down`.
 */
export interface KeyValue {
  /** The value at a key; reads are strong. */
  get<T>(key: Key): Promise<Stored<T> | undefined>;
  /** The values below a prefix, ordered by key. What is written meanwhile may be among them. */
  list<T>(prefix: Key, options?: ListOptions): Promise<Stored<T>[]>;
  /**
   * Does all of it and answers true, or does nothing since a check failed and answers false.
   *
   * @throws `too_large` beyond the limits; a `TypeError` for what JSON cannot say.
   */
  commit(transaction: Transaction): Promise<boolean>;
  /** Lets the file go. */
  close(): void;
}

/** A sort of key-value store. */
export interface KeyValueAdapter {
  /** Kebab-case, as its file is named. */
  readonly id: string;
  /** Opens a store; `path` is the file of one on disk. */
  open(settings: { readonly path?: string }): Promise<KeyValue>;
}
