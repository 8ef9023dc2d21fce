import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { putAmount, putFlag, putFormat, putWhole, set } from "../yaml/put.ts";
import { takeAnalysis } from "./analysis.ts";
import { find, type Inventory, nodeOf, ofKind } from "./inventory.ts";
import { takeHead, takeLabels } from "./metadata.ts";
import { isWorkload, type KubeObject } from "./objects.ts";
import { putSeconds } from "./seconds.ts";

/**
 * Makes a strategy node of each Argo Rollout, joined to the app whose pods it replaces: that of its own
 * template, or of the Deployment that it refers to. One that refers to nothing in the files is kept as
 * it is.
 */
export function takeRollouts(inventory: Inventory): void {
  for (const object of ofKind(inventory, "Rollout")) {
    const app = nodeOf(inventory, isWorkload(object) ? object : deploymentOf(inventory, object));
    const spec = object.root.get("spec");
    if (app && spec) takeRollout(inventory, { object, spec, app });
  }
}

/** A Rollout with the app whose pods it replaces. */
interface Rollout {
  readonly object: KubeObject;
  readonly spec: Field;
  readonly app: DraftNode;
}

function deploymentOf(inventory: Inventory, { root }: KubeObject): KubeObject | undefined {
  const name = root.at("spec", "workloadRef", "name")?.text;
  return name === undefined ? undefined : find(inventory, "Deployment", name);
}

/** Whether a Rollout runs the replicas of a Deployment. */
export function isRolledOut(inventory: Inventory, deployment: KubeObject): boolean {
  return ofKind(inventory, "Rollout").some((one) => deploymentOf(inventory, one) === deployment);
}

/** Joins a new strategy to an app. */
export function addStrategy({ draft }: Inventory, app: DraftNode, type: string): DraftNode {
  const strategy = draft.node(`${app.id}-strategy`, "deployment-strategy");
  set(strategy, ["type"], type);
  draft.connect({ node: strategy.id, port: "strategy" }, { node: app.id, port: "strategy" });
  return strategy;
}

function takeRollout(inventory: Inventory, { object, spec, app }: Rollout): void {
  if (!isWorkload(object)) takeReferring(inventory, { object, spec, app });
  const [canary, blueGreen] = ["canary", "blueGreen"].map((key) => spec.at("strategy", key));
  const said = canary ?? blueGreen;
  if (!said) return spec.get("strategy")?.drop("it is neither canary nor blueGreen", app.id);
  const strategy = addStrategy(inventory, app, canary ? "Canary" : "BlueGreen");
  putSeconds(strategy, ["minReady"], spec.get("minReadySeconds"));
  putSeconds(strategy, ["timeout"], spec.get("progressDeadlineSeconds"));
  putWhole(strategy, ["history"], spec.get("revisionHistoryLimit"), [0, 100]);
  const abort = spec.get("progressDeadlineAbort");
  if (abort?.flag) abort.take(strategy.id);
  else abort?.approximate("a version that is not ready in time is taken back", strategy.id);
  if (canary) takeCanary(strategy, canary);
  else takeBlueGreen(inventory, strategy, app, said);
  const analysis = said.get("analysis") ?? said.get("prePromotionAnalysis");
  takeAnalysis(inventory, { app, strategy }, analysis);
}

/** The replicas of a Deployment that a Rollout runs stand in the Rollout. */
function takeReferring(inventory: Inventory, { object, spec, app }: Rollout): void {
  takeHead(inventory, object, app);
  takeLabels(inventory, app, object.root.at("metadata", "labels"));
  inventory.nodes.set(object, app);
  for (const key of ["apiVersion", "kind", "name"]) {
    spec.at("workloadRef", key)?.take(app.id);
  }
  deploymentOf(inventory, object)?.root.at("spec", "replicas")?.take(app.id, ["replicas"]);
  putWhole(app, ["replicas"], spec.get("replicas"), [1, 1000]);
}

function takeCanary(strategy: DraftNode, canary: Field): void {
  // What Argo Rollouts takes where nothing is said.
  set(strategy, ["maxUnavailable"], "25%");
  for (const key of ["maxSurge", "maxUnavailable"]) putAmount(strategy, [key], canary.get(key));
  let last = -1;
  for (const step of canary.get("steps")?.items() ?? []) {
    const [weight, pause] = [step.get("setWeight"), step.get("pause")];
    if (weight) putWhole(strategy, ["steps", ++last, "weight"], weight, [1, 100]);
    else if (pause && last >= 0) takePause(strategy, ["steps", last], pause);
    else step.drop("a step is a share of the new version, and how long it is watched", strategy.id);
  }
}

/** Without an end, a person promotes it. */
function takePause(strategy: DraftNode, at: readonly (string | number)[], pause: Field): void {
  const duration = pause.get("duration");
  if (duration?.whole !== undefined) putSeconds(strategy, [...at, "pause"], duration);
  else if (duration) putFormat(strategy, [...at, "pause"], duration, "duration");
  else {
    set(strategy, [...at, "manual"], true);
    pause.take(strategy.id, [...at, "manual"]);
  }
}

function takeBlueGreen(
  inventory: Inventory,
  strategy: DraftNode,
  app: DraftNode,
  blueGreen: Field,
): void {
  const named = (key: string, expected: string) => {
    const said = blueGreen.get(key);
    if (said?.text === expected) said.take(strategy.id);
    else said?.approximate(`it is the Service "${expected}" now`, strategy.id);
  };
  named("activeService", app.id);
  named("previewService", `${app.id}-preview`);
  const preview = find(inventory, "Service", blueGreen.get("previewService")?.text);
  if (preview) {
    inventory.nodes.set(preview, app);
    preview.root.take(strategy.id, ["type"]);
  }
  putFlag(strategy, ["autoPromotion"], blueGreen.get("autoPromotionEnabled"));
  putSeconds(strategy, ["autoPromotionAfter"], blueGreen.get("autoPromotionSeconds"));
  putWhole(strategy, ["previewReplicas"], blueGreen.get("previewReplicaCount"), [1, 1000]);
  putSeconds(strategy, ["scaleDownDelay"], blueGreen.get("scaleDownDelaySeconds"));
}

/** The Services by which Rollouts show their new version: the strategy makes them. */
export function previewServices(inventory: Inventory): KubeObject[] {
  return ofKind(inventory, "Rollout").flatMap((object) => {
    const name = object.root.at("spec", "strategy", "blueGreen", "previewService")?.text;
    const isTaken = isWorkload(object) || deploymentOf(inventory, object) !== undefined;
    return isTaken ? find(inventory, "Service", name) ?? [] : [];
  });
}
