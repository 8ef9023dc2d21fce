import type { Json } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { set } from "../yaml/put.ts";
import { addNode, type Inventory, ofKind } from "./inventory.ts";
import { selected } from "./selected.ts";
import { groupPolicies, takeGroups } from "./groups.ts";
import { takeAnnotations, takeHead, takeLabels } from "./metadata.ts";
import { isRunner, type KubeObject, textMap } from "./objects.ts";

/** Makes a node of each NetworkPolicy. */
export function takePolicies(inventory: Inventory): void {
  const policies = ofKind(inventory, "NetworkPolicy");
  const known = groupPolicies(inventory, policies);
  takeGroups(inventory, known);
  for (const policy of policies) {
    if (!known.groups.has(policy) && !known.paths.has(policy)) takePolicy(inventory, policy);
  }
}

function takePolicy(inventory: Inventory, object: KubeObject): void {
  const { root } = object;
  if (root.at("spec", "podSelector", "matchExpressions")) {
    return root.drop("it selects pods by more than labels that are equal");
  }
  const node = addNode(inventory, object, "network-policy");
  const spec = root.get("spec");
  takeHead(inventory, object, node);
  takeLabels(inventory, node, root.at("metadata", "labels"));
  if (root.at("metadata", "annotations")) takeAnnotations(node, root.at("metadata", "annotations"));
  takeTypes(node, spec);
  takeSubjects(inventory, node, spec?.get("podSelector"));
  // What it opens for names, it says itself.
  set(node, ["dns"], false);
  takeSide(inventory, node, "ingress", "from", spec?.get("ingress"));
  takeSide(inventory, node, "egress", "to", spec?.get("egress"));
}

/** Whether a rule lets pods ask the cluster for names. */
function isForNames(rule: Field): boolean {
  const ports = rule.get("ports")?.items() ?? [];
  return ports.length === 2 && ports.every((port) => port.get("port")?.whole === 53) &&
    (rule.get("to")?.items() ?? []).some((peer) =>
      textMap(peer.at("podSelector", "matchLabels"))["k8s-app"] === "kube-dns"
    );
}

function takeTypes(node: DraftNode, spec: Field | undefined): void {
  const types = spec?.get("policyTypes");
  types?.take(node.id);
  const words = types?.texts ?? ["Ingress", ...(spec?.get("egress") ? ["Egress"] : [])];
  set(node, ["denyIngress"], words.includes("Ingress"));
  set(node, ["denyEgress"], words.includes("Egress"));
}

function takeSubjects(inventory: Inventory, node: DraftNode, selector: Field | undefined): void {
  const runners = inventory.objects.filter(isRunner);
  const bound = selected(inventory, runners, selector?.get("matchLabels"));
  if (bound.length === 0) {
    set(node, ["selector"], textMap(selector?.get("matchLabels")));
    return selector?.isEmpty ? selector.take(node.id) : selector?.get("matchLabels")?.take(node.id);
  }
  selector?.get("matchLabels")?.take(node.id);
  for (const runner of bound) {
    inventory.draft.connect(
      { node: node.id, port: "policy" },
      { node: inventory.nodes.get(runner)!.id, port: "policies" },
    );
  }
}

/** What is open on one side: an entry for each peer of each rule, with the ports of the rule. */
function takeSide(
  inventory: Inventory,
  node: DraftNode,
  side: "ingress" | "egress",
  ends: "from" | "to",
  rules: Field | undefined,
): void {
  if (rules?.isEmpty) rules.take(node.id);
  for (const rule of rules?.items() ?? []) {
    if (side === "egress" && isForNames(rule)) {
      set(node, ["dns"], true);
      rule.take(node.id, ["dns"]);
      continue;
    }
    const ports = (rule.get("ports")?.items() ?? []).map(portOf);
    rule.get("ports")?.take(node.id, [side]);
    const peers = rule.get(ends)?.items() ?? [];
    if (rule.isEmpty) rule.take(node.id, [side]);
    const entries = peers.length > 0 ? peers.map((peer) => peerOf(inventory, node, peer)) : [{}];
    for (const entry of entries) {
      if (!entry) continue;
      const known = (node.config[side] ?? []) as Json[];
      set(node, [side, known.length], ports.length > 0 ? { ...entry, ports } : entry);
    }
  }
}

function portOf(field: Field): { readonly [key: string]: Json } {
  const port = field.get("port");
  const endPort = field.get("endPort")?.whole;
  return {
    port: port?.whole ?? port?.text ?? 0,
    ...(endPort === undefined ? {} : { endPort }),
    protocol: field.get("protocol")?.text ?? "TCP",
  };
}

function peerOf(
  inventory: Inventory,
  node: DraftNode,
  peer: Field,
): { readonly [key: string]: Json } | undefined {
  const range = peer.get("ipBlock");
  if (range) {
    peer.take(node.id);
    const except = range.get("except")?.texts;
    return { cidr: range.get("cidr")?.text ?? "", ...(except ? { except } : {}) };
  }
  const pods = peer.get("podSelector");
  const namespaces = peer.get("namespaceSelector");
  if (pods?.get("matchExpressions") || namespaces?.get("matchExpressions")) {
    peer.drop("it selects by more than labels that are equal", node.id);
    return undefined;
  }
  peer.take(node.id);
  const runners = inventory.objects.filter(isRunner);
  const known = namespaces ? [] : selected(inventory, runners, pods?.get("matchLabels"));
  if (known.length > 0) {
    return { nodes: [...new Set(known.map((one) => inventory.nodes.get(one)!.id))] };
  }
  return {
    ...(namespaces ? { namespaceLabels: textMap(namespaces.get("matchLabels")) } : {}),
    ...(pods ? { podLabels: textMap(pods.get("matchLabels")) } : {}),
  };
}
