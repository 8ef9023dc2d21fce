import type { Json, JsonObject } from "../../model/json.ts";
import { isSame } from "../../model/json_path.ts";
import type { DraftNode } from "../shared/draft.ts";
import { addNode, type Inventory, ofKind } from "./inventory.ts";
import { hasOnly, isLegal, isText } from "./legal.ts";
import { takeHead, takeLabels } from "./metadata.ts";
import type { KubeObject } from "./objects.ts";
import type { Field } from "../yaml/field.ts";

/**
 * The observability node by a name, filled with what an object of it says: one that was made for another
 * of its objects, where both can be said at once, or a new one.
 */
export function monitorFor(
  inventory: Inventory,
  object: KubeObject,
  name: string,
  config: JsonObject,
): DraftNode {
  const fits = ({ id, component, config: known }: DraftNode) =>
    id === name && component === "observability" &&
    Object.entries(config).every(([key, value]) =>
      known[key] === undefined || isSame(known[key], value)
    );
  const node = inventory.draft.nodes.find(fits) ??
    addNode(inventory, { ...object, name }, "observability");
  inventory.nodes.set(object, node);
  Object.assign(node.config, config);
  return node;
}

/** Takes the PrometheusRules that hold nothing but alerts; any other is kept as it is. */
export function takeAlerts(inventory: Inventory): void {
  for (const object of ofKind(inventory, "PrometheusRule")) {
    const groups = object.root.at("spec", "groups")?.items() ?? [];
    const rules = groups.flatMap((group) => group.get("rules")?.items() ?? []);
    const isPlain = rules.length > 0 && rules.every(isAlert) && areDistinct(rules) &&
      groups.every((group) => hasOnly(group, ["name", "rules"]));
    if (!isPlain) continue;
    const node = monitorFor(inventory, object, object.name, { alerts: rules.map(alertOf) });
    takeHead(inventory, object, node);
    takeLabels(inventory, node, object.root.at("metadata", "labels"));
    rules.forEach((rule, index) => rule.take(node.id, ["alerts", index]));
    for (const group of groups) takeGroup(node, group.get("name"));
  }
}

const SEVERITIES = ["info", "warning", "critical"];

function isAlert(rule: Field): boolean {
  return hasOnly(rule, ["alert", "annotations", "expr", "for", "labels"]) &&
    isText(rule.get("alert"), "variable") && isText(rule.get("expr"), "promql") &&
    isLegal(rule.get("for"), "duration") && hasOnly(rule.get("labels"), ["severity"]) &&
    SEVERITIES.includes(rule.at("labels", "severity")?.text ?? "") &&
    hasOnly(rule.get("annotations"), TEXTS) &&
    TEXTS.every((key) => isLegal(rule.at("annotations", key), "alert-text"));
}

const TEXTS = ["summary", "description"];

function areDistinct(rules: readonly Field[]): boolean {
  return new Set(rules.map((rule) => rule.get("alert")!.text)).size === rules.length;
}

function alertOf(rule: Field): JsonObject {
  const said = {
    name: rule.get("alert"),
    expression: rule.get("expr"),
    for: rule.get("for"),
    severity: rule.at("labels", "severity"),
    summary: rule.at("annotations", "summary"),
    description: rule.at("annotations", "description"),
  };
  const entries = Object.entries(said).flatMap(([key, field]): [string, Json][] =>
    field?.text === undefined ? [] : [[key, field.text]]
  );
  return Object.fromEntries(entries);
}

function takeGroup(node: DraftNode, name: Field | undefined): void {
  if (name?.text === node.id) name.take(node.id);
  else name?.approximate(`all alerts are in one group, "${node.id}"`, node.id);
}

/** The label by which the sidecar of Grafana finds dashboards. */
const DASHBOARD = "grafana_dashboard";

/** Takes the ConfigMaps that Grafana reads as dashboards. */
export function takeDashboards(inventory: Inventory): void {
  for (const object of ofKind(inventory, "ConfigMap")) {
    const { root } = object;
    const labels = root.at("metadata", "labels");
    const data = root.get("data")?.entries() ?? [];
    const isPlain = labels?.get(DASHBOARD)?.text === "1" && data.length > 0 &&
      hasOnly(root, ["apiVersion", "kind", "metadata", "data"]) &&
      data.every(([, field]) => isText(field, "json"));
    if (!isPlain) continue;
    const dashboards = Object.fromEntries(data.map(([key, field]) => [key, field.text!]));
    const node = monitorFor(inventory, object, object.name, { dashboards });
    takeHead(inventory, object, node);
    takeLabels(inventory, node, labels);
    delete (node.config["labels"] as Record<string, Json> | undefined)?.[DASHBOARD];
    for (const [key, field] of data) field.take(node.id, ["dashboards", key]);
  }
}
