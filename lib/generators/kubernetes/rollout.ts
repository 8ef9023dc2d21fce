import { secondsOf } from "../../model/formats.ts";
import type { RolloutStep, RolloutStrategy, Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { filled, only, via, within } from "../shared/origin.ts";
import { analysisTemplateOf } from "./analysis.ts";
import { claimsOf, isExclusive } from "./claims.ts";
import type { Context } from "./context.ts";
import { isRolledOut, strategyNodeOf } from "./deployment_strategy.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { previewName, previewOf } from "./preview.ts";

/** How long a new version may take where nothing is said of it, as a Deployment allows. */
const PATIENCE = 600;

/**
 * An Argo Rollout that replaces the pods of a Deployment step by step, or beside the old ones. It
 * refers to the Deployment and holds the number of replicas, so that applying both again changes
 * nothing; a version that does not become ready in time is taken back.
 */
export function rolloutOf(context: Context, workload: Reading<Workload>): Manifest[] {
  const strategy = strategyNodeOf(context, workload);
  if (!strategy || !isRolledOut(context, workload)) return [];
  const canary = strategy.value("type") === "Canary";
  if (claimsOf(workload).some(isExclusive)) {
    strategy.approximate(
      "type",
      `a volume of "${workload.node}" is mounted on one host at a time, so both versions need one`,
    );
  }
  const { node } = workload;
  const spec = within(strategy, {
    minReadySeconds: via(strategy, "minReady", secondsOf),
    progressDeadlineAbort: true,
    progressDeadlineSeconds: via(strategy, "timeout", secondsOf) ?? PATIENCE,
    // Where there is an autoscaler, it holds the number.
    replicas: workload.has("autoscaling") ? undefined : workload.get("replicas"),
    revisionHistoryLimit: strategy.get("history") ?? 3,
    strategy: strategy.as(
      "type",
      canary ? { canary: canaryOf(strategy, node) } : { blueGreen: blueGreenOf(strategy, node) },
    ),
    workloadRef: { apiVersion: "apps/v1", kind: "Deployment", name: node },
  });
  return [
    ...analysisTemplateOf(context, workload, strategy),
    ...(canary ? [] : previewOf(context, workload, strategy)),
    manifestOf(context, "Rollout", node, workload, { spec }),
  ];
}

/** The old version keeps serving in full, unless the node says otherwise. */
function canaryOf(strategy: Reading<RolloutStrategy>, node: string): object {
  const surge = strategy.get("maxSurge");
  const isNone = surge?.value === 0 || surge?.value === "0%";
  return within(strategy, {
    analysis: analysisOf(strategy, node),
    maxSurge: surge ?? "25%",
    maxUnavailable: strategy.get("maxUnavailable") ?? (isNone ? 1 : 0),
    steps: filled(strategy.each("steps").flatMap(stepOf)),
  });
}

function stepOf(step: Reading<RolloutStep>): object[] {
  const setWeight = step.get("weight");
  step.approximate("weight", "without a traffic router it is the share of the replicas");
  const manual = step.value("manual");
  const duration = only(step, "pause", !manual, "a person promotes it, however long it takes");
  const pause = manual ? step.as("manual", {}) : duration && { duration };
  return [within(step, { setWeight }), ...(pause ? [within(step, { pause })] : [])];
}

function blueGreenOf(strategy: Reading<RolloutStrategy>, node: string): object {
  const byItself = strategy.value("autoPromotion") ?? true;
  const after = only(
    strategy,
    "autoPromotionAfter",
    byItself,
    "a person promotes it, however long it takes",
  );
  return within(strategy, {
    activeService: node,
    autoPromotionEnabled: strategy.get("autoPromotion") ?? true,
    autoPromotionSeconds: after && via(strategy, "autoPromotionAfter", secondsOf),
    prePromotionAnalysis: analysisOf(strategy, node),
    previewReplicaCount: strategy.get("previewReplicas"),
    previewService: previewName(node),
    scaleDownDelaySeconds: via(strategy, "scaleDownDelay", secondsOf),
  });
}

function analysisOf(strategy: Reading<RolloutStrategy>, templateName: string): unknown {
  const analysis = strategy.part("analysis");
  return analysis && within(analysis, { templates: [{ templateName }] });
}
