import type { DraftNode } from "../shared/draft.ts";
import type { Path } from "../../model/json.ts";
import type { Field } from "../yaml/field.ts";
import { put, putChoice, putFormat, putTexts, putWhole, set } from "../yaml/put.ts";
import { previewServices } from "./rollouts.ts";
import { addNode, type Inventory, ofKind } from "./inventory.ts";
import { takeAnnotations, takeHead, takeLabels } from "./metadata.ts";
import { isWorkload, type KubeObject, podLabels, selects, templateOf, textMap } from "./objects.ts";
import { freePortName, type NodePort, portsOf } from "../shared/ports.ts";

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
  putSpoken(node, ["ports", index], port.get("appProtocol"));
}

function putSpoken(node: DraftNode, at: Path, spoken: Field | undefined): void {
  putChoice(node, [...at, "appProtocol"], spoken, ["http", "https", "grpc", "tcp", "udp"]);
}

/** The headless Service of a stateful workload is made again as it was. */
export function takeHeadless(service: KubeObject, node: DraftNode): void {
  service.root.take(node.id, ["headless"]);
}

/** Fills the node of a Service and joins what is behind it. */
export function fillService(
  inventory: Inventory,
  service: KubeObject,
  node: DraftNode,
  workloads: readonly KubeObject[],
): void {
  const { root } = service;
  const spec = root.get("spec");
  takeHead(inventory, service, node);
  takeLabels(inventory, node, root.at("metadata", "labels"));
  takeAnnotations(node, root.at("metadata", "annotations"));
  if (!spec) return;
  putChoice(node, ["type"], spec.get("type"), TYPES);
  fillAddress(node, spec);
  fillPorts(node, spec);
  fillBackends(inventory, node, spec, workloads);
}

const TYPES = ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"];

function fillAddress(node: DraftNode, spec: Field): void {
  const clusterIP = spec.get("clusterIP");
  if (clusterIP?.text === "None") put(node, ["clusterIP"], "None", clusterIP);
  else clusterIP?.drop("the cluster gives the address", node.id);
  putFormat(node, ["externalName"], spec.get("externalName"), "hostname");
  putTexts(node, ["externalIPs"], spec.get("externalIPs"));
  putFormat(node, ["loadBalancerIP"], spec.get("loadBalancerIP"), "ip");
  putFormat(node, ["loadBalancerClass"], spec.get("loadBalancerClass"), "label-key");
  putChoice(node, ["sessionAffinity"], spec.get("sessionAffinity"), ["None", "ClientIP"]);
  const sticky = spec.at("sessionAffinityConfig", "clientIP", "timeoutSeconds");
  putWhole(node, ["stickySeconds"], sticky, [1, 86_400]);
  for (const key of ["externalTrafficPolicy", "internalTrafficPolicy"]) {
    putChoice(node, [key], spec.get(key), ["Cluster", "Local"]);
  }
}

function fillPorts(node: DraftNode, spec: Field): void {
  const names = new Set<string>();
  spec.get("ports")?.items().forEach((port, index) => {
    const at = ["ports", index];
    const said = port.get("name");
    const number = port.get("port")?.whole ?? 0;
    const protocol = (port.get("protocol")?.text ?? "TCP").toUpperCase();
    const name = freePortName(said?.text, { port: number, protocol }, names);
    set(node, [...at, "name"], name);
    if (said?.text === name) said.take(node.id, [...at, "name"]);
    else said?.approximate(`it is named "${name}": a name has at most 15 letters`, node.id);
    putWhole(node, [...at, "port"], port.get("port"), [1, 65_535]);
    takeProtocol(node, at, port);
    putSpoken(node, at, port.get("appProtocol"));
    takeTarget(node, at, port.get("targetPort"));
    const nodePort = port.get("nodePort");
    if (nodePort?.whole === 0) nodePort.take(node.id);
    else putWhole(node, [...at, "nodePort"], nodePort, [1, 65_535]);
  });
}

function takeProtocol(node: DraftNode, at: readonly (string | number)[], port: Field): void {
  const protocol = port.get("protocol");
  if (protocol) put(node, [...at, "protocol"], protocol.text?.toUpperCase() ?? "", protocol);
}

function takeTarget(
  node: DraftNode,
  at: readonly (string | number)[],
  target: Field | undefined,
): void {
  if (target?.whole !== undefined) put(node, [...at, "targetPort"], target.whole, target);
  else putFormat(node, [...at, "targetPort"], target, "port-name");
}

/** Joins the workloads that are selected; pods that are not among the files stay a selector. */
function fillBackends(
  inventory: Inventory,
  node: DraftNode,
  spec: Field,
  workloads: readonly KubeObject[],
): void {
  const selector = spec.get("selector");
  if (!selector) return;
  const wanted = textMap(selector);
  const backends = workloads.filter((workload) => selects(wanted, podLabels(workload)));
  if (backends.length === 0) return takeSelector(node, selector);
  selector.take(node.id);
  for (const backend of backends) {
    const provider = inventory.nodes.get(backend)!;
    openPorts(provider, spec);
    inventory.draft.connect(
      { node: provider.id, port: "endpoint" },
      { node: node.id, port: "backend" },
    );
  }
}

function takeSelector(node: DraftNode, selector: Field): void {
  for (const [key, value] of selector.entries()) {
    put(node, ["selector", key], value.text ?? "", value);
  }
}

/** What a Service leads to is a port, also where the container does not name it. */
function openPorts(provider: DraftNode, spec: Field): void {
  const ports = portsOf(provider);
  if (ports.length > 0) return;
  for (const port of spec.get("ports")?.items() ?? []) {
    const number = port.get("targetPort")?.whole ?? port.get("port")?.whole;
    if (number === undefined || ports.some((one) => one.port === number)) continue;
    const name = freePortName(port.get("name")?.text, { port: number, protocol: "TCP" }, new Set());
    ports.push({ name, port: number });
  }
  if (ports.length > 0) set(provider, ["ports"], ports as unknown as NodePort[]);
}
