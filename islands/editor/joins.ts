import type { Catalogue, Port } from "../../lib/model/catalogue.ts";
import { lookup } from "../../lib/model/json.ts";
import { flowsInto, opposite, type Side } from "../../lib/model/node_ports.ts";
import { type ConnectionEnd, endText, type Workflow } from "../../lib/model/workflow.ts";

export type { Side } from "../../lib/model/node_ports.ts";

/** A connection that somebody draws: a provider's output to a consumer's input. */
export interface Join {
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
}

/** Why a connection cannot be drawn, in a sentence; `undefined` when it can. */
export function refusalOf(
  workflow: Workflow,
  catalogue: Catalogue,
  join: Join,
): string | undefined {
  const { from, to } = join;
  if (from.node === to.node) return "A node cannot be connected to itself. Choose another node.";
  const output = portOf(workflow, catalogue, from, "outputs");
  const input = portOf(workflow, catalogue, to, "inputs");
  if (!output || !input) return "Connect an output, on the right, to an input, on the left.";
  if (!flowsInto(output, input, lookup(catalogue.kinds, workflow.kind))) {
    return `${endText(from)} gives ${output.type}, but ${endText(to)} takes ${input.type}. ` +
      "Choose a port of the same type.";
  }
  return crowdRefusal(workflow, join, input);
}

function crowdRefusal({ connections }: Workflow, { from, to }: Join, input: Port) {
  const ends = [endText(from), endText(to)];
  const there = connections.filter((one) => endText(one.to) === ends[1]);
  if (there.some((one) => endText(one.from) === ends[0])) {
    return `${ends[0]} and ${ends[1]} are connected already.`;
  }
  if (input.many || there.length === 0) return undefined;
  return `${ends[1]} takes one connection and has one. Remove that from ` +
    `${endText(there[0]!.from)} first.`;
}

/** The ports that a port may be joined with now, on all other nodes. */
export function partnersOf(
  workflow: Workflow,
  catalogue: Catalogue,
  end: ConnectionEnd,
  side: Side,
): Join[] {
  return [...workflow.nodes.values()].flatMap((node) => {
    const type = lookup(catalogue.components, node.component);
    const ports = type?.[opposite(side)] ?? {};
    return Object.keys(ports).map((port) => joinOf(end, { node: node.id, port }, side))
      .filter((join) => refusalOf(workflow, catalogue, join) === undefined);
  });
}

/** The connection between two ports, seen from the one on `side`. */
export function joinOf(end: ConnectionEnd, other: ConnectionEnd, side: Side): Join {
  return side === "outputs" ? { from: end, to: other } : { from: other, to: end };
}

/** A port of a node, as its component has it. */
function portOf(
  { nodes }: Workflow,
  catalogue: Catalogue,
  { node, port }: ConnectionEnd,
  side: Side,
): Port | undefined {
  const type = lookup(catalogue.components, nodes.get(node)?.component ?? "");
  return type && lookup(type[side], port);
}
