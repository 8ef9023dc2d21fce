import { within } from "../../shared/origin.ts";
import type { Context } from "../context.ts";
import { selectorOf } from "../labels.ts";
import { type Manifest, manifestOf } from "../manifest.ts";
import type { Isolation } from "./isolation.ts";
import { type Opening, peerOf, rulesOf } from "./openings.ts";
import { NAME_PORTS, NAME_SERVERS } from "./peers.ts";
import type { Pods } from "./pods.ts";
import type { Way } from "./ways.ts";

/** The ways of pods, in both directions. */
export interface PodWays {
  readonly incoming: readonly Way[];
  readonly outgoing: readonly Way[];
}

/** The policy that opens exactly the connections of pods whose network is closed. */
export function memberPolicyOf(
  context: Context,
  pods: Pods,
  isolation: Isolation,
  ways: PodWays,
): Manifest[] {
  const ingress = isolation.ingress ? rulesOf(incoming(context, pods, ways), "from") : [];
  const egress = isolation.egress ? rulesOf(outgoing(context, pods, isolation, ways), "to") : [];
  // Whatever closes the network does so without a policy that opens nothing.
  if (ingress.length === 0 && egress.length === 0) return [];
  const spec = within(pods.runner, {
    egress: egress.length > 0 ? egress : undefined,
    ingress: ingress.length > 0 ? ingress : undefined,
    podSelector: { matchLabels: selectorOf(context, pods.name) },
    policyTypes: [
      ...(isolation.ingress ? ["Ingress"] : []),
      ...(isolation.egress ? ["Egress"] : []),
    ],
  });
  return [manifestOf(context, "NetworkPolicy", pods.name, pods.runner, { spec })];
}

function incoming(context: Context, pods: Pods, { incoming }: PodWays): Opening[] {
  return incoming.map(({ from, ports }) => ({
    ...(from && { peer: peerOf(context, from, pods.namespace) }),
    ...(ports && { ports }),
  }));
}

/** A group opens names, a rule says itself whether it does. */
function outgoing(
  context: Context,
  pods: Pods,
  { byGroup }: Isolation,
  { outgoing }: PodWays,
): Opening[] {
  const names = byGroup ? NAME_SERVERS.map((peer) => ({ peer, ports: NAME_PORTS })) : [];
  const drawn = outgoing.map(({ to, ports }) => ({
    peer: peerOf(context, to, pods.namespace),
    ...(ports && { ports }),
  }));
  return [...names, ...drawn];
}
