import type { DraftNode } from "../shared/draft.ts";
import { portsOf } from "../shared/ports.ts";
import type { Field } from "../yaml/field.ts";
import { addNode, type Inventory, ofKind } from "./inventory.ts";
import { takeHead, takeLabels } from "./metadata.ts";
import { isWorkload, type KubeObject, podLabels, selects, templateOf, textMap } from "./objects.ts";
import { putSpoken } from "./ports.ts";
import { previewServices } from "./rollouts.ts";

/** The Service that a workload makes by itself, and the headless one of a stateful one. */
export interface OwnServices {
  readonly own: Map<KubeObject, KubeObject>;
  readonly headless: Map<KubeObject, KubeObject>;
}

/** Finds the Services that workloads make by themselves; every other one becomes a node. */
export function ownServices(inventory: Inventory): OwnServices {
  const own = new Map<KubeObject, KubeObject>();
  const headless = new Map<KubeObject, KubeObject>();
  const previews = previewServices(inventory);
  for (const service of ofKind(inventory, "Service")) {
    if (previews.includes(service)) continue;
    const workload = onlyBackend(inventory, service);
    if (workload && isHeadlessOf(service, workload)) headless.set(workload, service);
    else if (workload && isOwn(service, workload)) own.set(workload, service);
    else addNode(inventory, service, "service");
  }
  return { own, headless };
}

function onlyBackend({ objects }: Inventory, { root }: KubeObject): KubeObject | undefined {
  const selector = textMap(root.at("spec", "selector"));
  const backends = objects.filter((object) =>
    isWorkload(object) && selects(selector, podLabels(object))
  );
  return backends.length === 1 ? backends[0] : undefined;
}

function isHeadlessOf({ name, root }: KubeObject, workload: KubeObject): boolean {
  return workload.kind === "StatefulSet" && name === `${workload.name}-headless` &&
    workload.root.at("spec", "serviceName")?.text === name &&
    root.at("spec", "clusterIP")?.text === "None";
}

/** What the Service of a node can say besides its ports. */
const PLAIN = new Set(["ports", "selector", "type", "clusterIP", "sessionAffinity"]);

function isOwn({ name, root }: KubeObject, workload: KubeObject): boolean {
  const spec = root.get("spec");
  if (name !== workload.name || !spec || root.at("metadata", "annotations")?.isEmpty === false) {
    return false;
  }
  const isHeadless = spec.get("clusterIP")?.text === "None";
  if (isHeadless && workload.kind !== "StatefulSet") return false;
  if (!["ClusterIP", undefined].includes(spec.get("type")?.text)) return false;
  if (!["None", undefined].includes(spec.get("sessionAffinity")?.text)) return false;
  if (spec.entries().some(([key]) => !PLAIN.has(key))) return false;
  const ports = containerPorts(workload);
  return (spec.get("ports")?.items() ?? []).every((port) => isSame(port, ports));
}

function containerPorts(workload: KubeObject): Field[] {
  const containers = templateOf(workload)?.at("spec", "containers")?.items() ?? [];
  return containers.flatMap((container) => container.get("ports")?.items() ?? []);
}

/** Whether a port of a Service is a port of the container, under the same number and name. */
function isSame(port: Field, ports: readonly Field[]): boolean {
  const number = port.get("port")?.whole;
  const target = port.get("targetPort");
  const container = ports.find((one) =>
    target?.text !== undefined && target.whole === undefined
      ? one.get("name")?.text === target.text
      : one.get("containerPort")?.whole === (target?.whole ?? number)
  );
  if (!container) return target === undefined || target.whole === number;
  const name = port.get("name")?.text;
  const known = container.get("name")?.text;
  return container.get("containerPort")?.whole === number &&
    (name === undefined || known === undefined || name === known) && !port.get("nodePort")?.whole;
}

/** Takes the Service that a workload makes by itself. */
export function takeOwn(inventory: Inventory, node: DraftNode, service: KubeObject): void {
  const { root } = service;
  takeHead(inventory, service, node);
  takeLabels(inventory, node, root.at("metadata", "labels"));
  const spec = root.get("spec");
  for (const key of ["selector", "type", "sessionAffinity"]) spec?.get(key)?.take(node.id);
  spec?.get("clusterIP")?.approximate(
    `the names of single replicas are under "${node.id}-headless" now`,
    node.id,
  );
  for (const port of spec?.get("ports")?.items() ?? []) takeOwnPort(node, port);
}

/** The Service of a node has the ports of its container, which say what is spoken on them. */
function takeOwnPort(node: DraftNode, port: Field): void {
  for (const [, field] of port.entries()) field.take(node.id, ["ports"]);
  const index = portsOf(node).findIndex((one) => one.port === port.get("port")?.whole);
  if (index >= 0) putSpoken(node, ["ports", index], port.get("appProtocol"));
}

/** The headless Service of a stateful workload is made again as it was. */
export function takeHeadless(service: KubeObject, node: DraftNode): void {
  service.root.take(node.id, ["headless"]);
}
