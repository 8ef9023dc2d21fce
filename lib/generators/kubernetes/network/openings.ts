import type { Context } from "../context.ts";
import { selectorOf } from "../labels.ts";
import { namespaceNamed, type Peer, type PolicyPort } from "./peers.ts";
import type { Pods } from "./pods.ts";

/** What is open to a peer; every peer, and every port, where they are missing. */
export interface Opening {
  readonly peer?: Peer;
  readonly ports?: readonly PolicyPort[];
}

/** Pods of the plan as seen by a policy in a namespace. */
export function peerOf(context: Context, end: Pods | Peer, namespace: string): Peer {
  if (!("runner" in end)) return end;
  const podSelector = { matchLabels: selectorOf(context, end.name) };
  return end.namespace === namespace
    ? { podSelector }
    : { namespaceSelector: namespaceNamed(end.namespace), podSelector };
}

/**
 * The rules of one direction of a policy: what is open to a peer is one rule, and peers with the
 * same ports share theirs. Their order does not depend on that of the graph.
 */
export function rulesOf(openings: readonly Opening[], side: "from" | "to"): object[] {
  const ofPeers = grouped(openings, ({ peer }) => peer ?? null)
    .map((all) => ({ peer: all[0]!.peer, ports: portsOf(all) }))
    // A rule with no port at all would be one for every port.
    .filter(({ ports }) => ports?.length !== 0);
  // Everybody is said by no peer at all, so it shares a rule with nobody.
  return grouped(ofPeers, ({ peer, ports }) => [peer === undefined, ports ?? null])
    .map((all) => ({
      [side]: all[0]!.peer && all.map(({ peer }) => peer),
      ports: all[0]!.ports,
    }));
}

/** The ports of openings, each once, in the order of their numbers; all where one opens all. */
function portsOf(openings: readonly Opening[]): readonly PolicyPort[] | undefined {
  if (openings.some(({ ports }) => ports === undefined)) return undefined;
  const all = openings.flatMap(({ ports = [] }) => ports);
  return grouped(all, ({ port, protocol }) => [port, protocol]).map(([first]) => first!)
    .sort((a, b) => Number(a.port) - Number(b.port));
}

/** Items with the same key, in the order of the keys. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => unknown): T[][] {
  return [...Map.groupBy(items, (item) => JSON.stringify(keyOf(item)))]
    .sort(([a], [b]) => a < b ? -1 : 1)
    .map(([, same]) => same);
}
