import type { NetworkRule } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { entriesOf, filled, via } from "../../shared/origin.ts";
import type { Context } from "../context.ts";
import { type Manifest, manifestOf } from "../manifest.ts";
import { homeOf } from "../home.ts";
import { inNamespace } from "./in_namespace.ts";
import { NAME_PORTS, NAME_SERVERS } from "./peers.ts";
import type { Pods } from "./pods.ts";
import { peerOf, rulesOf } from "./openings.ts";
import { peerRules } from "./rule_peers.ts";
import { selecting } from "./selecting.ts";
import { finderOf, targetsOf } from "./targets.ts";

/** Which pods a policy is for. */
interface Bound {
  readonly namespace: string;
  readonly podSelector: unknown;
}

const UNBOUND = "it binds nobody: connect its policy to the nodes that it is for";
const OPEN = "nothing denies it, so everything is open already";

/** The policies of a rule: one in each namespace of the pods that it binds. */
export function rulePoliciesOf(
  context: Context,
  rule: Reading<NetworkRule>,
  all: readonly Pods[],
): Manifest[] {
  const bound = boundBy(context, rule, all);
  const policyTypes = typesOf(rule);
  if (bound.length === 0) context.recorder.drop(rule.node, rule.path, UNBOUND);
  // Without a direction, the API server would take ingress for granted.
  if (policyTypes.length === 0) context.recorder.drop(rule.node, rule.path, OPEN);
  if (policyTypes.length === 0) return [];
  return bound.map(({ namespace, podSelector }) => {
    const spec = {
      egress: filled(egressOf(context, rule, all, namespace)),
      ingress: filled(peerRules(context, rule, "ingress", all, namespace)),
      podSelector,
      policyTypes,
    };
    const policy = manifestOf(context, "NetworkPolicy", rule.node, rule, { spec });
    return inNamespace(context, policy, namespace);
  });
}

function boundBy(context: Context, rule: Reading<NetworkRule>, all: readonly Pods[]): Bound[] {
  const selector = via(rule, "selector", () => entriesOf(rule, "selector"));
  if (selector) {
    const matchLabels = filled(selector.value) && selector;
    return [{ namespace: homeOf(context, rule.node), podSelector: { matchLabels } }];
  }
  const subjects = new Set(rule.value("subjects"));
  const bound = all.filter(({ node }) => subjects.has(node));
  return [...Map.groupBy(bound, ({ namespace }) => namespace)]
    .sort(([a], [b]) => a < b ? -1 : 1)
    .map(([namespace, pods]) => ({ namespace, podSelector: selecting(context, pods) }));
}

/** The directions that are denied; whatever else is listed of another one is open already. */
function typesOf(rule: Reading<NetworkRule>): unknown[] {
  if (!rule.value("denyIngress")) rule.drop("ingress", OPEN);
  if (!rule.value("denyEgress")) {
    for (const key of ["egress", "dns"] as const) rule.drop(key, OPEN);
  }
  return (["Ingress", "Egress"] as const).flatMap((type) =>
    rule.value(`deny${type}`) ? [rule.as(`deny${type}`, type)] : []
  );
}

function egressOf(
  context: Context,
  rule: Reading<NetworkRule>,
  all: readonly Pods[],
  namespace: string,
): unknown[] {
  if (!rule.value("denyEgress")) return [];
  const names = rule.value("dns")
    ? rulesOf(NAME_SERVERS.map((peer) => ({ peer, ports: NAME_PORTS })), "to")
    : [];
  return [
    ...names.map((one) => rule.as("dns", one)),
    ...allowed(context, rule, all, namespace),
    ...peerRules(context, rule, "egress", all, namespace),
  ];
}

function allowed(
  context: Context,
  rule: Reading<NetworkRule>,
  all: readonly Pods[],
  namespace: string,
): unknown[] {
  const find = finderOf(all);
  const targets = rule.value("allows").flatMap((id) => targetsOf(context, find, id));
  return rulesOf(
    targets.map(({ end, ports }) => ({ peer: peerOf(context, end, namespace), ports })),
    "to",
  );
}
