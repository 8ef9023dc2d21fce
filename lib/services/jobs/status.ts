import type { Deployment, NodeStatus } from "../../model/deployment.ts";
import type { DeploymentStatus } from "../../model/event.ts";

/** How many bytes of a deployment are told and kept while it is on its way; Git keeps all of it. */
const MOST = 48 * 1024;

/** What is left out when there is too much, one after the other. */
const SHORTER: readonly ((node: NodeStatus) => NodeStatus)[] = [
  ({ log, ...node }) => log ? { ...node, log: log.slice(-10).map((line) => cut(line, 300)) } : node,
  ({ log, ...node }) => log ? { ...node, log: log.slice(-1).map((line) => cut(line, 200)) } : node,
  ({ log: _, message, ...node }) => message ? { ...node, message: cut(message, 200) } : node,
  ({ node, state, at }) => ({ node, state, at }),
];

/** A deployment that is no larger than what is told again and again may be. */
export function bounded(deployment: Deployment): Deployment {
  let shorter = deployment;
  for (const shorten of SHORTER) {
    if (sizeOf(shorter) <= MOST) break;
    shorter = { ...deployment, nodes: deployment.nodes.map(shorten) };
  }
  return shorter;
}

/** A deployment as the news that it is. */
export function statusOf(deployment: Deployment, time: number): DeploymentStatus {
  return { at: new Date(time).toISOString(), ...deployment };
}

function sizeOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
