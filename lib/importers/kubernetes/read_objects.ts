import type { Draft, DraftNode } from "../shared/draft.ts";
import { keepObject } from "./custom.ts";
import { addNode, type Inventory, ofKind } from "./inventory.ts";
import { takeExternalSecrets } from "./external_secrets.ts";
import { takeDefinitions } from "./definitions.ts";
import { takeIngresses } from "./ingress.ts";
import { commonLabels } from "./metadata.ts";
import { mountedMaps } from "./mounted_maps.ts";
import { takeNamespaces, usualNamespace } from "./namespaces.ts";
import { isRunner, isWorkload, type KubeObject } from "./objects.ts";
import { mainContainer } from "./pod.ts";
import { freePortName, portsOf } from "../shared/ports.ts";
import { takePorts } from "./ports.ts";
import { takeAlerts, takeDashboards } from "./monitors.ts";
import { takeServiceMonitors } from "./service_monitors.ts";
import { takeRollouts } from "./rollouts.ts";
import { componentOf, fillRunner } from "./runner.ts";
import { takeScaling } from "./scaling.ts";
import { type OwnServices, ownServices, takeHeadless, takeOwn } from "./own_services.ts";
import { fillService } from "./services.ts";
import { takeSealedSecrets } from "./sealed_secrets.ts";
import { finishSettings, takeSettings } from "./settings.ts";
import { looseClaims } from "./volumes.ts";
import { set } from "../yaml/put.ts";
import { takeAccess } from "./access.ts";
import { takePolicies } from "./policies.ts";

/** Reads objects into a draft. */
export function readObjects(draft: Draft, objects: readonly KubeObject[]): void {
  const namespace = usualNamespace(objects);
  if (namespace !== undefined && namespace !== draft.name) draft.namespace = namespace;
  const common = commonLabels(objects);
  draft.labels = { ...common };
  const inventory: Inventory = {
    draft,
    objects,
    common,
    nodes: new Map(),
    services: new Map(),
    claims: new Set(),
    foreignSecrets: new Map(),
    movedKeys: new Map(),
  };
  readAll(inventory);
}

/** In an order in which whatever is looked for is there already. */
function readAll(inventory: Inventory): void {
  const { objects, nodes } = inventory;
  const services = ownServices(inventory);
  const runners = objects.filter(isRunner);
  for (const runner of runners) addRunner(inventory, runner, services);
  for (const service of ofKind(inventory, "Service")) {
    const node = nodes.get(service);
    if (node) fillService(inventory, service, node, runners.filter(isWorkload));
  }
  nameServices(inventory, services);
  takeServiceMonitors(inventory);
  takeAlerts(inventory);
  takeDashboards(inventory);
  takeSettings(inventory, mountedMaps(inventory));
  takeExternalSecrets(inventory);
  takeSealedSecrets(inventory);
  takeAccess(inventory);
  for (const runner of runners) fillRunner(inventory, runner, nodes.get(runner)!);
  takeRollouts(inventory);
  takeScaling(inventory);
  takePolicies(inventory);
  takeIngresses(inventory);
  takeDefinitions(inventory);
  const rest = objects.filter((object) => !KNOWN.has(object.kind) && !nodes.has(object));
  for (const object of [...rest, ...looseClaims(inventory)]) keepObject(inventory, object);
  takeNamespaces(inventory);
  finishSettings(inventory);
}

/** The kinds that are read in a way of their own. */
const KNOWN: ReadonlySet<string> = new Set([
  "ClusterRole",
  "ClusterRoleBinding",
  "ConfigMap",
  "CronJob",
  "CustomResourceDefinition",
  "DaemonSet",
  "Deployment",
  "HorizontalPodAutoscaler",
  "Ingress",
  "Job",
  "LimitRange",
  "Namespace",
  "NetworkPolicy",
  "PersistentVolumeClaim",
  "Pod",
  "PodDisruptionBudget",
  "ReplicaSet",
  "ReplicationController",
  "ResourceQuota",
  "Role",
  "RoleBinding",
  "Secret",
  "Service",
  "ServiceAccount",
  "StatefulSet",
]);

/** The node of a runner, with its ports: what others reach must be known first. */
function addRunner(
  inventory: Inventory,
  runner: KubeObject,
  { own, headless }: OwnServices,
): void {
  const node = addNode(inventory, runner, componentOf(runner));
  const service = own.get(runner);
  const wanted = service?.root.at("spec", "ports")?.items() ?? [];
  if (isWorkload(runner)) {
    const named = new Map(wanted.flatMap((port) => {
      const name = port.get("name")?.text;
      const number = port.get("port")?.whole;
      return name === undefined || number === undefined ? [] : [[number, name] as const];
    }));
    takePorts(node, mainContainer(runner)?.get("ports"), named);
    for (const port of wanted) addPort(node, port.get("port")?.whole, port.get("name")?.text);
  }
  if (service) takeOwn(inventory, node, service);
  const names = headless.get(runner);
  if (names) takeHeadless(names, node);
}

/** A port that only the Service names. */
function addPort(node: DraftNode, port: number | undefined, name: string | undefined): void {
  const ports = portsOf(node);
  if (port === undefined || ports.some((one) => one.port === port)) return;
  const taken = new Set(ports.map((one) => one.name));
  const entry = { name: freePortName(name, { port, protocol: "TCP" }, taken), port };
  set(node, ["ports", ports.length], entry);
}

/** What the names of Services lead to. */
function nameServices({ services, nodes }: Inventory, { own }: OwnServices): void {
  for (const [object, node] of nodes) {
    if (object.kind === "Service") services.set(object.name, { node, ports: portsOf(node) });
  }
  for (const [workload, { name }] of own) {
    const node = nodes.get(workload)!;
    services.set(name, { node, ports: portsOf(node) });
  }
}
