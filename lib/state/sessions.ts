import { createExpiring } from "./expiring.ts";
import type { KeyValue, Stored } from "./key_value.ts";
import type { Sessions, StoredSession } from "./state.ts";
import { transact } from "./transact.ts";
import { raised } from "./versions.ts";

/** Creates the register of those who are signed in. */
export function createSessions(keyValue: KeyValue): Sessions {
  const sessions = createExpiring<StoredSession>(keyValue, "sessions");
  const end = (id: string) =>
    transact(keyValue, async () => {
      const found = await sessions.find(id);
      return found ? { transaction: ending(id, found), answer: undefined } : { answer: undefined };
    });
  const ending = (id: string, found: Stored<StoredSession>) => ({
    ...sessions.drop(id, found),
    sets: [raised("identity")],
  });
  return {
    end,
    async find(id, now) {
      const session = (await sessions.find(id))?.value;
      return session && session.expiresAt > now ? session : undefined;
    },
    async create(session) {
      await sessions.sweep(session.createdAt);
      await transact(keyValue, async () => {
        const found = await sessions.find(session.id);
        return { transaction: sessions.put(session.id, session, found), answer: undefined };
      });
    },
    async rotate(found, next) {
      const now = await sessions.find(found.id);
      if (!now || !isSame(now.value, found)) return false;
      return await keyValue.commit(sessions.put(found.id, { ...next, id: found.id }, now));
    },
    async endAll(account, except) {
      const all = (await sessions.all()).map(({ value }) => value);
      const ended = all.filter((one) => one.account === account && one.id !== except);
      for (const { id } of ended) await end(id);
    },
  };
}

/** Whether nobody rotated in between. */
function isSame(now: StoredSession, found: StoredSession): boolean {
  return now.generation === found.generation && now.refreshHash === found.refreshHash;
}
