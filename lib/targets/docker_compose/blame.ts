import type { Container } from "./container.ts";
import type { Verdict } from "./verdict.ts";
import type { Progress } from "./progress.ts";
import { failedOf, isPending, notStarted, type Verdicts } from "./verdicts.ts";

/** What is known when `up` has broken off. */
export interface BrokenOff {
  /** What each node has come to by its containers. */
  readonly verdicts: Verdicts;
  readonly containers: readonly Container[];
  readonly progress: Progress;
  /** The name of the project. */
  readonly project: string;
}

/**
 * Who is to blame when `up` has broken off: what its containers say, else what Compose says. Of
 * the others, what was not started is `unknown`.
 */
export function blame(known: BrokenOff): Map<string, Verdict> {
  const verdicts = new Map(known.verdicts);
  for (const [node, verdict] of accused(known)) {
    if (mayBeAccused(verdicts.get(node))) verdicts.set(node, verdict);
  }
  const culprits = failedOf(verdicts);
  const message = known.progress.message ?? "docker compose up broke off";
  const rest = culprits.length > 0 ? notStarted(culprits) : refused(message);
  for (const [node, verdict] of verdicts) {
    if (isPending(verdict) && !isPlaced(node, known)) verdicts.set(node, rest);
  }
  return verdicts;
}

/** What has failed by itself says why, and what is no node says nothing. */
function mayBeAccused(verdict: Verdict | undefined): boolean {
  return verdict !== undefined && verdict.state !== "failed";
}

/** What Compose says went wrong, by node. */
function accused({ containers, progress, project }: BrokenOff): [string, Verdict][] {
  const images = Array.from(
    progress.imageFaults,
    (
      [service, message],
    ): [string, Verdict] => [service, { state: "failed", reason: "pull_failed", message }],
  );
  const started = Array.from(progress.containerFaults, ([name, fault]): [string, Verdict] => {
    const container = containers.find((one) => one.name === name);
    const verdict = refused(fault === "Error" ? progress.message ?? fault : fault);
    return [
      container?.node ?? serviceIn(name, project),
      container ? { ...verdict, container } : verdict,
    ];
  });
  return [...images, ...started];
}

function refused(message: string): Verdict {
  const sentence = message.replace(/^Error response from daemon: /, "");
  return { state: "failed", reason: "not_started", message: sentence };
}

/** A container is called `<project>-<service>-<number>`. */
function serviceIn(name: string, project: string): string {
  return name.slice(project.length + 1).replace(/-\d+$/, "");
}

function isPlaced(node: string, { containers, progress }: BrokenOff): boolean {
  return containers.some(({ name, service }) => service === node && progress.placed.has(name));
}
