import type { NetworkPeer, NetworkRule } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { entriesOf, filled, within } from "../../shared/origin.ts";
import type { Context } from "../context.ts";
import { namespaceNamed, type Selector } from "./peers.ts";
import type { Pods } from "./pods.ts";
import { selecting } from "./selecting.ts";

/** What a rule lists of one direction. */
export function peerRules(
  context: Context,
  rule: Reading<NetworkRule>,
  direction: "ingress" | "egress",
  all: readonly Pods[],
  namespace: string,
): unknown[] {
  if (!rule.value(direction === "ingress" ? "denyIngress" : "denyEgress")) return [];
  return rule.each(direction).map((peer) =>
    within(peer, {
      [direction === "ingress" ? "from" : "to"]: filled(endsOf(context, peer, all, namespace)),
      ports: filled(
        peer.each("ports").map((port) =>
          within(port, {
            endPort: port.get("endPort"),
            port: port.get("port"),
            protocol: port.get("protocol"),
          })
        ),
      ),
    })
  );
}

/** Who is meant: a range of addresses, or pods; everybody where nothing is said. */
function endsOf(
  context: Context,
  peer: Reading<NetworkPeer>,
  all: readonly Pods[],
  namespace: string,
): unknown[] {
  if (peer.has("cidr")) {
    return [{ ipBlock: within(peer, { cidr: peer.get("cidr"), except: peer.get("except") }) }];
  }
  if (peer.has("nodes")) return nodeEnds(context, peer, all, namespace);
  const podSelector = labelled(peer, "podLabels");
  const namespaceSelector = labelled(peer, "namespaceLabels");
  return podSelector || namespaceSelector ? [{ namespaceSelector, podSelector }] : [];
}

/** Pods of nodes, in each of their namespaces; further labels must hold as well. */
function nodeEnds(
  context: Context,
  peer: Reading<NetworkPeer>,
  all: readonly Pods[],
  own: string,
): unknown[] {
  const nodes = new Set(peer.value("nodes") ?? []);
  const meant = Map.groupBy(all.filter(({ node }) => nodes.has(node)), (pods) => pods.namespace);
  return [...meant].sort(([a], [b]) => a < b ? -1 : 1).map(([namespace, pods]) => {
    const further = labelled(peer, "namespaceLabels");
    const named = namespace === own && !further ? undefined : namespaceNamed(namespace);
    return peer.as("nodes", {
      namespaceSelector: named && both(named, further?.matchLabels),
      podSelector: both(selecting(context, pods), labelled(peer, "podLabels")?.matchLabels),
    });
  });
}

function both(selector: Selector, labels: object | undefined): Selector {
  return labels ? { ...selector, matchLabels: { ...selector.matchLabels, ...labels } } : selector;
}

function labelled(
  peer: Reading<NetworkPeer>,
  key: "podLabels" | "namespaceLabels",
): { readonly matchLabels?: object } | undefined {
  if (!peer.has(key)) return undefined;
  peer.value(key);
  const matchLabels = filled(entriesOf(peer, key));
  return matchLabels ? { matchLabels } : {};
}
