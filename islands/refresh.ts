/// <reference lib="dom" />

/** Where tabs tell each other when the session was last renewed; a time, nothing secret. */
const RENEWED_AT = "celestra-renewed-at";

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/**
 * Renews the session, once for all who ask at the same time, in this tab and in others. Says
 * whether there is a session now.
 */
export function createRefresh(fetch: Fetch): () => Promise<boolean> {
  let running: Promise<boolean> | undefined;
  return () => {
    running ??= renewOnce(fetch).finally(() => running = undefined);
    return running;
  };
}

async function renewOnce(fetch: Fetch): Promise<boolean> {
  const asked = Date.now();
  return await alone(async () => {
    if (Number(globalThis.localStorage?.getItem(RENEWED_AT)) > asked) return true;
    const response = await fetch("/api/v1/auth/refresh", {
      method: "POST",
      credentials: "same-origin",
    });
    // A body that nobody reads keeps its connection, of which there are six.
    await response.text();
    if (response.ok) globalThis.localStorage?.setItem(RENEWED_AT, String(Date.now()));
    // Only a 401 says that the session is over; a server that is busy may know it again soon.
    return response.status !== 401;
  });
}

/** One tab at a time, where the browser can hold the others back. */
async function alone(work: () => Promise<boolean>): Promise<boolean> {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  return locks ? await locks.request("celestra-refresh", work) : await work();
}
