import { freePortName, portsOf } from "../../shared/ports.ts";
import { set } from "../../yaml/put.ts";
import type { Value } from "../program.ts";
import {
  approximated,
  argumentsOf,
  dropped,
  type Handler,
  type Outcome,
  type Step,
  worst,
} from "../step.ts";

/** Adds a port; the library calls several by the same name. */
function addPort(
  step: Step,
  port: Value | undefined,
  name: Value | undefined,
  protocol: Value | undefined,
  hostPort?: Value,
): Outcome {
  if (!Number.isInteger(port) || Number(port) < 1 || Number(port) > 65_535) {
    return dropped("a port is a whole number from 1 to 65535");
  }
  const said = protocol === "UDP" || protocol === "SCTP" ? protocol : "TCP";
  const ports = portsOf(step.node);
  const number = Number(port);
  if (ports.some((one) => one.port === number && (one.protocol ?? "TCP") === said)) {
    return dropped("the port is there already");
  }
  const taken = new Set(ports.map((one) => one.name));
  const wanted = typeof name === "string" ? name : undefined;
  const free = freePortName(wanted, { port: number, protocol: said }, taken);
  const entry = {
    name: free,
    port: number,
    ...(said === "TCP" ? {} : { protocol: said }),
    ...(hostPort === undefined ? {} : { hostPort: Number(hostPort) }),
  };
  set(step.node, ["ports"], [...ports, entry]);
  return free === wanted ? undefined : approximated(`the port is called ${free}`);
}

/** A port whose number and name the library knows by heart. */
export function port(byDefault?: number, name = "http"): Handler {
  return (step) => {
    const args = argumentsOf(step.call, "port", "name", "protocol");
    return addPort(step, args["port"] ?? byDefault, args["name"] ?? name, args["protocol"]);
  };
}

/** Ports as a list of maps. */
export const ports: Handler = (step) => {
  const { ports } = argumentsOf(step.call, "ports");
  if (!Array.isArray(ports)) return dropped("it must be a list of ports");
  return worst(...ports.map((one) => {
    if (!(one instanceof Map)) return dropped("a port is a map");
    return addPort(step, one.get("port"), one.get("name") ?? "http", one.get("protocol"));
  }));
};

/** A port that is published on the host. */
export const mapping: Handler = (step) => {
  const args = argumentsOf(step.call, "host_port", "container_port", "name", "protocol");
  const { container_port, name = "http", protocol, host_port } = args;
  return addPort(step, container_port, name, protocol, host_port);
};

/** A port with the number it has outside. */
export const exposed: Handler = (step) => {
  const args = argumentsOf(step.call, "port", "name", "protocol", "external_port");
  return addPort(
    step,
    args["port"],
    args["name"] ?? "http",
    args["protocol"],
    args["external_port"],
  );
};

/** The three ports that most servers have. */
export const common: Handler = (step) => {
  const args = argumentsOf(step.call, "http", "metrics", "health");
  const all = [["http", 8080], ["metrics", 9090], ["health", 8081]] as const;
  return worst(...all.map(([name, number]) => addPort(step, args[name] ?? number, name, "TCP")));
};
