import type { Json } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import { freePortName, portsOf } from "../shared/ports.ts";
import type { Field } from "../yaml/field.ts";
import { set } from "../yaml/put.ts";
import { interpolated } from "./interpolation.ts";
import type { Reading } from "./reading.ts";
import { type Placed, valuesOf } from "./service.ts";

/** A port of a container, and the port of the host that leads to it. */
interface Published {
  readonly target: number;
  readonly published?: number;
  readonly host?: string;
  readonly protocol: string;
}

/** The most ports that a range stands for. */
const LONGEST_RANGE = 32;

/** Takes the ports of a service; those that the host publishes get a Service of their own. */
export function takePorts(reading: Reading, { service, node }: Placed): void {
  for (const list of valuesOf(service, "ports")) {
    for (const field of list.items()) takePort(reading, node, field);
  }
  for (const list of valuesOf(service, "expose")) {
    for (const field of list.items()) takeExposed(reading, node, field);
  }
}

function takePort(reading: Reading, node: DraftNode, field: Field): void {
  const ports = field.isMap ? longForm(reading, field) : shortForm(reading, field);
  if (ports.length === 0) {
    return field.drop("it must be a port such as 8080:80, or a range of at most 32", node.id);
  }
  for (const port of ports) {
    const name = openPort(node, port);
    if (port.published !== undefined) publish(reading, node, name, port);
  }
  explain(reading, node, field, ports);
}

/** Says what a publication means now. */
function explain(
  { values }: Reading,
  node: DraftNode,
  field: Field,
  [port]: readonly Published[],
): void {
  const [note] = interpolated(field.text ?? "", values).notes;
  field.take(node.id, ["ports"]);
  if (note !== undefined) field.approximate(note, node.id, ["ports"]);
  else if (port!.published === undefined) {
    field.approximate("only other nodes reach it: nothing says on which port of the host", node.id);
  }
  for (const key of ["mode", "name"]) field.get(key)?.drop("every port is published in one way");
}

function longForm({ values }: Reading, field: Field): Published[] {
  const number = (key: string) => {
    const { text } = interpolated(field.get(key)?.text ?? "", values);
    return /^\d{1,5}$/.test(text) ? Number(text) : undefined;
  };
  const target = number("target");
  const published = number("published");
  const host = field.get("host_ip")?.text;
  if (target === undefined) return [];
  const protocol = (field.get("protocol")?.text ?? "tcp").toUpperCase();
  return [{
    target,
    protocol,
    ...(published === undefined ? {} : { published }),
    ...(host === undefined ? {} : { host }),
  }];
}

const SHORT =
  /^(?:(?:(.+):)?(\d{1,5}(?:-\d{1,5})?)?:)?(\d{1,5}(?:-\d{1,5})?)(?:\/(tcp|udp|sctp))?$/i;

function shortForm({ values }: Reading, field: Field): Published[] {
  const { text } = interpolated(field.text ?? "", values);
  const [, host, published, target, protocol = "tcp"] = SHORT.exec(text) ?? [];
  if (target === undefined) return [];
  const inside = range(target);
  const outside = published === undefined ? [] : range(published);
  if (outside.length > 0 && outside.length !== inside.length) return [];
  return inside.map((number, index) => ({
    target: number,
    protocol: protocol.toUpperCase(),
    ...(outside[index] === undefined ? {} : { published: outside[index] }),
    ...(host === undefined ? {} : { host }),
  }));
}

function range(text: string): number[] {
  const [from = 0, to = from] = text.split("-").map(Number);
  if (from < 1 || to > 65_535 || to < from || to - from >= LONGEST_RANGE) return [];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** A port of the node, under a name; one that is there keeps the name that it has. */
function openPort(node: DraftNode, { target, protocol }: Published): string {
  const ports = portsOf(node);
  const known = ports.find((one) => one.port === target && (one.protocol ?? "TCP") === protocol);
  if (known) return known.name;
  const taken = new Set(ports.map(({ name }) => name));
  const name = freePortName(undefined, { port: target, protocol }, taken);
  set(node, ["ports", ports.length], {
    name,
    port: target,
    ...(protocol === "TCP" ? {} : { protocol }),
  });
  return name;
}

/** Opens a port of a node that something asks for. */
export function openTcp(node: DraftNode, port: number): void {
  openPort(node, { target: port, protocol: "TCP" });
}

/** What the host publishes is a load balancer in front of the node. */
function publish(reading: Reading, node: DraftNode, name: string, port: Published): void {
  const { draft } = reading;
  const id = `public ${node.id}`;
  let service = reading.settings.get(id);
  if (!service) {
    service = draft.node(`${node.id.slice(0, 45)}-public`, "service");
    service.config["type"] = "LoadBalancer";
    reading.settings.set(id, service);
    draft.connect({ node: node.id, port: "endpoint" }, { node: service.id, port: "backend" });
  }
  const ports = (service.config["ports"] ?? []) as { name: string }[];
  const taken = new Set(ports.map((one) => one.name));
  const { target, published, protocol } = port;
  const free = freePortName(
    taken.has(name) ? undefined : name,
    { port: published!, protocol },
    taken,
  );
  const entry: Record<string, Json> = { name: free, port: published! };
  if (target !== published) entry["targetPort"] = target;
  if (protocol !== "TCP") entry["protocol"] = protocol;
  set(service, ["ports", ports.length], entry);
}

function takeExposed(reading: Reading, node: DraftNode, field: Field): void {
  const ports = shortForm(reading, field);
  if (ports.length === 0) return field.drop("it must be a port such as 5432", node.id);
  for (const port of ports) openPort(node, port);
  field.take(node.id, ["ports"]);
}
