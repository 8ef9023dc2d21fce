import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { putAmount, putWhole, set } from "../yaml/put.ts";
import { find, type Inventory, nodeOf, ofKind } from "./inventory.ts";
import { selected } from "./selected.ts";
import { takeHead, takeLabels } from "./metadata.ts";
import { isWorkload, type KubeObject } from "./objects.ts";

/** Takes autoscalers and disruption budgets into the workloads that they are for. */
export function takeScaling(inventory: Inventory): void {
  for (const object of ofKind(inventory, "HorizontalPodAutoscaler")) {
    takeAutoscaler(inventory, object);
  }
  for (const object of ofKind(inventory, "PodDisruptionBudget")) takeBudget(inventory, object);
}

function takeAutoscaler(inventory: Inventory, object: KubeObject): void {
  const spec = object.root.get("spec");
  const target = spec?.get("scaleTargetRef");
  const kind = target?.get("kind")?.text ?? "";
  const node = nodeOf(inventory, find(inventory, kind, target?.get("name")?.text));
  if (!spec || !target || !node) return object.root.drop("what it scales is not among the files");
  takeHead(inventory, object, node);
  takeLabels(inventory, node, object.root.at("metadata", "labels"));
  target.take(node.id);
  const at = ["autoscaling"];
  set(node, [...at, "min"], 1);
  putWhole(node, [...at, "min"], spec.get("minReplicas"), [1, 1000]);
  putWhole(node, [...at, "max"], spec.get("maxReplicas"), [1, 1000]);
  putWhole(node, [...at, "cpu"], spec.get("targetCPUUtilizationPercentage"), [1, 1000]);
  for (const metric of spec.get("metrics")?.items() ?? []) takeMetric(node, metric);
}

function takeMetric(node: DraftNode, metric: Field): void {
  const resource = metric.get("resource");
  const name = resource?.get("name")?.text;
  const target = resource?.get("target");
  const share = target?.get("averageUtilization") ?? resource?.get("targetAverageUtilization");
  if (!resource || !share || (name !== "cpu" && name !== "memory")) {
    return metric.drop("replicas follow the share of cpu and memory", node.id);
  }
  metric.take(node.id, ["autoscaling", name]);
  putWhole(node, ["autoscaling", name], share, [1, 1000]);
}

function takeBudget(inventory: Inventory, object: KubeObject): void {
  const spec = object.root.get("spec");
  const selector = spec?.get("selector");
  const workloads = inventory.objects.filter(isWorkload);
  const [workload, ...more] = selected(inventory, workloads, selector?.get("matchLabels"));
  const node = nodeOf(inventory, workload);
  if (!spec || !node || more.length > 0) {
    return object.root.drop("it must be about one workload of the files");
  }
  takeHead(inventory, object, node);
  takeLabels(inventory, node, object.root.at("metadata", "labels"));
  selector?.take(node.id);
  for (const key of ["minAvailable", "maxUnavailable"]) {
    putAmount(node, ["disruptionBudget", key], spec.get(key));
  }
  const policy = spec.get("unhealthyPodEvictionPolicy");
  if (policy?.text === "AlwaysAllow") policy.take(node.id);
  else policy?.approximate("replicas that are sick anyway may always go", node.id);
}
