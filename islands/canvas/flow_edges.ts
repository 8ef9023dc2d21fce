import type { Catalogue } from "../../lib/model/catalogue.ts";
import { lookup } from "../../lib/model/json.ts";
import type { LocatedProblem } from "../../lib/model/problem.ts";
import { endText, type Workflow } from "../../lib/model/workflow.ts";
import { connectionId } from "../editor/selection.ts";
import type { FlowEdge } from "./flow.ts";
import { hueOf } from "./hue.ts";

/** The connections of the canvas. */
export function flowEdges(
  { connections, nodes }: Workflow,
  catalogue: Catalogue,
  faulty: ReadonlySet<number>,
  selected: ReadonlySet<string>,
): FlowEdge[] {
  return connections.flatMap((connection, index) => {
    const { from, to, order } = connection;
    const source = nodes.get(from.node);
    if (!source || !nodes.has(to.node)) return [];
    const type = lookup(catalogue.components, source.component)?.outputs[from.port]?.type ?? "";
    const id = connectionId(connection);
    return [{
      id,
      source: from.node,
      sourceHandle: from.port,
      target: to.node,
      targetHandle: to.port,
      selected: selected.has(id),
      className: [
        "wire",
        hueOf(type),
        order ? "" : "is-loose",
        faulty.has(index) ? "is-faulty" : "",
      ]
        .filter(Boolean).join(" "),
      domAttributes: KEYBOARD,
      ariaLabel: `Connection from ${endText(from)} to ${endText(to)}`,
    }];
  });
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
