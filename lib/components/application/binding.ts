import type { Address, Container } from "../../model/resource.ts";
import type { PlacedNode } from "../component.ts";
import type { Fields } from "../fields.ts";
import { idsOf } from "./joined.ts";

/** How a node names what it is given, by the node that gives it. */
export type Bindings = Readonly<
  Record<string, {
    readonly host?: string;
    readonly port?: string;
    readonly portName?: string;
    readonly variables?: Readonly<Record<string, string>>;
  }>
>;

/** How the variables that a container is given are named. */
export function bindField(f: Fields) {
  const binding = f.object({
    host: f.of("variable", "Host variable", "The variable that holds the host.").exactOptional(),
    port: f.of("variable", "Port variable", "The variable that holds the port.").exactOptional(),
    portName: f.of("port-name", "Port", "Which port of the provider; the first without.")
      .exactOptional(),
    variables: f.map(
      "config-key",
      f.of("variable", "Variable", "The variable that holds the value."),
      "Variables",
      "Other names for the variables of a secret or config map, by key; its own name without.",
    ).exactOptional(),
  });
  return f.map(
    "id",
    binding,
    "Bindings",
    "How variables that come from other nodes are named, by node; <NODE>_HOST and <NODE>_PORT without.",
    { tier: "advanced" },
  ).exactOptional();
}

/** The addresses of what a node requires, in the order of the file. */
export function addressesOf(node: PlacedNode, bind: Bindings = {}): Address[] {
  return node.providers("requires").map(({ node: { id }, order }) => {
    const { host, port, portName } = boundTo(bind, id);
    return {
      provider: id,
      ...(portName === undefined ? {} : { portName }),
      hostVariable: host ?? variableOf(id, "HOST"),
      portVariable: port ?? variableOf(id, "PORT"),
      order,
    };
  });
}

/** The other names of variables, by the secret or config map that they come from. */
export function variablesOf(node: PlacedNode, bind: Bindings = {}): Container["variables"] {
  const renamed = idsOf(node.providers("settings")).flatMap((id) => {
    const { variables } = boundTo(bind, id);
    return variables ? [[id, variables] as const] : [];
  });
  return Object.fromEntries(renamed);
}

function boundTo(bind: Bindings, id: string): Bindings[string] {
  return Object.hasOwn(bind, id) ? bind[id]! : {};
}

function variableOf(node: string, suffix: string): string {
  return `${node.toUpperCase().replaceAll("-", "_")}_${suffix}`;
}
