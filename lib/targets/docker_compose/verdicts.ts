import type { Verdict } from "./verdict.ts";

/** What each node of an application has come to. */
export type Verdicts = ReadonlyMap<string, Verdict>;

/** Whether nothing final is known. */
export function isPending(verdict: Verdict | undefined): boolean {
  return verdict?.state === "waiting" || verdict?.state === "applying";
}

/** The nodes that failed, sorted. */
export function failedOf(verdicts: Verdicts): string[] {
  return [...verdicts].filter(([, { state }]) => state === "failed").map(([node]) => node).sort();
}

/** What is left open because something else failed. */
export function notStarted(culprits: readonly string[]): Verdict {
  const message = `it was not started, since ${culprits.join(" and ")} failed`;
  return { state: "unknown", reason: "waiting", message };
}

/** Gives up on what waits for something that failed, or for something that is given up. */
export function giveUpWaiting(verdicts: Verdicts): Map<string, Verdict> {
  const result = new Map(verdicts);
  const isHopeless = (node: string) =>
    ["failed", "unknown"].includes(result.get(node)?.state ?? "");
  for (let changed = true; changed;) {
    changed = false;
    for (const [node, { state, container }] of result) {
      const culprits = state === "waiting" ? container?.after.filter(isHopeless) ?? [] : [];
      if (culprits.length === 0) continue;
      result.set(node, notStarted(culprits));
      changed = true;
    }
  }
  return result;
}

/** What stays open when the time is over: what runs has failed, and what waits for it is unknown. */
export function timedOut(verdicts: Verdicts, seconds: number): Map<string, Verdict> {
  const running = [...verdicts].filter(([, { state }]) => state === "applying");
  const culprits = running.map(([node]) => node).sort();
  return mapPending(verdicts, (verdict) => {
    if (verdict.state === "waiting" && culprits.length > 0) return notStarted(culprits);
    const message = `it is not healthy after ${seconds} seconds` +
      (verdict.message ? `: ${verdict.message}` : "");
    return { ...verdict, state: "failed", reason: "timeout", message };
  });
}

/** What stays open when somebody cancels. */
export function cancelled(verdicts: Verdicts): Map<string, Verdict> {
  const message = "the deployment was cancelled before it was healthy";
  return mapPending(verdicts, () => ({ state: "unknown", reason: "cancelled", message }));
}

function mapPending(
  verdicts: Verdicts,
  become: (verdict: Verdict) => Verdict,
): Map<string, Verdict> {
  return new Map(
    Array.from(
      verdicts,
      ([node, verdict]) => [node, isPending(verdict) ? become(verdict) : verdict],
    ),
  );
}
