import type { Container } from "./container.ts";
import { exited, type Verdict } from "./verdict.ts";

/**
 * Judges a container that is to run to an end: a job, or what prepares another container. Compose
 * starts it anew with every deployment, so what it came to before does not count.
 */
export function judgeEnding(container: Container): Verdict {
  const { status, exitCode } = container;
  if (status === "running") return { state: "applying", message: "it runs, and has not ended yet" };
  if (status === "restarting") {
    return { state: "applying", message: "it failed, and is tried again" };
  }
  return status === "exited" && exitCode === 0
    ? { state: "healthy", message: "it ended well" }
    : exited(container, exitCode);
}
