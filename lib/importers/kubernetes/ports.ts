import type { DraftNode } from "../shared/draft.ts";
import { freePortName, portsOf } from "../shared/ports.ts";
import type { Path } from "../../model/json.ts";
import type { Field } from "../yaml/field.ts";
import { put, putChoice, putWhole, set } from "../yaml/put.ts";

/** Takes the ports of a container; `named` says how a Service calls those without a name. */
export function takePorts(
  node: DraftNode,
  ports: Field | undefined,
  named: ReadonlyMap<number, string>,
): void {
  const names = new Set(portsOf(node).map(({ name }) => name));
  const seen = new Set(portsOf(node).map(({ port, protocol }) => `${port} ${protocol ?? "TCP"}`));
  for (const field of ports?.items() ?? []) {
    const number = field.get("containerPort")?.whole;
    const protocol = field.get("protocol")?.text?.toUpperCase() ?? "TCP";
    if (number === undefined || seen.has(`${number} ${protocol}`)) {
      field.drop("the port stands there already, or is no number", node.id);
      continue;
    }
    seen.add(`${number} ${protocol}`);
    takePort(node, field, { port: number, protocol, named, names });
  }
}

function takePort(
  node: DraftNode,
  field: Field,
  { port, protocol, named, names }: {
    readonly port: number;
    readonly protocol: string;
    readonly named: ReadonlyMap<number, string>;
    readonly names: Set<string>;
  },
): void {
  const at = ["ports", portsOf(node).length];
  const said = field.get("name");
  const name = freePortName(said?.text ?? named.get(port), { port, protocol }, names);
  set(node, at, { name, port });
  field.get("containerPort")?.take(node.id, [...at, "port"]);
  if (said?.text === name) said.take(node.id, [...at, "name"]);
  else said?.approximate(`it is named "${name}": a name has at most 15 letters`, node.id);
  const written = field.get("protocol");
  if (written) put(node, [...at, "protocol"], protocol, written);
  const hostPort = field.get("hostPort");
  if (hostPort?.whole === 0) hostPort.take(node.id);
  else putWhole(node, [...at, "hostPort"], hostPort, [1, 65_535]);
}

/** What is spoken on a port. */
export function putSpoken(node: DraftNode, at: Path, spoken: Field | undefined): void {
  putChoice(node, [...at, "appProtocol"], spoken, ["http", "https", "grpc", "tcp", "udp"]);
}
