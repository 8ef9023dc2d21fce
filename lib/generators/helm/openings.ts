import type { Json, JsonObject } from "../../model/json.ts";
import type { Plan } from "../../model/resource.ts";
import { Sourced } from "../../model/sourced.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { cronJobName } from "../kubernetes/names.ts";

const NAME = "app.kubernetes.io/name";
const NAMESPACE = "kubernetes.io/metadata.name";

/** A port of a policy, in the words of a manifest. */
type PolicyPort = JsonObject & { readonly port: number | string };

/**
 * What connections open of a closed network, by node and by the name of its pods: who may reach them,
 * and whom they may. Ends are named by their nodes and ports, so that a template finds the numbers.
 */
export function openingsOf(
  plan: Plan,
  manifests: readonly Manifest[],
): Map<string, Record<string, Json>> {
  const names = new Names(plan);
  const found = new Map<string, Record<string, Json>>();
  for (const { kind, name, node, body } of manifests) {
    if (kind !== "NetworkPolicy" || node === null || names.nodeOf(name) !== node) continue;
    const { spec } = plain(body) as { spec: Record<string, Json> };
    const { egress = [], ingress = [], policyTypes = [] } = spec;
    const openings = {
      egress: (egress as JsonObject[]).map((rule) => ruleOf(rule, "to", names)),
      ingress: (ingress as JsonObject[]).map((rule) => ruleOf(rule, "from", names, name)),
      policyTypes,
    };
    found.set(node, { ...found.get(node), [name]: openings });
  }
  return found;
}

/** What a rule lets its pods reach, by the ids of the nodes that it allows. */
export function allowedOf(plan: Plan, manifests: readonly Manifest[]): Map<string, Json> {
  const names = new Names(plan);
  const rules = new Map(
    plan.resources.flatMap((one) => one.kind === "network-rule" ? [[one.node, one] as const] : []),
  );
  const found = new Map<string, Json>();
  for (const { kind, node, body } of manifests) {
    const rule = rules.get(node ?? "");
    if (kind !== "NetworkPolicy" || !rule || rule.allows.length === 0 || !rule.denyEgress) continue;
    const { spec } = plain(body) as { spec: { readonly egress?: readonly JsonObject[] } };
    const first = rule.dns ? 1 : 0;
    const own = spec.egress?.slice(first, spec.egress.length - (rule.egress?.length ?? 0)) ?? [];
    found.set(node!, own.map((one) => ruleOf(one, "to", names)));
  }
  return found;
}

/** @param own The pods that the ports belong to; those of its only peer without. */
function ruleOf(rule: JsonObject, side: "from" | "to", names: Names, own?: string): JsonObject {
  const peers = (rule[side] as readonly JsonObject[] | undefined)?.map((peer) =>
    peerOf(peer, names)
  );
  const [only, ...others] = peers ?? [];
  const pods = own ?? (others.length === 0 ? only?.["pods"] as string | undefined : undefined);
  const ports = (rule["ports"] as readonly PolicyPort[] | undefined)
    ?.map((port) => names.portOf(pods, port));
  return { ...(peers && { peers }), ...(ports && { ports }) };
}

/** Pods of the plan by their name; any other end as it is. */
function peerOf(peer: JsonObject, names: Names): JsonObject {
  const { podSelector, namespaceSelector } = peer as Record<string, { matchLabels?: JsonObject }>;
  const pods = podSelector?.matchLabels?.[NAME] as string | undefined;
  const node = pods === undefined ? undefined : names.nodeOf(pods);
  if (node === undefined || Object.keys(podSelector!.matchLabels!).length !== 2) return peer;
  const apart = namespaceSelector?.matchLabels?.[NAMESPACE] !== undefined;
  return { node, pods: pods!, ...(apart && { apart }) };
}

/** The nodes that pods belong to, and the names of their ports. */
class Names {
  readonly #nodes = new Map<string, string>();
  readonly #ports = new Map<string, ReadonlyMap<string, string>>();

  constructor({ resources }: Plan) {
    for (const one of resources) {
      if (one.kind === "task") this.#nodes.set(cronJobName(one.node, one.suffix), one.node);
      if (one.kind !== "workload") continue;
      this.#nodes.set(one.node, one.node);
      const ports = (one.ports ?? []).map((it) => [`${it.protocol} ${it.port}`, it.name] as const);
      this.#ports.set(one.node, new Map(ports));
    }
  }

  nodeOf(pods: string): string | undefined {
    return this.#nodes.get(pods);
  }

  portOf(pods: string | undefined, port: PolicyPort): JsonObject {
    const name = this.#ports.get(pods ?? "")?.get(`${port["protocol"]} ${port.port}`);
    return name === undefined ? port : { node: pods!, portName: name, protocol: port["protocol"]! };
  }
}

/** A value without origins, and without what is not set. */
function plain(value: unknown): unknown {
  if (value instanceof Sourced) return plain(value.value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, it]) => it === undefined ? [] : [[key, plain(it)]]),
  );
}
