import { AppError } from "../../model/error.ts";
import { oneAtATime } from "./mutex.ts";
import type { Plan, Publish, Published } from "./publish.ts";
import type { Refs } from "./refs.ts";

/** How long a writer is patient. */
export interface Patience {
  /** Milliseconds to wait while another process holds a ref. */
  readonly lockWait: number;
}

const TRIES = 200;

/**
 * Moves a ref to the commit of the plan that is made for its head, and makes another when the head
 * moved meanwhile. Answers the commit.
 */
export async function advance(
  { refs, publish, lockWait }: { readonly refs: Refs; readonly publish: Publish } & Patience,
  ref: string,
  make: (head: string | undefined) => Promise<Plan>,
): Promise<string> {
  let made: { readonly head: string | undefined; readonly plan: Plan } | undefined;
  let busySince: number | undefined;

  async function attempt(): Promise<Published> {
    const [head] = await Promise.all([refs.read(ref), refs.checkMovable(ref)]);
    if (!made || made.head !== head) made = { head, plan: await make(head) };
    return await publish({ ref, ...made });
  }

  for (let tries = 0; tries < TRIES; tries++) {
    const { outcome, commit } = await oneAtATime(`${refs.key} ${ref}`, attempt);
    if (outcome === "moved") return commit;
    busySince = outcome === "busy" ? busySince ?? Date.now() : undefined;
    if (busySince !== undefined && Date.now() - busySince >= lockWait) break;
    await pause(tries);
  }
  throw new AppError("store_busy", `Another process is writing ${ref}; try again in a moment`, {
    details: { ref },
  });
}

/** Waits a random while, so that writers who met once do not meet again; longer every time. */
function pause(tries: number): Promise<void> {
  const most = Math.min(100, 5 * 2 ** Math.min(tries, 5));
  return new Promise((resolve) => setTimeout(resolve, 1 + Math.random() * most));
}
