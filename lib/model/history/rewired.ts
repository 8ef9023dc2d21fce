import { connectionsOf } from "../diff.ts";
import type { Judge } from "../merge.ts";
import { endOf } from "../operation_checks.ts";
import type { Workflow } from "../workflow.ts";
import type { Keep } from "./kept.ts";

/** A connection by its ends of today. */
interface Wire {
  readonly from: string;
  readonly to: string;
  readonly order: boolean;
}

/** What a node was connected to, and what it is connected to; by the ids of today. */
export interface Wires {
  readonly then: ReadonlyMap<string, Wire>;
  readonly now: ReadonlyMap<string, Wire>;
}

/** The connections that are a node's own: those into it, and of one that went those out of it too. */
export function wiresOf(
  before: string,
  node: string,
  { was, today }: { readonly was: Workflow; readonly today: Workflow },
  after: (id: string) => string,
): Wires {
  const isThere = today.nodes.has(node);
  const isOwn = ({ from, to }: Wire, id: string) =>
    nodeOf(to) === id || (!isThere && nodeOf(from) === id);
  const then = [...connectionsOf(was).values()].filter((wire) => isOwn(wire, before))
    .map(({ from, to, order }) => ({
      from: endAfter(from, after),
      to: endAfter(to, after),
      order,
    }));
  const now = [...connectionsOf(today).values()].filter((wire) => isOwn(wire, node));
  return { then: byEnds(then), now: byEnds(now) };
}

function byEnds(wires: readonly Wire[]): ReadonlyMap<string, Wire> {
  return new Map(wires.map((wire) => [`${wire.from} -> ${wire.to}`, wire]));
}

function nodeOf(end: string): string {
  return end.slice(0, end.indexOf("."));
}

function endAfter(end: string, after: (id: string) => string): string {
  const id = nodeOf(end);
  return after(id) + end.slice(id.length);
}

/** A workflow in which a node is connected as it was, as far as that can be today. */
export function rewired(
  workflow: Workflow,
  { then, now }: Wires,
  { judge, keep }: { readonly judge: Judge; readonly keep: Keep },
): Workflow {
  const gone = new Set([...now.keys()].filter((ends) => !then.has(ends)));
  const connections = workflow.connections.filter((one) => !gone.has(textOf(one)));
  let made: Workflow = { ...workflow, connections };
  for (const [ends, wire] of then) {
    if (now.get(ends)?.order === wire.order) continue;
    const next = withWire(made, ends, wire);
    const message = absentEnd(made, wire) ?? newError(made, next, judge);
    if (message === undefined) made = next;
    else {
      const reason = absentEnd(made, wire) === undefined ? "fault" : "gone";
      keep({ path: ["connections", ends], then: { ...wire }, now: null, reason, message });
    }
  }
  return made;
}

function textOf({ from, to }: Workflow["connections"][number]): string {
  return `${from.node}.${from.port} -> ${to.node}.${to.port}`;
}

function withWire(workflow: Workflow, ends: string, { from, to, order }: Wire): Workflow {
  const rest = workflow.connections.filter((one) => textOf(one) !== ends);
  return { ...workflow, connections: [...rest, { from: endOf(from), to: endOf(to), order }] };
}

function absentEnd({ nodes }: Workflow, { from, to }: Wire): string | undefined {
  const absent = [from, to].map(nodeOf).find((id) => !nodes.has(id));
  return absent === undefined ? undefined : `There is no node "${absent}" today`;
}

/** The first error that only the other workflow has. */
function newError(before: Workflow, after: Workflow, judge: Judge): string | undefined {
  const errorsOf = (workflow: Workflow) =>
    judge(workflow).filter(({ severity }) => severity === "error").map(({ message }) => message);
  const known = new Set(errorsOf(before));
  return errorsOf(after).find((message) => !known.has(message));
}
