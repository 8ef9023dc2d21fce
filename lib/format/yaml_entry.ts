import type { SourceEntry, SourceNode, SourceScalar } from "./source.ts";
import { isForbiddenKey } from "./yaml_keys.ts";

/** A scalar that may be a key; its value is text. */
export type Key = SourceScalar & { readonly value: string };

/** YAML ends its look-ahead for a key at 1,024 characters. */
const MAX_KEY = 1000;

/** Whether a scalar is an ordinary key that is not yet there; the judge explains the others. */
export function isNewKey(key: SourceScalar | undefined, seen: Set<string>): key is Key {
  if (typeof key?.value !== "string") return false;
  const { value, from, to } = key;
  if (to - from > MAX_KEY || value === "<<" || isForbiddenKey(value) || seen.has(value)) {
    return false;
  }
  seen.add(value);
  return true;
}

/** An entry of a key and its value. */
export function entryOf({ value: key, from, to }: Key, value: SourceNode): SourceEntry {
  return { key, keyFrom: from, keyTo: to, value };
}

/** A value that is left out stands right after its key or indicator. */
export function emptyAt(offset: number): SourceScalar {
  return { type: "scalar", value: null, from: offset, to: offset };
}
