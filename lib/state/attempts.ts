import { createExpiring } from "./expiring.ts";
import type { KeyValue, Stored } from "./key_value.ts";
import { sha256 } from "./sha256.ts";
import type { Attempts } from "./state.ts";
import { transact } from "./transact.ts";

interface Window {
  readonly count: number;
  readonly expiresAt: number;
}

/** Creates the counter of failures. Names come from outside, so their hashes are the keys. */
export function createAttempts(keyValue: KeyValue): Attempts {
  const windows = createExpiring<Window>(keyValue, "attempts");
  return {
    async add(name, window, now) {
      await windows.sweep(now);
      const id = await sha256(name);
      return await transact(keyValue, async () => {
        const found = await windows.find(id);
        const current = currentOf(found, now) ?? { count: 0, expiresAt: now + window };
        const next = { ...current, count: current.count + 1 };
        return { transaction: windows.put(id, next, found), answer: next.count };
      });
    },
    async count(name, now) {
      const current = currentOf(await windows.find(await sha256(name)), now);
      return { count: current?.count ?? 0, until: current?.expiresAt ?? now };
    },
    async clear(name) {
      const id = await sha256(name);
      await transact(keyValue, async () => {
        const found = await windows.find(id);
        return { ...found && { transaction: windows.drop(id, found) }, answer: undefined };
      });
    },
  };
}

function currentOf(found: Stored<Window> | undefined, now: number): Window | undefined {
  return found && found.value.expiresAt > now ? found.value : undefined;
}
