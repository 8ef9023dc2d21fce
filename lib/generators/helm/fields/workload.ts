import type {
  Autoscaling,
  Build,
  DisruptionBudget,
  Probe,
  Probes,
  RolloutSettings,
  Task,
  Workload,
} from "../../../model/resource.ts";
import { container, containerPort, type Drawn, http, volume } from "./container.ts";
import {
  type ConfigShapes,
  either,
  flag,
  listOf,
  mapOf,
  oneOf,
  type Shape,
  shapeOf,
  text,
  whole,
} from "./shape.ts";

const probe = shapeOf<Probe>({
  http,
  tcp: shapeOf<{ port: string }>({ port: either }),
  exec: listOf(text),
  initialDelay: text,
  period: text,
  timeout: text,
  failures: whole,
  successes: whole,
});

const rollout = shapeOf<RolloutSettings>({
  type: oneOf("RollingUpdate", "Recreate"),
  maxSurge: either,
  maxUnavailable: either,
});

/** What a task may say; as a backup it stands under its workload. */
export const task: ConfigShapes<Task, Drawn | "volumeOf" | "suffix"> = {
  ...container,
  schedule: text,
  timeZone: text,
  concurrency: oneOf("Allow", "Forbid", "Replace"),
  suspend: flag,
  startingDeadline: text,
  successfulHistory: whole,
  failedHistory: whole,
  parallelism: whole,
  completions: whole,
  indexed: flag,
  retries: whole,
  timeout: text,
  restartPolicy: oneOf("Never", "OnFailure"),
  keepFinished: text,
  storage: text,
  mountPath: text,
  storageClass: text,
  accessMode: text,
  volumes: listOf(volume),
  retention: whole,
  location: text,
};

/** What an app or a stateful app may say. */
export const workload:
  & ConfigShapes<Workload, Drawn | "stateful" | "strategy" | "monitors">
  & { readonly backup: Shape } = {
    ...container,
    build: shapeOf<Build>({ context: text, dockerfile: text, target: text, args: mapOf(text) }),
    replicas: whole,
    ports: listOf(containerPort),
    probes: shapeOf<Probes>({ liveness: probe, readiness: probe, startup: probe }),
    storage: text,
    mountPath: text,
    storageClass: text,
    accessMode: text,
    volumes: listOf(volume),
    autoscaling: shapeOf<Autoscaling>({ min: whole, max: whole, cpu: whole, memory: whole }),
    disruptionBudget: shapeOf<DisruptionBudget>({ minAvailable: either, maxUnavailable: either }),
    rollout,
    updateStrategy: oneOf("RollingUpdate", "OnDelete"),
    partition: whole,
    podManagement: oneOf("OrderedReady", "Parallel"),
    headless: flag,
    hostNetwork: flag,
    dnsPolicy: oneOf("ClusterFirst", "Default", "ClusterFirstWithHostNet", "None"),
    backup: { type: "object", additionalProperties: false, properties: task },
  };
