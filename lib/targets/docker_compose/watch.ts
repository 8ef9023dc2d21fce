import type { NodeStatus } from "../../model/deployment.ts";
import type { Application } from "../target.ts";
import { blame } from "./blame.ts";
import type { Engine } from "./engine.ts";
import { judge } from "./judge.ts";
import type { Project } from "./project.ts";
import type { Up } from "./up.ts";
import { exited, type Verdict } from "./verdict.ts";
import { cancelled, giveUpWaiting, isPending, timedOut, type Verdicts } from "./verdicts.ts";

/** What is watched, and how patiently. */
export interface WatchOptions {
  readonly engine: Engine;
  readonly project: Project;
  readonly up: Up;
  readonly application: Pick<Application, "nodes" | "timeout" | "signal">;
  /** How often each container had restarted before, by its id. */
  readonly before: ReadonlyMap<string, number>;
  /** Milliseconds between two looks. */
  readonly interval: number;
  /** Milliseconds that a container without a health check must stay up. */
  readonly settle: number;
}

/** Yields the state of each node whenever it changes, until nothing is open any more. */
export async function* watch(options: WatchOptions): AsyncIterable<NodeStatus> {
  const { engine, interval, application: { timeout, signal } } = options;
  const started = Date.now();
  const said = new Map<string, Verdict>();
  for (;;) {
    const seen = await look(options, said);
    const isLate = Date.now() - started >= timeout;
    const isCancelled = signal?.aborted === true;
    const verdicts = isCancelled ? cancelled(seen) : isLate ? timedOut(seen, timeout / 1000) : seen;
    for (const [node, verdict] of verdicts) {
      if (isSame(said.get(node), verdict)) continue;
      said.set(node, verdict);
      yield await statusOf(engine, node, verdict, started);
    }
    const isOpen = [...verdicts.values()].some(isPending);
    if (isLate || isCancelled || !isOpen && hasEnded(options.up, verdicts)) return;
    await pause(Math.min(interval, started + timeout - Date.now()), signal);
  }
}

/** What every node has come to now. What has failed stays so, whatever a restart makes of it. */
async function look(options: WatchOptions, said: Verdicts): Promise<Verdicts> {
  const { engine, project, up, application, before, settle } = options;
  // Read before the containers, so that these are not older than what `up` has said of them.
  const { outcome, progress } = up;
  const until = { placed: new Set(progress.placed), pulling: new Set(progress.pulling) };
  const containers = await engine.containers(project);
  const isUp = outcome === "up";
  const moment = { containers, progress: until, isUp, before, now: Date.now(), settle };
  const verdicts = new Map(application.nodes.map((node) => {
    const last = said.get(node);
    return [node, last?.state === "failed" ? last : judge(node, moment)];
  }));
  return outcome === "broken off"
    ? blame({ verdicts, containers, progress, project: project.name })
    : giveUpWaiting(verdicts);
}

/** Where all is well, `up` may still have leftovers to remove. */
function hasEnded({ outcome }: Up, verdicts: Verdicts): boolean {
  return outcome !== undefined || [...verdicts.values()].some(({ state }) => state !== "healthy");
}

function isSame(a: Verdict | undefined, b: Verdict): boolean {
  return a?.state === b.state && a.reason === b.reason && a.message === b.message;
}

/** What is told of a node; of a failed one also why, in its own words. */
async function statusOf(
  engine: Engine,
  node: string,
  verdict: Verdict,
  since: number,
): Promise<NodeStatus> {
  const { state, reason, message, container } = await precise(engine, verdict, since);
  const log = state === "failed" && container ? await engine.log(container) : [];
  return {
    node,
    state,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
    ...(log.length > 0 ? { log } : {}),
    at: new Date().toISOString(),
  };
}

/** A container that runs again has forgotten its exit code; the engine's events have not. */
async function precise(engine: Engine, verdict: Verdict, since: number): Promise<Verdict> {
  const { reason, container } = verdict;
  if (reason !== "exited" || container?.status !== "running") return verdict;
  return exited(container, await engine.lastExit(container, since));
}

/** Waits for a time, or until somebody cancels. */
function pause(time: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(time, 0));
    signal?.addEventListener("abort", end, { once: true });
    if (signal?.aborted) end();
  });
}
