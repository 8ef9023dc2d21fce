import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putWhole } from "../yaml/put.ts";
import { find, type Inventory } from "./inventory.ts";
import { hasOnly, isText } from "./legal.ts";
import { takeHead, takeLabels } from "./metadata.ts";
import type { KubeObject } from "./objects.ts";

/** Takes the one query of Prometheus by which a strategy judges a new version; others stay as they are. */
export function takeAnalysis(
  inventory: Inventory,
  { app, strategy }: { readonly app: DraftNode; readonly strategy: DraftNode },
  analysis: Field | undefined,
): void {
  if (!analysis) return;
  const [first, ...more] = analysis.get("templates")?.items() ?? [];
  const name = first?.get("templateName");
  const template = name?.text === undefined
    ? undefined
    : find(inventory, "AnalysisTemplate", name.text);
  const measure = template && measureOf(template);
  if (!template || !measure || more.length > 0) {
    return analysis.drop(
      "a strategy has one query of Prometheus, with a condition and an interval",
      strategy.id,
    );
  }
  name!.take(strategy.id, ["analysis"]);
  inventory.nodes.set(template, strategy);
  // It is made anew beside the app, with its name and labels.
  takeHead(inventory, template, app);
  takeLabels(inventory, app, template.root.at("metadata", "labels"));
  takeMeasure(strategy, measure);
}

/** The fields of the one metric of a template. */
type Measure = Readonly<Record<"metric" | "address" | "query" | "success" | "interval", Field>>;

/** Nothing where the template says more than a node can. */
function measureOf({ root }: KubeObject): Measure | undefined {
  const spec = root.get("spec");
  const [metric, ...more] = spec?.get("metrics")?.items() ?? [];
  const prometheus = metric?.at("provider", "prometheus");
  const [address, query, success, interval] = [
    prometheus?.get("address"),
    prometheus?.get("query"),
    metric?.get("successCondition"),
    metric?.get("interval"),
  ];
  const isPlain = metric && more.length === 0 && hasOnly(metric, KNOWN) &&
    hasOnly(spec, ["metrics"]);
  return isPlain && isText(address, "url") && isText(query, "promql") &&
      isText(success, "condition") && isText(interval, "duration")
    ? { metric, address, query, success, interval }
    : undefined;
}

const KNOWN = ["name", "provider", "successCondition", "interval", "count", "failureLimit"];

function takeMeasure(strategy: DraftNode, { metric, ...measure }: Measure): void {
  for (const [key, field] of Object.entries(measure)) {
    put(strategy, ["analysis", key], field.text!, field);
  }
  metric.get("name")?.take(strategy.id, ["analysis"]);
  putWhole(strategy, ["analysis", "count"], metric.get("count"), [1, 1000]);
  putWhole(strategy, ["analysis", "failures"], metric.get("failureLimit"), [0, 1000]);
}
