import { createExpiring } from "./expiring.ts";
import type { Key, KeyValue, Stored } from "./key_value.ts";
import type { Lease, Leases } from "./state.ts";
import { transact } from "./transact.ts";

/** The last token of all leases: it grows also when a lease was released and forgotten. */
const LAST_TOKEN: Key = ["lease_token"];

/** Creates the register of rights that one process holds at a time. */
export function createLeases(keyValue: KeyValue): Leases {
  const leases = createExpiring<Lease>(keyValue, "leases");
  const findHeld = async (lease: Lease): Promise<Stored<Lease> | undefined> => {
    const found = await leases.find(lease.name);
    return found?.value.token === lease.token ? found : undefined;
  };
  return {
    async acquire(name, owner, ttl, now) {
      await leases.sweep(now);
      return await transact(keyValue, async () => {
        const found = await leases.find(name);
        if (found && found.value.expiresAt > now) return { answer: undefined };
        const last = await keyValue.get<number>(LAST_TOKEN);
        const lease = { name, owner, expiresAt: now + ttl, token: (last?.value ?? 0) + 1 };
        const { checks, sets, deletes } = leases.put(name, lease, found);
        const transaction = {
          checks: [...checks, { key: LAST_TOKEN, version: last?.version ?? null }],
          sets: [...sets, { key: LAST_TOKEN, value: lease.token }],
          deletes,
        };
        return { transaction, answer: lease };
      });
    },
    async renew(lease, ttl, now) {
      const found = await findHeld(lease);
      if (!found || found.value.expiresAt <= now) return undefined;
      const next = { ...found.value, expiresAt: now + ttl };
      return await keyValue.commit(leases.put(lease.name, next, found)) ? next : undefined;
    },
    async release(lease) {
      const found = await findHeld(lease);
      if (found) await keyValue.commit(leases.drop(lease.name, found));
    },
  };
}
