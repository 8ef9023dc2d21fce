import type {
  Companion,
  ComputeResources,
  Container,
  ContainerPort,
  HostFolder,
  HostRule,
  Lifecycle,
  LifecycleStep,
  Placement,
  StartWait,
  Toleration,
  Volume,
} from "../../../model/resource.ts";
import { either, flag, listOf, mapOf, oneOf, type Shape, shapeOf, text, whole } from "./shape.ts";

const texts = listOf(text);
const named = mapOf(text);

/** The fields of containers that only the drawing says. */
export type Drawn =
  | "settings"
  | "variables"
  | "addresses"
  | "after"
  | "identity"
  | "policies";

const compute = shapeOf<ComputeResources>({
  cpu: text,
  memory: text,
  cpuLimit: text,
  memoryLimit: text,
  gpu: whole,
  processes: whole,
});

const toleration = shapeOf<Toleration>({
  key: text,
  operator: oneOf("Equal", "Exists"),
  value: text,
  effect: oneOf("NoSchedule", "PreferNoSchedule", "NoExecute"),
  for: text,
});

const hostRule = shapeOf<HostRule>({
  key: text,
  operator: oneOf("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"),
  values: texts,
  weight: whole,
});

const placement = shapeOf<Placement>({
  nodeSelector: named,
  tolerations: listOf(toleration),
  hosts: listOf(hostRule),
  spread: oneOf("host", "zone"),
  skew: whole,
  near: texts,
  apart: texts,
  strict: flag,
  priorityClass: text,
});

/** A port that a container listens on. */
export const containerPort: Shape = shapeOf<ContainerPort>({
  name: text,
  port: whole,
  protocol: oneOf("TCP", "UDP", "SCTP"),
  appProtocol: text,
  hostPort: whole,
});

const companion = shapeOf<Companion>({
  name: text,
  image: text,
  command: texts,
  args: texts,
  env: named,
  ports: listOf(containerPort),
  resources: compute,
});

/** A question over HTTP. */
export const http: Shape = shapeOf<{ path: string; port: string }>({ path: text, port: either });

const step = shapeOf<LifecycleStep>({ exec: texts, http });

/** A further volume. */
export const volume: Shape = shapeOf<Volume>({
  name: text,
  size: text,
  path: text,
  class: text,
  access: text,
  claim: text,
});

/** What every container may say. */
export const container: { readonly [K in keyof Required<Omit<Container, Drawn>>]: Shape } = {
  image: text,
  command: texts,
  args: texts,
  workingDir: text,
  env: named,
  podFields: named,
  labels: named,
  annotations: named,
  user: whole,
  group: whole,
  writable: texts,
  writableSize: text,
  readOnly: flag,
  resources: compute,
  pullPolicy: oneOf("IfNotPresent", "Always", "Never"),
  pullSecrets: texts,
  serviceAccount: text,
  podSecurity: oneOf("restricted", "baseline", "privileged"),
  privileged: flag,
  capabilities: texts,
  stopSeconds: whole,
  placement,
  hostFolders: listOf(shapeOf<HostFolder>({ source: text, path: text, readOnly: flag })),
  init: listOf(companion),
  sidecars: listOf(companion),
  lifecycle: shapeOf<Lifecycle>({ postStart: step, preStop: step }),
  wait: shapeOf<StartWait>({ image: text, taskImage: text, timeout: text }),
};
