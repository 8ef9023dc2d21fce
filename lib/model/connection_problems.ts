import type { Catalogue, Kind, Port } from "./catalogue.ts";
import { flowText } from "./schema_text.ts";
import { lookup } from "./json.ts";
import { type Ends, portOf, portProblems } from "./port_problems.ts";
import { error, type Problem } from "./problem.ts";
import { suggester } from "./suggestion.ts";
import { type Connection, type ConnectionEnd, endText, type Workflow } from "./workflow.ts";

/** What earlier connections say about a later one. */
interface Seen {
  /** The entry that a connection first stands in, by its ends. */
  readonly entries: Map<string, number>;
  /** The entry that first leads to an input. */
  readonly inputs: Map<string, number>;
  /** The outputs that were found to have nothing to give. */
  readonly silent: Set<string>;
}

/** What is wrong with the connections of a workflow. */
export function connectionProblems(
  { nodes, connections }: Workflow,
  catalogue: Catalogue,
  kind: Kind | undefined,
): Problem[] {
  const ends: Ends = { nodes, catalogue, nearNode: suggester(nodes.keys()) };
  const seen: Seen = { entries: new Map(), inputs: new Map(), silent: new Set() };
  return connections.flatMap((connection, index) => {
    // What is no end at all is a fault of the file's shape, reported there.
    if (!isWhole(connection.from) || !isWhole(connection.to)) return [];
    const faults = [
      ...repeatProblems(connection, index, seen),
      ...selfProblems(connection, index),
    ];
    if (faults.length > 0) return faults;
    const broken = portProblems(ends, connection, index);
    return broken.length > 0 ? broken : joinProblems(ends, connection, index, kind, seen);
  });
}

function isWhole({ node, port }: ConnectionEnd): boolean {
  return node !== "" && port !== "";
}

function repeatProblems(connection: Connection, index: number, { entries }: Seen): Problem[] {
  const text = `${endText(connection.from)} -> ${endText(connection.to)}`;
  const first = entries.get(text);
  if (first === undefined) {
    entries.set(text, index);
    return [];
  }
  const message = `The connection ${text} stands twice, first as entry ${first + 1}`;
  return [problem("duplicate_connection", connection, index, message)];
}

function selfProblems(connection: Connection, index: number): Problem[] {
  const { from, to } = connection;
  if (from.node !== to.node) return [];
  return [
    problem("self_connection", connection, index, `"${to.node}" cannot be connected to itself`),
  ];
}

/** What is wrong between two ports that are there. */
function joinProblems(
  ends: Ends,
  connection: Connection,
  index: number,
  kind: Kind | undefined,
  seen: Seen,
): Problem[] {
  const [output, input] = [portOf(ends, connection, "from"), portOf(ends, connection, "to")];
  if (!output || !input) return [];
  if (!isLegal(output.type, input.type, kind)) {
    const message = `${endText(connection.from)} gives ${output.type}, but ` +
      `${endText(connection.to)} takes ${takes(input.type, kind)}`;
    return [problem("incompatible_ports", connection, index, message)];
  }
  return [
    ...crowdProblems(connection, input, index, seen),
    ...silenceProblems(ends, connection.from, output, seen),
  ];
}

function isLegal(output: string, input: string, kind: Kind | undefined): boolean {
  return output === input ||
    (kind?.joins.some(({ from, to }) => from === output && to === input) ?? false);
}

/** The types that an input takes, in words. */
function takes(input: string, kind: Kind | undefined): string {
  const joined = kind?.joins.filter(({ to }) => to === input).map(({ from }) => from) ?? [];
  return [...new Set([input, ...joined])].join(" or ");
}

/** An input that takes one connection and has more. */
function crowdProblems(
  connection: Connection,
  input: Port,
  index: number,
  { inputs }: Seen,
): Problem[] {
  const end = endText(connection.to);
  const first = inputs.get(end);
  if (first === undefined) inputs.set(end, index);
  if (first === undefined || input.many) return [];
  const message = `${end} takes one connection, and entry ${first + 1} is one already`;
  return [problem("too_many_connections", connection, index, message, "to")];
}

/** A connected output that has nothing to give; told once for each output. */
function silenceProblems(
  { nodes, catalogue }: Ends,
  end: ConnectionEnd,
  { needs }: Port,
  { silent }: Seen,
): Problem[] {
  if (needs === undefined || silent.has(endText(end))) return [];
  const { id, component, config } = nodes.get(end.node)!;
  const value = lookup(config, needs);
  if (Array.isArray(value) ? value.length > 0 : value !== undefined) return [];
  silent.add(endText(end));
  const [example] = catalogue.components[component]!.config.properties?.[needs]?.examples ?? [];
  const message = `"${id}" is connected by its ${end.port}, but has no ${needs}: set ${needs}` +
    (example === undefined ? "" : `, for example ${flowText(example)}`);
  return [error("port_missing", ["spec", "nodes", id, "config"], message, { node: id })];
}

function problem(
  code: Problem["code"],
  { to }: Connection,
  index: number,
  message: string,
  ...side: "to"[]
): Problem {
  return error(code, ["spec", "connections", index, ...side], message, { node: to.node });
}
