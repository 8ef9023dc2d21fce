import type {
  ConnectionChange,
  Difference,
  FieldChange,
  NodeChange,
  NoteChange,
} from "../../model/diff.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { type PortChange, wiring } from "./wiring.ts";
import { rootText, stepsText } from "./paths.ts";
import type { WorkflowChange } from "./workflow_change.ts";

/** What became of a node. */
export type NodeFate =
  | "added"
  | "removed"
  | "renamed"
  | "changed"
  | "regrouped"
  | "rewired"
  | "moved only";

/** All that differs about one node. */
export interface NodeRow {
  readonly node: string;
  readonly fate: NodeFate;
  readonly was?: string;
  readonly component?: string;
  /** Whether it stands elsewhere, or looks otherwise, besides. */
  readonly isMoved: boolean;
  readonly fields: readonly FieldRow[];
}

/** All that differs about a note. */
export interface NoteRow {
  readonly note: string;
  readonly fate: "added" | "removed" | "changed";
  readonly fields: readonly FieldRow[];
}

/** A field, named in full, and what it said before and says now. */
export interface FieldRow {
  readonly name: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** The fields of the workflow itself that differ. */
export function workflowRows({ difference }: WorkflowChange): FieldRow[] {
  return (difference?.fields ?? []).map((field) => fieldRow(rootText(field.path), field));
}

/** The nodes that differ, in the order of their ids; a connection belongs to its consumer. */
export function nodeRows(change: WorkflowChange): NodeRow[] {
  if (!change.difference) return [];
  const nodes = new Map(change.difference.nodes.map((one) => [one.node, one]));
  const places = placeRows(change.difference);
  const wires = Map.groupBy(change.difference.connections, consumerOf);
  const ids = new Set([...nodes.keys(), ...wires.keys(), ...places.keys()]);
  return [...ids].sort().map((node) =>
    nodeRow(node, nodes.get(node), {
      ports: wiring(wires.get(node) ?? []),
      place: places.get(node),
      component: nodes.get(node)?.component ?? componentOf(node, change),
    })
  );
}

/** What is known of a node besides its own change. */
interface Around {
  readonly ports: readonly PortChange[];
  readonly place: readonly FieldRow[] | undefined;
  readonly component: string | undefined;
}

function nodeRow(
  node: string,
  change: NodeChange | undefined,
  { ports, place = [], component }: Around,
): NodeRow {
  const fate = fateOf(change, ports.length > 0);
  const isOnlyMoved = fate === "moved only";
  return {
    node,
    fate,
    ...(change?.was !== undefined && { was: change.was }),
    ...(component !== undefined && { component }),
    isMoved: !isOnlyMoved && place.length > 0,
    fields: [
      ...(change?.fields ?? []).map((field) => fieldRow(node + fieldName(field.path), field)),
      ...ports.map(({ port, ...ends }) => ({ name: `${node} port ${port}`, ...ends })),
      ...isOnlyMoved ? place : [],
    ],
  };
}

/** The notes that differ. */
export function noteRows({ difference }: WorkflowChange): NoteRow[] {
  return (difference?.notes ?? []).map((change) => ({
    note: change.note,
    fate: !change.before ? "added" : change.after ? "changed" : "removed",
    fields: noteFields(change),
  }));
}

/** How many nodes stand elsewhere or look otherwise. A node that came stands where it came. */
export function movedNodes(difference: Difference): number {
  return placeRows(difference).size;
}

function placeRows({ places, nodes }: Difference): Map<string, FieldRow[]> {
  const added = new Set(nodes.flatMap(({ node, change }) => change === "added" ? [node] : []));
  return new Map(
    places.filter(({ node }) => !added.has(node))
      .map(({ node, before, after }) => [node, looks(node, { ...before }, { ...after })]),
  );
}

function noteFields({ note, before, after }: NoteChange): FieldRow[] {
  const text = before?.text === after?.text ? [] : [textRow(`note ${note} text`, before, after)];
  return [...text, ...before && after ? looks(`note ${note}`, { ...before }, { ...after }) : []];
}

function textRow(
  name: string,
  before: { readonly text: string } | undefined,
  after: { readonly text: string } | undefined,
): FieldRow {
  return { name, ...(before && { before: before.text }), ...(after && { after: after.text }) };
}

/** Place, size and colour of something on the canvas, each where it differs. */
function looks(subject: string, before: JsonObject, after: JsonObject): FieldRow[] {
  const look: Record<string, (place: JsonObject) => Json | undefined> = {
    place: ({ x, y }) => x === undefined ? undefined : [x, y!],
    size: ({ width = null, height = null }) => width ?? height ? [width, height] : undefined,
    color: ({ color }) => color,
  };
  return Object.entries(look).flatMap(([name, of]) => {
    const [one, other] = [of(before), of(after)];
    if (JSON.stringify(one) === JSON.stringify(other)) return [];
    return [{
      name: `${subject} ${name}`,
      ...(one !== undefined && { before: one }),
      ...(other !== undefined && { after: other }),
    }];
  });
}

function consumerOf({ to }: ConnectionChange): string {
  return to.slice(0, to.lastIndexOf("."));
}

/** The component of a node that itself says what it said. */
function componentOf(node: string, { base, head }: WorkflowChange): string | undefined {
  return (head ?? base)?.workflow.nodes.get(node)?.component;
}

function fateOf(change: NodeChange | undefined, isRewired: boolean): NodeFate {
  if (!change) return isRewired ? "rewired" : "moved only";
  const isRegrouped = change.change === "changed" &&
    change.fields.every(({ path }) => path[0] === "group");
  return isRegrouped ? "regrouped" : change.change;
}

/** A field of the config as the command line names it; what stands beside the config as a word. */
function fieldName([first, ...rest]: FieldChange["path"]): string {
  return first === "config" ? stepsText(rest) : ` ${rootText([first!, ...rest])}`;
}

function fieldRow(name: string, { before, after }: FieldChange): FieldRow {
  return {
    name,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}
