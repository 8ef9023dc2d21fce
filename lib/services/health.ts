import type { State } from "../state/state.ts";
import type { Store } from "../stores/store.ts";

/** Whether the service can serve. */
export interface Health {
  /** Why it is not ready; `undefined` when it is. Only storage and a shutdown count. */
  unready(): Promise<string | undefined>;
  /** From now on it is not ready. */
  close(): void;
}

/** What health needs. */
export interface HealthOptions {
  readonly store: Pick<Store, "defaultBranch" | "head">;
  readonly state: Pick<State, "ping">;
  /** Milliseconds within which storage must answer. */
  readonly patience?: number;
}

const CLOSING = "the service is shutting down";

/** Creates what tells whether the service can serve. */
export function createHealth({ store, state, patience = 1_000 }: HealthOptions): Health {
  let isClosing = false;
  const branch = async () => void await store.head(await store.defaultBranch());
  return {
    async unready() {
      if (isClosing) return CLOSING;
      const [git, kept] = await Promise.all([
        answers(branch(), patience),
        answers(state.ping(), patience),
      ]);
      // Who asked just before is told what is so now.
      if (isClosing) return CLOSING;
      if (!git) return "the repository does not answer";
      return kept ? undefined : "the state does not answer";
    },
    close: () => void (isClosing = true),
  };
}

/** Whether something succeeds in time. Why not is no business of whoever asks. */
async function answers(asked: Promise<void>, patience: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), patience);
  const answer = await Promise.race([asked.then(() => true, () => false), late]);
  clearTimeout(timer);
  return answer;
}
