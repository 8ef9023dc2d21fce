import type { Catalogue } from "../../lib/model/catalogue.ts";
import { groupingOf } from "../../lib/model/grouping.ts";
import { lookup } from "../../lib/model/json.ts";
import type { LocatedProblem } from "../../lib/model/problem.ts";
import { type Connection, endText, type Workflow } from "../../lib/model/workflow.ts";
import { connectionId } from "../editor/selection.ts";
import type { FlowEdge } from "./flow.ts";
import { shownAs } from "./group_boxes.ts";
import { hueOf } from "./hue.ts";
import { type Mark, MARKS } from "./mark.ts";

/**
 * Makes the connections of the canvas: all but those whose end is no node. One that looks as before
 * stays the same object, so that only what changed is drawn again.
 */
export function createFlowEdges(catalogue: Catalogue): (
  workflow: Workflow,
  faulty: ReadonlySet<number>,
  selected: ReadonlySet<string>,
  marks?: ReadonlyMap<string, Mark>,
  folded?: ReadonlySet<string>,
) => FlowEdge[] {
  let known: ReadonlyMap<string, FlowEdge> = new Map();
  return (workflow, faulty, selected, marks, folded) => {
    const { connections, nodes } = workflow;
    const seenAs = folded?.size ? shownAs(groupingOf(workflow), folded) : (node: string) => node;
    const edges = connections.flatMap((connection, index) => {
      const source = nodes.get(connection.from.node);
      if (!source || !nodes.has(connection.to.node)) return [];
      const type = lookup(catalogue.components, source.component)?.outputs[connection.from.port];
      const isSelected = selected.has(connectionId(connection));
      const whole = edgeOf(connection, type?.type ?? "", faulty.has(index), isSelected);
      const edge = folded?.size ? seenEdge(whole, seenAs) : whole;
      if (!edge) return [];
      const mark = marks?.get(edge.id);
      return [kept(known.get(edge.id), mark ? marked(edge, mark) : edge)];
    });
    known = new Map(edges.map((edge) => [edge.id, edge]));
    return edges;
  };
}

function edgeOf(
  connection: Connection,
  type: string,
  isFaulty: boolean,
  selected: boolean,
): FlowEdge {
  const { from, to, order } = connection;
  return {
    id: connectionId(connection),
    source: from.node,
    sourceHandle: from.port,
    target: to.node,
    targetHandle: to.port,
    selected,
    className: `wire ${hueOf(type)}${order ? "" : " is-loose"}${isFaulty ? " is-faulty" : ""}`,
    domAttributes: KEYBOARD,
    ariaLabel: `Connection from ${endText(from)} to ${endText(to)}`,
  };
}

/** A connection as it is seen where groups are folded; none inside of one. */
function seenEdge(edge: FlowEdge, seenAs: (node: string) => string): FlowEdge | undefined {
  const [source, target] = [seenAs(edge.source), seenAs(edge.target)];
  if (source === target) return undefined;
  return {
    ...edge,
    source,
    target,
    sourceHandle: source === edge.source ? edge.sourceHandle! : "source",
    targetHandle: target === edge.target ? edge.targetHandle! : "target",
  };
}

/** A connection that says by a sign, too, what became of it. */
function marked(edge: FlowEdge, { kind, title }: Mark): FlowEdge {
  return {
    ...edge,
    className: `${edge.className} is-${kind}`,
    label: MARKS[kind].sign,
    ariaLabel: `${edge.ariaLabel}, ${title}`,
  };
}

/** The connection as it was, where it looks the same. */
function kept(before: FlowEdge | undefined, after: FlowEdge): FlowEdge {
  const isSame = before?.selected === after.selected && before?.className === after.className &&
    before?.source === after.source && before?.target === after.target;
  return before && isSame ? before : after;
}

/** Lets the keyboard reach a connection: in SVG only the lower-case name is the attribute. */
const KEYBOARD = { tabindex: 0 } as NonNullable<FlowEdge["domAttributes"]>;

/** The connections that something is wrong with, by their place in the file. */
export function faultyConnections(problems: readonly LocatedProblem[]): ReadonlySet<number> {
  return new Set(
    problems.flatMap(({ path: [spec, list, index] }) =>
      spec === "spec" && list === "connections" && typeof index === "number" ? [index] : []
    ),
  );
}
