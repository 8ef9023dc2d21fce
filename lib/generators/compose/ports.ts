import { Whole } from "../../format/emit.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import type { Context } from "./context.ts";
import { hostPortKey, type Publication } from "./publications.ts";

/** The ports of this machine that lead to a workload, each once; only this machine reaches them. */
export function portsOf(context: Context, workload: Reading<Workload>): Sourced[] {
  const ports = new Map<string, Publication>();
  for (const publication of context.published.get(workload.node) ?? []) {
    const key = hostPortKey(publication);
    if (!ports.has(key)) ports.set(key, publication);
  }
  return [...ports.values()].sort(byPort).map((port) =>
    new Whole(portText(port), port.node, port.path)
  );
}

/** How many replicas run: the port of this machine leads to one container only. */
export function replicasOf(context: Context, workload: Reading<Workload>): Sourced | undefined {
  const replicas = workload.get("replicas")!;
  if (replicas.value === 1) return undefined;
  if (!context.published.has(workload.node)) return replicas;
  const message =
    `a port of this machine leads to one container, so 1 runs and not ${replicas.value}`;
  workload.approximate("replicas", message);
  return undefined;
}

function portText({ hostPort, containerPort, protocol }: Publication): string {
  const suffix = protocol === "TCP" ? "" : `/${protocol.toLowerCase()}`;
  return `127.0.0.1:${hostPort}:${containerPort}${suffix}`;
}

function byPort(a: Publication, b: Publication): number {
  return a.hostPort - b.hostPort || (a.protocol < b.protocol ? -1 : 1);
}
