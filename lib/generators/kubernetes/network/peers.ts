import { isCidr } from "../../../model/cidr.ts";
import type { Protocol } from "../../../model/resource.ts";

/** Who stands at an end of a way, as a NetworkPolicy says it; everybody where it is missing. */
export type Peer =
  | {
    readonly podSelector?: Selector;
    readonly namespaceSelector?: Selector;
  }
  | { readonly ipBlock: { readonly cidr: string; readonly except?: unknown } };

/** Which pods or namespaces are meant. */
export interface Selector {
  readonly matchLabels?: Readonly<Record<string, unknown>>;
  readonly matchExpressions?: readonly object[];
}

/** A port of a pod, as a NetworkPolicy says it. */
export interface PolicyPort {
  readonly port: number | string;
  readonly protocol: Protocol;
}

/** The label that every namespace has; it holds its name. */
const NAMESPACE = "kubernetes.io/metadata.name";

/** The namespace of a name. */
export function namespaceNamed(name: string): Selector {
  return { matchLabels: { [NAMESPACE]: name } };
}

/** Any address, of both families. */
export const ANY_ADDRESS: readonly Peer[] = [
  { ipBlock: { cidr: "0.0.0.0/0" } },
  { ipBlock: { cidr: "::/0" } },
];

/**
 * Who answers under a host name: a policy knows no names, so of a host outside any address is
 * meant. Of two words, the second may be a namespace.
 */
export function hostPeers(host: string): readonly Peer[] {
  const address = host.replace(/^\[|\]$/g, "");
  const block = [`${address}/32`, `${address}/128`].find(isCidr);
  if (block !== undefined) return [{ ipBlock: { cidr: block } }];
  const [, namespace, rest] = /^[^.]+\.([^.]+)((?:\.svc(?:\..*)?)?)$/.exec(host) ?? [];
  if (namespace === undefined) return ANY_ADDRESS;
  const inside = { namespaceSelector: namespaceNamed(namespace) };
  return rest === "" ? [inside, ...ANY_ADDRESS] : [inside];
}

/** The host of a web address; an empty one where it is none. */
export function hostOf(address: string): string {
  return URL.parse(address)?.hostname ?? "";
}

/** Where the cluster answers for names: its own pods, and the cache that some hosts have. */
export const NAME_SERVERS: readonly Peer[] = [
  {
    namespaceSelector: namespaceNamed("kube-system"),
    podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
  },
  { ipBlock: { cidr: "169.254.20.10/32" } },
];

/** The ports on which names are asked for. */
export const NAME_PORTS: readonly PolicyPort[] = [
  { port: 53, protocol: "TCP" },
  { port: 53, protocol: "UDP" },
];

/** The ports on which API servers listen. No label selects them: they run outside of pods. */
export const API_PORTS: readonly PolicyPort[] = [
  { port: 443, protocol: "TCP" },
  { port: 6443, protocol: "TCP" },
];

/** Whoever measures: the operator and most charts give Prometheus this label. */
export const PROMETHEUS: Peer = {
  namespaceSelector: {},
  podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
};
