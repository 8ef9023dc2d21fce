import type { Group, NetworkPeer, NetworkRule } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { type Builder, callFrom, placeOf } from "../builder.ts";
import type { Context } from "../context.ts";
import { type Argument, type Call, Keyword, type Place } from "../python/program.ts";
import type { Python } from "../python/value.ts";
import { allowedPaths, connectionPaths, type OpenPath, outsidePorts } from "./connections.ts";
import { labelCalls, type Labelled, SELECTED } from "./labels.ts";

/** The ports on which names are asked for. */
const DNS = [{ port: 53, protocol: "UDP" }, { port: 53, protocol: "TCP" }];

/** A rule as a NetworkPolicy for each of its subjects: their connections differ. */
export function ruleBuilders(context: Context, rule: Reading<NetworkRule>): Builder[] {
  const subjects = rule.value("subjects");
  const plan = context.plan.resources.find((it) =>
    it.kind === "network-rule" && it.node === rule.node
  ) as NetworkRule;
  const allowed = [...connectionPaths(context), ...allowedPaths(context, plan)];
  const extra = [...peerCalls(rule, "ingress"), ...peerCalls(rule, "egress")];
  const policy = (name: string, target: Call, subject?: string) =>
    policyBuilder(context, rule, name, [
      target,
      ...denyCalls(rule),
      ...(subject === undefined ? [] : pathCalls(context, rule, subject, allowed)),
      ...extra,
      ...dnsCalls(rule),
    ]);
  if (subjects.length === 0) {
    const selector = rule.value("selector");
    const target = selector
      ? callFrom(placeOf(rule, "selector"), "apply_to_labels", { ...selector })
      : undefined;
    if (target) return [policy(rule.node, target)];
    context.recorder.drop(rule.node, rule.path, "no node is bound by it");
    return [];
  }
  rule.drop("selector", "the connected nodes are bound instead");
  return subjects.map((subject) =>
    policy(
      subjects.length === 1 ? rule.node : `${rule.node}-${subject}`,
      subjectCall(rule, subject),
      subject,
    )
  );
}

/** A NetworkPolicy for each member of a group that is closed by default. */
export function groupPolicies(context: Context, group: Reading<Group>): Builder[] {
  if (group.value("network") !== "deny") return [];
  const paths = connectionPaths(context);
  const runs = (id: string) =>
    context.index.workloads.has(id) || context.index.tasks.some(({ node }) => node === id);
  const nearest = (id: string) => context.membership.groupsOf(id).at(-1)?.node === group.node;
  const place = placeOf(group, "network");
  return group.value("members").filter((id) => runs(id) && nearest(id)).map((member) =>
    policyBuilder(context, group, `${group.node}-${member}`, [
      subjectCall(group, member),
      callFrom(place, "deny_all_ingress"),
      callFrom(place, "deny_all_egress"),
      ...pathCalls(context, group, member, paths),
      callFrom(place, "allow_egress_to_namespace", {}, DNS),
    ])
  );
}

function policyBuilder<T extends Labelled>(
  context: Context,
  owner: Reading<T>,
  name: string,
  calls: readonly Call[],
): Builder {
  return {
    ...placeOf(owner),
    variable: context.names.of(name),
    type: "NetworkPolicy",
    args: [name],
    standing: "namespace",
    namespace: context.membership.namespaceOf(owner.node),
    calls: [...labelCalls(context, owner), ...calls],
  };
}

function subjectCall(place: Place, subject: string): Call {
  return callFrom({ node: place.node, path: [] }, "apply_to_services", [subject]);
}

/** What is reached along connections, and from outside through routes and open ports. */
function pathCalls(
  context: Context,
  { node }: { readonly node: string },
  subject: string,
  paths: readonly OpenPath[],
): Call[] {
  const place = { node, path: [] };
  // A rule and a connection may open the same path, which is said once.
  const once = [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
  const outside = outsidePorts(context).get(subject);
  return [
    ...once.filter(({ to }) => to === subject).map(({ from, ports }) =>
      callFrom(place, "allow_ingress_from_labels", { [SELECTED]: from }, portsOf(ports))
    ),
    ...(outside
      ? [
        callFrom(place, "allow_ingress_from_namespace", {}, portsOf(outside)),
        callFrom(place, "allow_ingress_from_external", EVERYWHERE, portsOf(outside)),
      ]
      : []),
    ...once.filter(({ from }) => from === subject).map(({ to, ports }) =>
      callFrom(place, "allow_egress_to_labels", { [SELECTED]: to }, portsOf(ports))
    ),
  ];
}

const EVERYWHERE = ["0.0.0.0/0", "::/0"];

function denyCalls(rule: Reading<NetworkRule>): Call[] {
  return ([["denyIngress", "deny_all_ingress"], ["denyEgress", "deny_all_egress"]] as const)
    .flatMap(([key, method]) => rule.value(key) ? [callFrom(placeOf(rule, key), method)] : []);
}

function dnsCalls(rule: Reading<NetworkRule>): Call[] {
  if (!rule.value("dns")) return [];
  return [callFrom(placeOf(rule, "dns"), "allow_egress_to_namespace", {}, DNS)];
}

function peerCalls(rule: Reading<NetworkRule>, side: "ingress" | "egress"): Call[] {
  return rule.each(side).flatMap((peer) => {
    const reason = whyNot(peer, side);
    if (reason === undefined) return callsOf(peer, side);
    for (const key of PEER_KEYS) peer.drop(key, reason);
    return [];
  });
}

const PEER_KEYS = ["nodes", "podLabels", "namespaceLabels", "cidr", "except", "ports"] as const;

/** Why the library cannot say it: it would open more than was asked for. */
function whyNot(peer: Reading<NetworkPeer>, side: string): string | undefined {
  const said = (["nodes", "podLabels", "namespaceLabels", "cidr"] as const)
    .filter((key) => peer.has(key));
  if (said.length > 1) return "the library cannot join several conditions on one peer";
  if (said.length === 0) return "the library names a peer in every rule";
  return peer.has("except") && side === "ingress"
    ? "the library leaves out ranges of addresses on the way out only"
    : undefined;
}

function callsOf(peer: Reading<NetworkPeer>, side: "ingress" | "egress"): Call[] {
  const place = placeOf(peer);
  const way = side === "ingress" ? "allow_ingress_from" : "allow_egress_to";
  const ports = peer.each("ports").map((port) => ({
    port: port.value("port"),
    endPort: port.value("endPort"),
    protocol: port.value("protocol"),
  }));
  const labels = (method: string, value: Python): Call =>
    callFrom(place, `${way}_${method}`, value, ...(ports.length > 0 ? [ports] : []));
  if (peer.has("nodes")) {
    return peer.value("nodes")!.map((node) => labels("labels", { [SELECTED]: node }));
  }
  if (peer.has("podLabels")) return [labels("labels", { ...peer.value("podLabels") })];
  if (peer.has("namespaceLabels")) {
    return [labels("namespace", { ...peer.value("namespaceLabels") })];
  }
  const except = peer.value("except");
  const more: Argument[] = [
    ...(ports.length > 0 ? [new Keyword("ports", ports)] : []),
    ...(except ? [new Keyword("except_cidrs", except)] : []),
  ];
  return [callFrom(place, `${way}_external`, [peer.value("cidr")!], ...more)];
}

function portsOf(ports: OpenPath["ports"]): Python {
  return ports.map(({ port, protocol }) => ({ port, protocol }));
}
