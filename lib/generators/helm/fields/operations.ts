import type {
  Alert,
  CustomDefinition,
  CustomInstance,
  CustomObject,
  Group,
  GroupLimits,
  GroupQuota,
  Monitor,
  RolloutAnalysis,
  RolloutStep,
  RolloutStrategy,
} from "../../../model/resource.ts";
import {
  anything,
  type ConfigShapes,
  either,
  flag,
  listOf,
  mapOf,
  oneOf,
  shapeOf,
  text,
  whole,
} from "./shape.ts";

/** What a deployment strategy may say. */
export const strategy: ConfigShapes<RolloutStrategy> = {
  type: oneOf("RollingUpdate", "Recreate", "Canary", "BlueGreen"),
  maxSurge: either,
  maxUnavailable: either,
  steps: listOf(shapeOf<RolloutStep>({ weight: whole, pause: text, manual: flag })),
  autoPromotion: flag,
  autoPromotionAfter: text,
  previewReplicas: whole,
  scaleDownDelay: text,
  timeout: text,
  minReady: text,
  history: whole,
  analysis: shapeOf<RolloutAnalysis>({
    address: text,
    query: text,
    success: text,
    interval: text,
    count: whole,
    failures: whole,
  }),
};

const alert = shapeOf<Alert>({
  name: text,
  expression: text,
  for: text,
  severity: oneOf("info", "warning", "critical"),
  summary: text,
  description: text,
});

/** What observability may say. */
export const monitor: ConfigShapes<Monitor, "targets"> = {
  metrics: shapeOf<NonNullable<Monitor["metrics"]>>({
    portName: text,
    path: text,
    interval: text,
    timeout: text,
  }),
  alerts: listOf(alert),
  dashboards: mapOf(text),
  logging: shapeOf<NonNullable<Monitor["logging"]>>({ level: text, format: text, parser: text }),
  tracing: shapeOf<NonNullable<Monitor["tracing"]>>({
    endpoint: text,
    protocol: text,
    sampling: { type: "number" },
  }),
  labels: mapOf(text),
};

/** What an app group may say. */
export const group: ConfigShapes<Group, "members"> = {
  namespace: text,
  labels: mapOf(text),
  env: mapOf(text),
  quota: shapeOf<GroupQuota>({
    size: oneOf("Small", "Medium", "Large", "Enterprise", "Custom"),
    cpu: text,
    memory: text,
    cpuLimit: text,
    memoryLimit: text,
    storage: text,
    pods: whole,
    claims: whole,
    services: whole,
  }),
  limits: shapeOf<GroupLimits>({
    cpu: text,
    memory: text,
    cpuLimit: text,
    memoryLimit: text,
    maxCpu: text,
    maxMemory: text,
  }),
  network: oneOf("deny", "open"),
};

const definition = shapeOf<CustomDefinition>({
  plural: text,
  singular: text,
  shortNames: listOf(text),
  categories: listOf(text),
  schema: anything,
  columns: listOf(
    shapeOf<{ name: string; type: string; path: string }>({ name: text, type: text, path: text }),
  ),
  status: flag,
  scale: shapeOf<{ specPath: string; statusPath: string }>({ specPath: text, statusPath: text }),
});

const instance = shapeOf<CustomInstance>({
  name: text,
  labels: mapOf(text),
  annotations: mapOf(text),
  fields: anything,
});

/** What a custom resource may say. */
export const custom: ConfigShapes<CustomObject> = {
  apiVersion: text,
  objectKind: text,
  scope: oneOf("Namespaced", "Cluster"),
  definition,
  instances: listOf(instance),
};
