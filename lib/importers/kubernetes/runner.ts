import { JOB_REPLACEMENT } from "../../model/job_replacement.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putAmount, putChoice, putFlag, putFormat, putWhole, set } from "../yaml/put.ts";
import type { Inventory } from "./inventory.ts";
import { takeAnnotations, takeHead, takeLabels } from "./metadata.ts";
import { isWorkload, type KubeObject, podLabels, selects, textMap } from "./objects.ts";
import { takePod } from "./pod.ts";
import { addStrategy, isRolledOut } from "./rollouts.ts";
import { putSeconds } from "./seconds.ts";

/** The component that an object with containers becomes. */
export function componentOf({ kind }: KubeObject): string {
  if (kind === "StatefulSet") return "stateful-app";
  if (kind === "Job") return "job";
  return kind === "CronJob" ? "cron-job" : "app";
}

/** Fills the node of an object that runs containers. */
export function fillRunner(inventory: Inventory, object: KubeObject, node: DraftNode): void {
  const { root, kind } = object;
  takeHead(inventory, object, node);
  takePod(inventory, object, node);
  if (kind !== "Pod") {
    takeLabels(inventory, node, root.at("metadata", "labels"));
    const implied = kind === "Job" ? JOB_REPLACEMENT : {};
    takeAnnotations(node, root.at("metadata", "annotations"), implied);
  }
  if (isWorkload(object)) fillWorkload(inventory, object, node);
  else fillTask(object, node);
  explainKind(object, node);
}

/** What runs for ever is an app, whatever kept it running. */
function explainKind({ root, kind }: KubeObject, node: DraftNode): void {
  const sentence = INSTEAD[kind];
  if (sentence) root.get("kind")?.approximate(sentence, node.id);
}

const INSTEAD: Readonly<Record<string, string>> = {
  DaemonSet: "it is an app: as many replicas as are asked for, and not one on each host",
  Pod: "it is an app, which starts a pod anew when it ends",
  ReplicaSet: "it is an app, which replaces its pods when they change",
  ReplicationController: "it is an app, which replaces its pods when they change",
};

function fillWorkload(inventory: Inventory, object: KubeObject, node: DraftNode): void {
  const spec = object.root.get("spec");
  if (object.kind === "Pod" || !spec) return;
  takeReplicas(node, spec.get("replicas"));
  takeSelector(object, node, spec.get("selector"));
  // The strategy of a Rollout is a node of its own.
  if (object.kind === "Rollout") return;
  if (object.kind === "StatefulSet") fillStateful(node, spec);
  else if (isPaced(spec) && !isRolledOut(inventory, object)) {
    return fillPaced(inventory, node, spec);
  } else fillRollout(node, ["rollout"], spec.get("strategy"));
  const history = spec.get("revisionHistoryLimit");
  if (history?.whole === 3) history.take(node.id);
  else history?.approximate("Celestra keeps 3 old versions", node.id);
}

/** Whether a Deployment says how long a new version is watched, which only a strategy node can. */
function isPaced(spec: Field): boolean {
  const patience = spec.get("progressDeadlineSeconds")?.whole ?? PATIENCE;
  return (spec.get("minReadySeconds")?.whole ?? 0) > 0 || patience !== PATIENCE;
}

/** Seconds that a new version may take where nothing is said. */
const PATIENCE = 600;

function fillPaced(inventory: Inventory, node: DraftNode, spec: Field): void {
  const strategy = addStrategy(inventory, node, "RollingUpdate");
  fillRollout(strategy, [], spec.get("strategy"));
  putSeconds(strategy, ["minReady"], spec.get("minReadySeconds"));
  putSeconds(strategy, ["timeout"], spec.get("progressDeadlineSeconds"));
  putWhole(strategy, ["history"], spec.get("revisionHistoryLimit"), [0, 100]);
}

function takeReplicas(node: DraftNode, replicas: Field | undefined): void {
  if (replicas?.whole === 0) {
    return replicas.approximate("at least 1 runs: an app is never off", node.id);
  }
  putWhole(node, ["replicas"], replicas, [1, 1000]);
}

/** A workload selects its own pods, by labels of its own. */
function takeSelector(object: KubeObject, node: DraftNode, selector: Field | undefined): void {
  const wanted = textMap(selector?.get("matchLabels") ?? selector);
  if (selects(wanted, podLabels(object))) selector?.take(node.id);
  else selector?.approximate("Celestra selects the pods by its own labels", node.id);
}

function fillRollout(node: DraftNode, at: readonly string[], strategy: Field | undefined): void {
  putChoice(node, [...at, "type"], strategy?.get("type"), ["RollingUpdate", "Recreate"]);
  for (const key of ["maxSurge", "maxUnavailable"]) {
    putAmount(node, [...at, key], strategy?.at("rollingUpdate", key));
  }
}

function fillStateful(node: DraftNode, spec: Field): void {
  const name = spec.get("serviceName");
  if (name?.text === node.id) put(node, ["headless"], false, name);
  else if (name?.text === `${node.id}-headless`) name.take(node.id, ["headless"]);
  else name?.approximate(`the names of replicas are under "${node.id}-headless"`, node.id);
  const policy = spec.get("podManagementPolicy");
  putChoice(node, ["podManagement"], policy, ["OrderedReady", "Parallel"]);
  const update = spec.get("updateStrategy");
  putChoice(node, ["updateStrategy"], update?.get("type"), ["RollingUpdate", "OnDelete"]);
  putWhole(node, ["partition"], update?.at("rollingUpdate", "partition"), [0, 1000]);
}

/** A Job, or what a CronJob makes. */
function fillTask({ root, kind }: KubeObject, node: DraftNode): void {
  const spec = root.get("spec");
  const job = kind === "CronJob" ? spec?.at("jobTemplate", "spec") : spec;
  if (!spec || !job) return;
  if (kind === "CronJob") fillSchedule(node, spec);
  putWhole(node, ["parallelism"], job.get("parallelism"), [1, 1000]);
  putWhole(node, ["completions"], job.get("completions"), [1, 1000]);
  putSeconds(node, ["timeout"], job.get("activeDeadlineSeconds"));
  putSeconds(node, ["keepFinished"], job.get("ttlSecondsAfterFinished"));
  const retries = job.get("backoffLimit");
  // A failed pod is tried again six times where nothing is said.
  if (retries) putWhole(node, ["retries"], retries, [0, 1000]);
  else set(node, ["retries"], 6);
  const restart = job.at("template", "spec", "restartPolicy");
  putChoice(node, ["restartPolicy"], restart, ["Never", "OnFailure"]);
  const mode = job.get("completionMode");
  if (mode?.text === "Indexed") put(node, ["indexed"], true, mode);
  else mode?.take(node.id);
  if (kind === "Job") putFlag(node, ["suspend"], job.get("suspend"));
}

function fillSchedule(node: DraftNode, spec: Field): void {
  putFormat(node, ["schedule"], spec.get("schedule"), "cron");
  const zone = spec.get("timeZone");
  if (zone) put(node, ["timeZone"], zone.text ?? "", zone);
  const policy = spec.get("concurrencyPolicy");
  // Runs may overlap where nothing is said, and our default is that they may not.
  if (policy) putChoice(node, ["concurrency"], policy, ["Forbid", "Allow", "Replace"]);
  else set(node, ["concurrency"], "Allow");
  putFlag(node, ["suspend"], spec.get("suspend"));
  putSeconds(node, ["startingDeadline"], spec.get("startingDeadlineSeconds"));
  const successes = spec.get("successfulJobsHistoryLimit");
  putWhole(node, ["successfulHistory"], successes, [0, 1000]);
  putWhole(node, ["failedHistory"], spec.get("failedJobsHistoryLimit"), [0, 1000]);
}
