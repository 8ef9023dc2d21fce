import type { Key, KeyValue } from "./key_value.ts";
import type { SigningKey, SigningKeys } from "./state.ts";

/** All stand at one key: there are few, and they change together. */
const KEY: Key = ["signing_keys"];

/** Creates the keeper of the keys that sign. */
export function createSigningKeys(keyValue: KeyValue): SigningKeys {
  return {
    list: async () => (await keyValue.get<SigningKey[]>(KEY))?.value ?? [],
    async add(key, othersRetireAt, before) {
      const found = await keyValue.get<SigningKey[]>(KEY);
      const others = found?.value ?? [];
      if (others[0]?.id !== before) return false;
      const retired = others.filter((other) => !isOver(other, key.createdAt))
        .map((other) => ({ retiresAt: othersRetireAt, ...other }));
      return await keyValue.commit({
        checks: [{ key: KEY, version: found?.version ?? null }],
        sets: [{ key: KEY, value: [key, ...retired] }],
      });
    },
  };
}

function isOver({ retiresAt = Infinity }: SigningKey, now: number): boolean {
  return retiresAt <= now;
}
