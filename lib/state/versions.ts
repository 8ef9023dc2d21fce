import type { Key, KeyValue } from "./key_value.ts";
import type { Versions } from "./state.ts";

/** What can be asked for by {@linkcode Versions}. */
export type VersionName = Parameters<Versions["read"]>[0];

/** The write that raises a version, for the transaction that makes the change. */
export function raised(name: VersionName): { readonly key: Key; readonly value: null } {
  return { key: versionKey(name), value: null };
}

/** Where a version stands: the key's own version is the number. */
export function versionKey(name: VersionName): Key {
  return ["versions", name];
}

/** Creates the doorbells. */
export function createVersions(keyValue: KeyValue): Versions {
  return {
    read: async (name) => (await keyValue.get(versionKey(name)))?.version ?? "",
  };
}
