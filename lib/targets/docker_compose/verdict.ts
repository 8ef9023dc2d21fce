import type { NodeState } from "../../model/deployment.ts";
import type { Container } from "./container.ts";

/** What a node has come to. */
export interface Verdict {
  readonly state: NodeState;
  readonly reason?: string;
  readonly message?: string;
  /** The container that it is about. */
  readonly container?: Container;
}

/** What a container that ended comes to. */
export function exited(container: Container, code: number | undefined): Verdict {
  const { node, service, status, outOfMemory, restarts } = container;
  const who = service === node ? "it" : JSON.stringify(service);
  const ended = code === undefined ? `${who} exited` : `${who} exited with code ${code}`;
  const memory = outOfMemory ? ", out of memory" : "";
  const again = restarts > 0 && status !== "exited" ? " and keeps restarting" : "";
  return { state: "failed", reason: "exited", message: ended + memory + again, container };
}
