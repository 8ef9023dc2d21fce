import type { Json } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import { portsOf } from "../shared/ports.ts";
import type { Field } from "../yaml/field.ts";
import { type Inventory, ofKind } from "./inventory.ts";
import { hasOnly, isLegal } from "./legal.ts";
import { takeHead, takeLabels } from "./metadata.ts";
import { monitorFor } from "./monitors.ts";
import { isWorkload, type KubeObject, selects, textMap } from "./objects.ts";
import { selected } from "./selected.ts";

/**
 * Takes the ServiceMonitors that read a path of apps of the files into nodes; one that says more is kept
 * as it is.
 */
export function takeServiceMonitors(inventory: Inventory): void {
  for (const object of ofKind(inventory, "ServiceMonitor")) {
    const targets = targetsOf(inventory, object);
    const [endpoint, ...more] = object.root.at("spec", "endpoints")?.items() ?? [];
    if (endpoint && more.length === 0 && targets.length > 0 && isPlain(object, endpoint)) {
      takeServiceMonitor(inventory, { object, endpoint, targets });
    }
  }
}

/** A ServiceMonitor with what it asks, and the apps that it asks it of. */
interface Monitoring {
  readonly object: KubeObject;
  readonly endpoint: Field;
  readonly targets: readonly DraftNode[];
}

/** The apps behind the Services that it selects. */
function targetsOf(inventory: Inventory, { root }: KubeObject): DraftNode[] {
  const wanted = textMap(root.at("spec", "selector", "matchLabels"));
  const services = ofKind(inventory, "Service").filter((service) =>
    selects(wanted, textMap(service.root.at("metadata", "labels")))
  );
  const all = inventory.objects.filter(isWorkload);
  const workloads = services.flatMap((service) =>
    selected(inventory, all, service.root.at("spec", "selector"))
  );
  return [...new Set(workloads.flatMap((workload) => inventory.nodes.get(workload) ?? []))];
}

/** Whether it says no more than a node can. */
function isPlain({ root }: KubeObject, endpoint: Field): boolean {
  return hasOnly(root.get("spec"), ["endpoints", "selector"]) &&
    hasOnly(root.at("spec", "selector"), ["matchLabels"]) &&
    hasOnly(endpoint, ["interval", "path", "port", "scheme", "scrapeTimeout"]) &&
    ["http", undefined].includes(endpoint.get("scheme")?.text) &&
    isLegal(endpoint.get("path"), "url-path") &&
    ["interval", "scrapeTimeout"].every((key) => isLegal(endpoint.get(key), "duration"));
}

function takeServiceMonitor(inventory: Inventory, monitoring: Monitoring): void {
  const { object, endpoint, targets } = monitoring;
  // Celestra makes one for each app, named after both.
  const end = targets.map(({ id }) => `-${id}`).find((end) => object.name.endsWith(end)) ?? "";
  const wanted = object.name.slice(0, object.name.length - end.length);
  const node = monitorFor(inventory, object, wanted, { metrics: metricsOf(monitoring) });
  takeHead(inventory, object, node, `${node.id}-${targets[0]!.id}`);
  takeLabels(inventory, node, object.root.at("metadata", "labels"));
  object.root.at("spec", "selector")?.take(node.id);
  for (const [, field] of endpoint.entries()) field.take(node.id, ["metrics"]);
  for (const target of targets) {
    inventory.draft.connect(
      { node: node.id, port: "monitoring" },
      { node: target.id, port: "monitoring" },
    );
  }
}

/** The first port needs no name. */
function metricsOf({ endpoint, targets: [target] }: Monitoring): Json {
  const said = (key: string, field: string) => {
    const text = endpoint.get(field)?.text;
    return text === undefined ? {} : { [key]: text };
  };
  const isFirst = portsOf(target!)[0]?.name === endpoint.get("port")?.text;
  return {
    ...(isFirst ? {} : said("portName", "port")),
    ...said("path", "path"),
    ...said("interval", "interval"),
    ...said("timeout", "scrapeTimeout"),
  };
}
