import type { Json } from "../../../model/json.ts";
import type { DraftNode } from "../../shared/draft.ts";
import { portsOf } from "../../shared/ports.ts";
import { set } from "../../yaml/put.ts";
import {
  approximated,
  argumentsOf,
  dropped,
  type Handler,
  jsonOf,
  type Methods,
  type Outcome,
  putFormat,
  putWord,
  type Step,
  textMapOf,
  textsOf,
} from "../step.ts";
import type { Value } from "../program.ts";
import type { World } from "../world.ts";

/** The label by which the library knows the pods of a builder. */
const SELECTED = "app";

/** The calls of services. */
export const SERVICE: Methods = {
  type: (step) =>
    putWord(step, ["type"], step.call.positional[0], ["ClusterIP", "NodePort", "LoadBalancer"]),
  selector: (step) => {
    const labels = textMapOf(step.call.positional[0]);
    if (!labels) return dropped("it must be a map of text");
    const backends = selected(step.world, labels);
    if (backends.length === 0) {
      set(step.node, ["selector"], Object.fromEntries(labels));
      return undefined;
    }
    const portless = backends.filter((node) => portsOf(node).length === 0);
    if (portless.length > 0) return dropped(`${portless[0]!.id} has no port to lead to`);
    for (const backend of backends) step.world.join(backend, "endpoint", step.node, "backend");
    return undefined;
  },
  add_port: (step) => {
    const { name, port, target_port, protocol } = argumentsOf(
      step.call,
      "name",
      "port",
      "target_port",
      "protocol",
    );
    if (!Number.isInteger(port) || typeof name !== "string") {
      return dropped("a port has a name and a number");
    }
    const target = target_port === port ? undefined : jsonOf(target_port);
    const more: Record<string, Json> = {
      ...(target === undefined || target === null ? {} : { targetPort: target }),
      ...(protocol === "UDP" || protocol === "SCTP" ? { protocol } : {}),
    };
    const entry = { name, port: Number(port), ...more };
    set(step.node, ["ports"], [...portsOf(step.node), entry]);
    return undefined;
  },
};

/** The nodes that labels select: one by its name, or those that all carry a label. */
function selected(world: World, labels: ReadonlyMap<string, string>): DraftNode[] {
  const name = labels.get(SELECTED);
  const one = name === undefined ? undefined : world.named(name, "app", "stateful-app");
  if (one) return [one];
  return world.placed.map(({ node }) => node).filter((node) => {
    const own = (node.config["labels"] ?? {}) as Record<string, string>;
    const runs = node.component === "app" || node.component === "stateful-app";
    return runs && [...labels].every(([key, value]) => own[key] === value);
  });
}

/** The calls of ingresses. */
export const INGRESS: Methods = {
  host: (step) => {
    const known = step.node.config["host"];
    const [host] = step.call.positional;
    if (known !== undefined && known !== host) {
      return dropped("a node has one host: draw another ingress for it");
    }
    return putFormat(step, ["host"], host, "hostname");
  },
  path: (step) => {
    const { path, service_name, service_port, path_type } = argumentsOf(
      step.call,
      "path",
      "service_name",
      "service_port",
      "path_type",
    );
    const backend = step.world.endpoint(String(service_name));
    if (!backend || portsOf(backend).length === 0) {
      return dropped(`nothing with a port is called ${String(service_name)}`);
    }
    step.world.join(backend, "endpoint", step.node, "backend");
    const ports = portsOf(backend);
    const index = ports.findIndex(({ port }) => port === service_port);
    const entry = {
      backend: backend.id,
      path: String(path),
      ...(path_type === undefined || path_type === "Prefix" ? {} : { pathType: String(path_type) }),
      ...(index > 0 ? { portName: ports[index]!.name } : {}),
    };
    set(step.node, ["paths"], [...(step.node.config["paths"] ?? []) as Json[], entry]);
    return index < 0 ? approximated("by the first port: the backend has no such port") : undefined;
  },
  tls: (step) => {
    const { secret_name, hosts } = argumentsOf(step.call, "secret_name", "hosts");
    const names = textsOf(hosts) ?? [];
    set(step.node, ["tls"], true);
    const { host } = step.node.config;
    if (names.length > 0 && !(names.length === 1 && names[0] === host)) {
      set(step.node, ["tlsHosts"], names);
    }
    return putFormat(step, ["tlsSecret"], secret_name, "object-name");
  },
  ingress_class: (step) => putFormat(step, ["class"], step.call.positional[0], "object-name"),
};

/** Peers of the same form, whichever way they go. */
function peer(side: "ingress" | "egress", read: (step: Step) => Json | undefined): Handler {
  return (step) => {
    const one = read(step);
    if (one === undefined) return dropped("it must name a peer by text");
    add(step, side, one);
    return undefined;
  };
}

function add({ node }: Pick<Step, "node">, side: "ingress" | "egress", entry: Json): void {
  set(node, [side], [...(node.config[side] ?? []) as Json[], entry]);
}

/** Ports as the workflow says them. */
function ports(value: Value | undefined): { ports?: Json } {
  const list = jsonOf(value);
  return Array.isArray(list) && list.length > 0 ? { ports: list } : {};
}

function labelled(step: Step): Json | undefined {
  const { labels, ports: said } = argumentsOf(step.call, "labels", "ports");
  const map = textMapOf(labels);
  if (!map) return undefined;
  const name = map.get(SELECTED);
  const node = name === undefined || map.size > 1
    ? undefined
    : step.world.named(name, "app", "stateful-app", "job", "cron-job");
  return node
    ? { nodes: [node.id], ...ports(said) }
    : { podLabels: Object.fromEntries(map), ...ports(said) };
}

function spaced(step: Step): Json | undefined {
  const { namespace_labels, ports: said } = argumentsOf(step.call, "namespace_labels", "ports");
  const map = textMapOf(namespace_labels);
  return map && { namespaceLabels: Object.fromEntries(map), ...ports(said) };
}

/** The library's words for ranges of addresses may name several. */
function ranges(side: "ingress" | "egress"): Handler {
  return (step) => {
    const args = argumentsOf(step.call, "cidr_blocks", "ports", "except_cidrs");
    const except = textsOf(args["except_cidrs"]);
    const blocks = textsOf(args["cidr_blocks"]);
    if (!blocks) return dropped("it must be a list of address ranges");
    for (const cidr of blocks) {
      add(step, side, { cidr, ...(except && { except }), ...ports(args["ports"]) });
    }
    return undefined;
  };
}

function bind(step: Step, names: readonly string[]): Outcome {
  const found = names.map((name) =>
    step.world.named(name, "app", "stateful-app", "job", "cron-job")
  );
  for (const node of found) if (node) step.world.join(step.node, "policy", node, "policies");
  const missing = names.filter((_, index) => !found[index]);
  return missing.length === 0
    ? undefined
    : dropped(`nothing runs under the name ${missing.join(", ")}`);
}

/** Names are asked for on port 53. */
function isDns(step: Step): boolean {
  const { namespace_labels, ports } = argumentsOf(step.call, "namespace_labels", "ports");
  const list = jsonOf(ports);
  return namespace_labels instanceof Map && namespace_labels.size === 0 && Array.isArray(list) &&
    list.length > 0 && list.every((one) => (one as { port?: unknown }).port === 53);
}

const flag = (field: string, value: boolean): Handler => ({ node }) => {
  set(node, [field], value);
  return undefined;
};

const http = (...numbers: readonly number[]): Handler => (step) => {
  const { source_labels, client_labels, port } = argumentsOf(
    step.call,
    step.call.method === "allow_database_access" ? "client_labels" : "source_labels",
    "port",
  );
  const labels = textMapOf(source_labels ?? client_labels);
  const numbered = typeof port === "number" ? [port] : numbers;
  const opened = { ports: numbered.map((port) => ({ port, protocol: "TCP" })) };
  const peer = labels ? { podLabels: Object.fromEntries(labels) } : { cidr: "0.0.0.0/0" };
  add(step, "ingress", { ...peer, ...opened });
  return undefined;
};

/** The calls of network policies. */
export const NETWORK_POLICY: Methods = {
  apply_to_services: (step) => bind(step, textsOf(step.call.positional[0]) ?? []),
  apply_to_labels: (step) => {
    const labels = textMapOf(step.call.positional[0]);
    if (!labels) return dropped("it must be a map of text");
    const name = labels.get(SELECTED);
    const isNode = labels.size === 1 && name !== undefined &&
      step.world.named(name, "app", "stateful-app", "job", "cron-job");
    if (isNode) return bind(step, [name]);
    set(step.node, ["selector"], Object.fromEntries(labels));
    return undefined;
  },
  apply_to_all_pods: ({ node }) => {
    set(node, ["selector"], {});
    return undefined;
  },
  deny_all_ingress: flag("denyIngress", true),
  deny_all_egress: flag("denyEgress", true),
  allow_all_ingress: flag("denyIngress", false),
  allow_all_egress: flag("denyEgress", false),
  allow_ingress_from_labels: peer("ingress", labelled),
  allow_egress_to_labels: peer("egress", labelled),
  allow_ingress_from_namespace: peer("ingress", spaced),
  allow_egress_to_namespace: (step) =>
    isDns(step) ? flag("dns", true)(step) : peer("egress", spaced)(step),
  allow_ingress_from_external: ranges("ingress"),
  allow_egress_to_external: ranges("egress"),
  allow_dns: flag("dns", true),
  allow_http_ingress: http(80, 8080),
  allow_https_ingress: http(443),
  allow_database_access: http(5432),
  allow_internal_communication: (step) => {
    add(step, "ingress", { podLabels: {} });
    add(step, "egress", { podLabels: {} });
    return undefined;
  },
  block_metadata_server: (step) => {
    const except = ["169.254.169.254/32", "169.254.170.2/32"];
    add(step, "egress", { cidr: "0.0.0.0/0", except });
    return undefined;
  },
};
