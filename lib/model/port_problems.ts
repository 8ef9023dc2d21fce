import type { Catalogue, ComponentType, Port } from "./catalogue.ts";
import { lookup } from "./json.ts";
import { error, type Problem } from "./problem.ts";
import { nearest } from "./suggestion.ts";
import { type Connection, type ConnectionEnd, endText, type Workflow } from "./workflow.ts";

/** Which end of a connection: an output of a provider, or an input of a consumer. */
export type Side = "from" | "to";

/** What the ends of connections are looked up in. */
export interface Ends {
  readonly nodes: Workflow["nodes"];
  readonly catalogue: Catalogue;
  /** The node that a mistyped one was probably meant to be. */
  readonly nearNode: (id: string) => string | undefined;
}

/** The component of an end's node, where both are known. */
function componentOf({ nodes, catalogue }: Ends, end: ConnectionEnd): ComponentType | undefined {
  const node = nodes.get(end.node);
  return node && lookup(catalogue.components, node.component);
}

/** The port of an end, if its component has it on that side. */
export function portOf(ends: Ends, connection: Connection, side: Side): Port | undefined {
  const component = componentOf(ends, connection[side]);
  return component && lookup(portsOf(component, side), connection[side].port);
}

function portsOf({ outputs, inputs }: ComponentType, side: Side): ComponentType["outputs"] {
  return side === "from" ? outputs : inputs;
}

/** What is wrong with the ends of a connection. The port of an unknown component is not judged. */
export function portProblems(ends: Ends, connection: Connection, index: number): Problem[] {
  if (portOf(ends, connection, "from") && portOf(ends, connection, "to")) return [];
  if (isReversed(ends, connection)) return [reversed(connection, index)];
  return (["from", "to"] as const).flatMap((side) => {
    const end = connection[side];
    const path = ["spec", "connections", index, side] as const;
    if (!ends.nodes.has(end.node)) return [dangling(ends, end, path)];
    const component = componentOf(ends, end);
    if (!component || portOf(ends, connection, side)) return [];
    return [unknownPort(component, end, side, path)];
  });
}

/** Whether both ends stand on the wrong side: one fault, that swapping them mends. */
function isReversed(ends: Ends, connection: Connection): boolean {
  const swapped = { ...connection, from: connection.to, to: connection.from };
  return (["from", "to"] as const).every((side) =>
    !portOf(ends, connection, side) && portOf(ends, swapped, side) !== undefined
  );
}

function reversed({ from, to }: Connection, index: number): Problem {
  const message = `${endText(from)} is an input and ${endText(to)} an output: ` +
    "connections lead from provider to consumer";
  return error("wrong_direction", ["spec", "connections", index], message, {
    node: to.node,
    suggestion: `{ from: ${endText(to)}, to: ${endText(from)} }`,
  });
}

function dangling({ nearNode }: Ends, { node, port }: ConnectionEnd, path: Problem["path"]) {
  const near = nearNode(node);
  return error("dangling_connection", path, `There is no node "${node}"`, {
    node,
    suggestion: near && `${near}.${port}`,
  });
}

/** A port that the component does not have on this side. */
function unknownPort(
  component: ComponentType,
  end: ConnectionEnd,
  side: Side,
  path: Problem["path"],
): Problem {
  const [here, there] = side === "from" ? ["output", "input"] : ["input", "output"];
  const known = Object.keys(portsOf(component, side));
  const expected = known.length > 0 ? `expected ${known.join(", ")}` : "it has none";
  if (lookup(portsOf(component, side === "from" ? "to" : "from"), end.port)) {
    const message = `${endText(end)} is an ${there}, but "${side}" takes an ${here}; ${expected}`;
    return error("wrong_direction", path, message, { node: end.node });
  }
  const near = nearest(end.port, known);
  const message = `The component "${component.id}" has no ${here} "${end.port}"; ${expected}`;
  return error("unknown_port", path, message, {
    node: end.node,
    suggestion: near && `${end.node}.${near}`,
  });
}
