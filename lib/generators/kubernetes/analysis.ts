import type { RolloutStrategy, Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { type Manifest, manifestOf } from "./manifest.ts";

/** The measurement that stops a bad version, beside the workload that it is for. */
export function analysisTemplateOf(
  context: Context,
  workload: Reading<Workload>,
  strategy: Reading<RolloutStrategy>,
): Manifest[] {
  const analysis = strategy.part("analysis");
  if (!analysis) return [];
  const metric = within(analysis, {
    count: analysis.get("count"),
    failureLimit: analysis.get("failures"),
    interval: analysis.get("interval"),
    name: "check",
    provider: { prometheus: { address: analysis.get("address"), query: analysis.get("query") } },
    successCondition: analysis.get("success"),
  });
  const spec = within(analysis, { metrics: [metric] });
  return [manifestOf(context, "AnalysisTemplate", workload.node, workload, { spec })];
}
