import { Whole } from "../../format/emit.ts";
import { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";

/** A value that stands in the file because of a part of a resource; nothing of it is taken. */
export function within<T extends object, V>(reading: Reading<T>, value: V): Sourced<V> {
  return new Whole(value, reading.node, reading.path);
}

/** What a field becomes in the file; `undefined` where it is not set. */
export function via<T extends object, K extends keyof T & string, V>(
  reading: Reading<T>,
  key: K,
  become: (value: NonNullable<T[K]>) => V,
): Sourced<V> | undefined {
  const value = reading.value(key);
  return value === undefined || value === null ? undefined : reading.as(key, become(value));
}

/** The entries of a field that is a map of text, each with the path that it came from. */
export function entriesOf<T extends object>(
  reading: Reading<T>,
  key: keyof T & string,
): Record<string, Sourced> {
  const map = reading.value(key) as Readonly<Record<string, string>> | undefined;
  const path = [...reading.path, key];
  return Object.fromEntries(
    Object.entries(map ?? {}).map(([name, text]) =>
      [name, new Sourced(text, reading.node, [...path, name])] as const
    ),
  );
}

/** The items of a field that is a list of scalars, each with the path that it came from. */
export function itemsOf<T extends object, V>(
  reading: Reading<T>,
  key: keyof T & string,
  become: (item: string) => V,
): Sourced<V>[] {
  const list = (reading.value(key) ?? []) as readonly string[];
  return list.map((item, index) =>
    new Whole(become(item), reading.node, [...reading.path, key, index])
  );
}

/** A map or list with something in it; `undefined` for one without. */
export function filled<T extends object>(value: T): T | undefined {
  for (const item of Object.values(value)) if (item !== undefined) return value;
  return undefined;
}

/** A field where it has a place in this output; elsewhere it is dropped, and the report says why. */
export function only<T extends object, K extends keyof T & string>(
  reading: Reading<T>,
  key: K,
  allowed: boolean,
  reason: string,
): Sourced<NonNullable<T[K]>> | undefined {
  if (allowed) return reading.get(key);
  reading.drop(key, reason);
  return undefined;
}
