import type { DraftNode } from "../shared/draft.ts";
import { freePortName, type NodePort, portsOf } from "../shared/ports.ts";
import type { Field } from "../yaml/field.ts";
import { put, putChoice, putFormat, putTexts, putWhole, set } from "../yaml/put.ts";
import type { Inventory } from "./inventory.ts";
import { takeAnnotations, takeHead, takeLabels } from "./metadata.ts";
import { type KubeObject, podLabels, selects, textMap } from "./objects.ts";
import { putSpoken } from "./ports.ts";

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
