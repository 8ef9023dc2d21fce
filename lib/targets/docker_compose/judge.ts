import type { Container } from "./container.ts";
import { judgeEnding } from "./judge_ending.ts";
import type { Progress } from "./progress.ts";
import { exited, type Verdict } from "./verdict.ts";

/** What is known at one moment of a deployment. */
export interface Moment {
  readonly containers: readonly Container[];
  readonly progress: Pick<Progress, "placed" | "pulling">;
  /** Whether `up` has ended well: then every container is as the files ask. */
  readonly isUp: boolean;
  /** How often each container had restarted before, by its id. */
  readonly before: ReadonlyMap<string, number>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How long a container without a health check must stay up, in milliseconds. */
  readonly settle: number;
}

/** Which verdict on a container speaks for its node. */
const WORST_FIRST = ["failed", "waiting", "applying", "healthy"] as const;

/** Judges a node by its containers: one that fails is enough, and all must be healthy. */
export function judge(node: string, moment: Moment): Verdict {
  const { progress, isUp } = moment;
  const verdicts = containersOf(node, moment)
    .map((container) => ({ ...judgeContainer(container, moment), container }));
  for (const state of WORST_FIRST) {
    const verdict = verdicts.find((verdict) => verdict.state === state);
    if (verdict) return verdict;
  }
  if (isUp) return { state: "failed", reason: "not_started", message: "it has no container" };
  return progress.pulling.has(node)
    ? { state: "applying", message: "its image is being pulled" }
    : { state: "waiting" };
}

/**
 * The containers that speak for a node: its own, then those that prepare it. A sidecar does not: it
 * may start anew until what it stands beside answers. Nor does what a person has run by hand.
 */
function containersOf(node: string, { containers, progress }: Moment): Container[] {
  const own = containers.filter(({ service }) => service === node);
  const preparing = containers.filter((container) =>
    container.node === node && container.service !== node && container.ends &&
    progress.placed.has(container.name)
  );
  return [...own, ...preparing];
}

function judgeContainer(container: Container, moment: Moment): Verdict {
  // Until Compose has come to it, it may be the container of the version before.
  const isPlaced = moment.isUp || moment.progress.placed.has(container.name);
  if (!isPlaced) return unplaced(container);
  if (container.ends) return judgeEnding(container);
  if (hasExited(container, moment)) return exited(container, container.exitCode);
  switch (container.health) {
    case "healthy":
      return { state: "healthy" };
    case "unhealthy":
      return unhealthy(container);
    case "starting":
      return { state: "applying", message: "its health check has not succeeded yet" };
    default:
      return moment.now - container.started >= moment.settle
        ? { state: "healthy" }
        : { state: "applying", message: "it runs, and must stay up for some seconds" };
  }
}

function unplaced({ status, after }: Container): Verdict {
  return status === "created" && after.length > 0
    ? { state: "waiting", message: `it waits for ${after.join(" and ")}` }
    : { state: "waiting" };
}

function hasExited({ id, status, restarts }: Container, { before }: Moment): boolean {
  return status !== "running" || restarts > (before.get(id) ?? 0);
}

function unhealthy({ healthOutput }: Container): Verdict {
  const said = healthOutput ? `: ${healthOutput.slice(0, 200)}` : "";
  return { state: "failed", reason: "unhealthy", message: `its health check fails${said}` };
}
