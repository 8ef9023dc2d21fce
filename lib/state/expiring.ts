import type { Key, KeyValue, Stored, Transaction } from "./key_value.ts";

/** How many are swept at once. */
const SOME = 10;

/** Values of one sort that end at a time. */
export interface Expiring<T> {
  /** What stands there, also when its time is over. */
  find(id: string): Promise<Stored<T> | undefined>;
  all(): Promise<Stored<T>[]>;
  /** The transaction that puts a value in the place of what was found. */
  put(id: string, value: T, found: Stored<T> | undefined): Required<Transaction>;
  /** The transaction that takes away what was found. */
  drop(id: string, found: Stored<T>): Required<Transaction>;
  /** Forgets some of those whose time is over; called now and then, the file stays small. */
  sweep(now: number): Promise<void>;
}

/**
 * Creates a place for values that end. Beside each stands a mark by time, written in the same
 * transactions, by which those that are over are found.
 */
export function createExpiring<T extends { readonly expiresAt: number }>(
  keyValue: KeyValue,
  room: string,
): Expiring<T> {
  const marks = `${room}_by_end`;
  const keyOf = (id: string): Key => [room, id];
  const markOf = (id: string, { expiresAt }: T): Key => [marks, expiresAt, id];
  const check = (id: string, found: Stored<T> | undefined) => [
    { key: keyOf(id), version: found?.version ?? null },
  ];
  return {
    find: (id) => keyValue.get<T>(keyOf(id)),
    all: () => keyValue.list<T>([room]),
    put: (id, value, found) => ({
      checks: check(id, found),
      sets: [{ key: keyOf(id), value }, { key: markOf(id, value), value: null }],
      deletes: found && found.value.expiresAt !== value.expiresAt ? [markOf(id, found.value)] : [],
    }),
    drop: (id, found) => ({
      checks: check(id, found),
      sets: [],
      deletes: [keyOf(id), markOf(id, found.value)],
    }),
    async sweep(now) {
      const over = await keyValue.list([marks], { end: [now], limit: SOME });
      if (over.length === 0) return;
      // Who renews a value moves its mark, and then nothing is swept this time.
      await keyValue.commit({
        checks: over.map(({ key, version }) => ({ key, version })),
        deletes: over.flatMap(({ key }) => [key, keyOf(key[2] as string)]),
      });
    },
  };
}
