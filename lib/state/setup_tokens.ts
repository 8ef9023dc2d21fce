import { accountSet, readRoll } from "./accounts.ts";
import type { Key, KeyValue } from "./key_value.ts";
import type { SetupTokens } from "./state.ts";
import { transact } from "./transact.ts";

const KEY: Key = ["setup"];

interface Token {
  readonly hash: string;
  readonly expiresAt: number;
}

/** Creates the place of the link for the first administrator. */
export function createSetupTokens(keyValue: KeyValue): SetupTokens {
  const find = async (hash: string, now: number) => {
    const token = await keyValue.get<Token>(KEY);
    return token?.value.hash === hash && token.value.expiresAt > now ? token : undefined;
  };
  return {
    async put(hash, expiresAt) {
      await keyValue.commit({ sets: [{ key: KEY, value: { hash, expiresAt } }] });
    },
    has: async (hash, now) => await find(hash, now) !== undefined,
    use: (hash, now, account) =>
      transact(keyValue, async () => {
        const [token, roll] = await Promise.all([find(hash, now), readRoll(keyValue)]);
        if (!token || roll.accounts.length > 0) return { answer: false };
        const checks = [{ key: KEY, version: token.version }];
        const transaction = roll.change({ checks, sets: [accountSet(account)], deletes: [KEY] });
        return { transaction, answer: true };
      }),
  };
}
