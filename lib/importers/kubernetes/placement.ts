import type { Json } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putChoice, putFormat, putTexts, putWhole, set } from "../yaml/put.ts";
import type { Inventory } from "./inventory.ts";
import { selected } from "./selected.ts";
import { isRunner } from "./objects.ts";

/** Takes where the pods may run. */
export function takePlacement(inventory: Inventory, node: DraftNode, pod: Field): void {
  for (const [key, field] of pod.get("nodeSelector")?.entries() ?? []) {
    put(node, ["placement", "nodeSelector", key], field.text ?? "", field);
  }
  pod.get("tolerations")?.items().forEach((field, index) =>
    takeToleration(node, ["placement", "tolerations", index], field)
  );
  const affinity = pod.get("affinity");
  takeHosts(node, affinity?.get("nodeAffinity"));
  takeNear(inventory, node, "near", affinity?.get("podAffinity"));
  takeNear(inventory, node, "apart", affinity?.get("podAntiAffinity"));
  takeSpread(node, pod.get("topologySpreadConstraints"));
  putFormat(node, ["placement", "priorityClass"], pod.get("priorityClassName"), "object-name");
}

function takeToleration(node: DraftNode, at: (string | number)[], field: Field): void {
  if (!field.get("key")) {
    return field.drop("a toleration names a key", node.id);
  }
  putFormat(node, [...at, "key"], field.get("key"), "label-key");
  putChoice(node, [...at, "operator"], field.get("operator"), ["Equal", "Exists"]);
  putFormat(node, [...at, "value"], field.get("value"), "label-value");
  putChoice(node, [...at, "effect"], field.get("effect"), EFFECTS);
  const seconds = field.get("tolerationSeconds");
  if (seconds) put(node, [...at, "for"], `${seconds.whole}s`, seconds);
}

const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

/** What labels of hosts must be; terms of which only one must hold have no place. */
function takeHosts(node: DraftNode, affinity: Field | undefined): void {
  const terms = affinity?.at(REQUIRED, "nodeSelectorTerms")?.items() ?? [];
  if (terms.length === 1) takeRules(node, terms[0]!);
  for (const preferred of affinity?.get(PREFERRED)?.items() ?? []) {
    const preference = preferred.get("preference");
    const weight = preferred.get("weight");
    if (preference) takeRules(node, preference, weight?.whole);
    weight?.take(node.id, ["placement", "hosts"]);
  }
}

function takeRules(node: DraftNode, term: Field, weight?: number): void {
  for (const rule of term.get("matchExpressions")?.items() ?? []) {
    const hosts = ((node.config["placement"] as { hosts?: Json[] })?.hosts ?? []).length;
    const at = ["placement", "hosts", hosts];
    putFormat(node, [...at, "key"], rule.get("key"), "label-key");
    putChoice(node, [...at, "operator"], rule.get("operator"), OPERATORS);
    putTexts(node, [...at, "values"], rule.get("values"));
    if (weight !== undefined) set(node, [...at, "weight"], weight);
  }
}

const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"];

/** Pods to run beside, or to keep away from, where they are those of other nodes. */
function takeNear(
  inventory: Inventory,
  node: DraftNode,
  side: "near" | "apart",
  affinity: Field | undefined,
): void {
  const required = affinity?.get(REQUIRED)?.items() ?? [];
  const preferred = affinity?.get(PREFERRED)?.items() ?? [];
  const runners = inventory.objects.filter(isRunner);
  for (const term of [...required, ...preferred]) {
    const rule = term.get("podAffinityTerm") ?? term;
    const near = selected(inventory, runners, rule.at("labelSelector", "matchLabels"));
    if (rule.get("topologyKey")?.text !== "kubernetes.io/hostname" || near.length === 0) {
      term.drop("it is not about the hosts of another node's pods", node.id);
      continue;
    }
    term.take(node.id, ["placement", side]);
    for (const other of near) {
      const ids = ((node.config["placement"] as Record<string, Json[]>)?.[side] ?? []).length;
      set(node, ["placement", side, ids], inventory.nodes.get(other)!.id);
    }
  }
  if (required.length > 0 && required.length + preferred.length > 0) {
    set(node, ["placement", "strict"], true);
  }
}

const SPREADS: Readonly<Record<string, string>> = {
  "kubernetes.io/hostname": "host",
  "topology.kubernetes.io/zone": "zone",
};

function takeSpread(node: DraftNode, constraints: Field | undefined): void {
  const [first, ...more] = constraints?.items() ?? [];
  for (const other of more) other.drop("replicas are spread in one way", node.id);
  const key = first?.get("topologyKey");
  const spread = SPREADS[key?.text ?? ""];
  if (!first || !key || spread === undefined) {
    return first?.drop("replicas are spread over hosts or zones", node.id);
  }
  first.get("labelSelector")?.take(node.id);
  put(node, ["placement", "spread"], spread, key);
  const skew = first.get("maxSkew");
  if (skew?.whole === 1) skew.take(node.id);
  else putWhole(node, ["placement", "skew"], skew, [1, 1000]);
  const strict = first.get("whenUnsatisfiable");
  if (strict?.text === "DoNotSchedule") put(node, ["placement", "strict"], true, strict);
  else strict?.take(node.id);
}
