import { FORMATS } from "../../model/formats.ts";
import { type Json, type JsonObject, lookup } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, set } from "../yaml/put.ts";
import { isTask } from "./network.ts";
import { interpolated } from "./interpolation.ts";
import type { Reading } from "./reading.ts";
import { pairsOf, type Placed, type Service, valueOf, valuesOf } from "./service.ts";
import { putCommand, putFilled } from "./texts.ts";
import { seconds } from "./words.ts";

/** Takes the image of a service, and what it is built from. */
export function takeImage(reading: Reading, { service, node }: Placed): void {
  const image = valueOf(service, "image");
  const build = valueOf(service, "build");
  if (image) putFilled(reading, node, ["image"], image, { format: "image" });
  if (!build) return;
  const name = `${reading.draft.name}-${node.id}:dev`;
  const message = image
    ? "Compose builds it; Kubernetes needs it built and pushed"
    : `it is the image ${name}: build and push it, and name it as your registry does`;
  if (node.config["image"] === undefined) set(node, ["image"], name);
  if (isTask(node)) {
    return build.drop("what runs to its end is not built: build it before", node.id);
  }
  if (!build.isMap) {
    set(node, ["build", "context"], build.text ?? ".");
    return build.approximate(message, node.id, ["build", "context"]);
  }
  build.note(message, node.id);
  takeBuild(reading, node, build);
}

function takeBuild(reading: Reading, node: DraftNode, build: Field): void {
  if (!build.get("context")) set(node, ["build", "context"], ".");
  for (const key of ["context", "dockerfile", "target"]) {
    const field = build.get(key);
    if (field) putFilled(reading, node, ["build", key], field);
  }
  for (const { key, value, field } of pairsOf(build.get("args"))) {
    if (FORMATS.variable!.test(key) && value !== undefined) {
      putFilled(reading, node, ["build", "args", key], field, { text: value });
    } else field.drop("its value comes from whoever builds", node.id);
  }
}

const PULL_POLICIES: Readonly<Record<string, string>> = {
  always: "Always",
  if_not_present: "IfNotPresent",
  missing: "IfNotPresent",
  never: "Never",
};

/** Takes how a service is run: its command, its end and its restart. */
export function takeRun(reading: Reading, { service, node }: Placed): void {
  // What Compose calls the entry point is the command of Kubernetes.
  putCommand(reading, node, ["command"], valueOf(service, "entrypoint"));
  putCommand(reading, node, ["args"], valueOf(service, "command"));
  const folder = valueOf(service, "working_dir");
  if (folder) putFilled(reading, node, ["workingDir"], folder, { format: "path" });
  const policy = valueOf(service, "pull_policy");
  const pull = PULL_POLICIES[policy?.text ?? ""];
  if (policy && pull !== undefined) put(node, ["pullPolicy"], pull, policy);
  takeStop(node, valueOf(service, "stop_grace_period"));
  takeRestart(node, valueOf(service, "restart"));
  const init = valueOf(service, "init");
  if (init?.flag) init.take(node.id);
  takeNames(service, node);
  takeLogging(node, valueOf(service, "logging"));
}

/** What our own output says where no node says more. */
function takeLogging(node: DraftNode, logging: Field | undefined): void {
  const { driver, options } = (logging?.json ?? {}) as { driver?: Json; options?: JsonObject };
  const isUsual = driver === "json-file" &&
    Object.entries(options ?? {}).every(([key, value]) => USUAL_LOGGING[key] === String(value));
  if (isUsual) logging?.take(node.id);
}

const USUAL_LOGGING: Readonly<Record<string, string>> = { "max-file": "3", "max-size": "10m" };

function takeStop(node: DraftNode, field: Field | undefined): void {
  const time = seconds(field?.text);
  // Kubernetes gives 30 seconds, Compose 10, where nothing is said.
  if (!field) return;
  if (time === undefined || time > 3600) return field.drop("it must be at most an hour", node.id);
  if (time === 30) field.take(node.id);
  else put(node, ["stopSeconds"], time, field);
}

function takeRestart(node: DraftNode, field: Field | undefined): void {
  if (!field) return;
  const [, retries] = /^on-failure(?::(\d+))?$/.exec(field.text ?? "") ?? [];
  if (isTask(node)) {
    set(node, ["retries"], Number(retries ?? 0));
    return field.take(node.id, ["retries"]);
  }
  if (/^(always|unless-stopped)$/.test(field.text ?? "")) field.take(node.id);
  else field.approximate("an app is always started again", node.id);
}

function takeNames(service: Service, node: DraftNode): void {
  for (const key of ["container_name", "hostname"]) {
    const field = valueOf(service, key);
    if (field?.text === node.id) field.take(node.id);
    else field?.drop(`its name is that of its node, ${node.id}`, node.id);
  }
}

const OURS = /^celestra\.dev\//;

/** Takes labels; what is no label of Kubernetes is an annotation. */
export function takeLabels(reading: Reading, { service, node }: Placed): void {
  for (const { key, value = "", field } of valuesOf(service, "labels").flatMap(pairsOf)) {
    const { text } = interpolated(value, reading.values);
    if (OURS.test(key) || lookup(reading.draft.labels, key) === text) field.take(node.id);
    else if (FORMATS["label-key"]!.test(key) && FORMATS["label-value"]!.test(text)) {
      putFilled(reading, node, ["labels", key], field, { text: value });
    } else if (FORMATS["label-key"]!.test(key)) {
      set(node, ["annotations", key], text);
      field.approximate("it is an annotation: no label of Kubernetes holds it", node.id);
    } else field.drop(`it must be ${FORMATS["label-key"]!.expected}`, node.id);
  }
}

/** Whether a service runs to its end: others wait for that, or only a person starts it. */
export function runsToItsEnd(services: readonly Service[], service: Service): boolean {
  const isAwaited = services.some((other) =>
    other.layers.some((layer) =>
      layer.at("depends_on", service.name, "condition")?.text === "service_completed_successfully"
    )
  );
  const profiles = service.layers.flatMap((layer) => layer.get("profiles")?.texts ?? []);
  const restart = service.layers.at(-1)?.get("restart")?.text;
  return isAwaited || (profiles.includes("jobs") && /^(no|on-failure)/.test(restart ?? "no"));
}

/** The profile of what only a person starts. */
export function takeProfiles({ service, node }: Placed): void {
  for (const field of valueOf(service, "profiles")?.items() ?? []) {
    if (field.text === "jobs" && isTask(node)) field.take(node.id);
    else field.drop("every node of a workflow is deployed", node.id);
  }
}

/** Labels that every service has are those of the workflow. */
export function commonLabels(services: readonly Service[]): Record<string, string> {
  const [first, ...others] = services.map((service) =>
    new Map(
      service.layers.flatMap((layer) => pairsOf(layer.get("labels")))
        .map(({ key, value }) => [key, value] as const),
    )
  );
  if (!first || others.length === 0) return {};
  return Object.fromEntries([...first].flatMap(([key, value]) => {
    const isPlain = value !== undefined && !value.includes("$") && !OURS.test(key) &&
      FORMATS["label-key"]!.test(key) && FORMATS["label-value"]!.test(value);
    return isPlain && others.every((other) => other.get(key) === value) ? [[key, value]] : [];
  }));
}
