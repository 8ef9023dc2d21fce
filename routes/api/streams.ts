import { allows } from "../../lib/model/role.ts";
import type { Authentication } from "../../lib/services/authentication.ts";

/** The streams that are open, each for as long as its reader may read. */
export interface Streams {
  /** Aborts a stream soon after the token no longer lets its owner read. */
  guard(token: string, stream: AbortController): void;
  /** Ends all of them. */
  close(): void;
}

/** How often it is looked whether readers still may read, in milliseconds. */
const INTERVAL = 1000;

/** Creates the guard of streams: one timer for all, and none without any. */
export function createStreams(authentication: Authentication): Streams {
  const tokens = new Map<AbortController, string>();
  let timer: ReturnType<typeof setInterval> | undefined;

  async function check(): Promise<void> {
    await Promise.all([...tokens].map(async ([stream, token]) => {
      const identity = await authentication.verify(token).catch(() => undefined);
      if (!identity || !allows(identity.account.role, "read")) stream.abort();
    }));
  }

  function forget(stream: AbortController): void {
    tokens.delete(stream);
    if (tokens.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    guard(token, stream) {
      tokens.set(stream, token);
      timer ??= setInterval(() => void check(), INTERVAL);
      stream.signal.addEventListener("abort", () => forget(stream), { once: true });
    },
    close() {
      for (const stream of [...tokens.keys()]) stream.abort();
    },
  };
}
