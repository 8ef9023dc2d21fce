import { namedIn, renamedIn } from "./apply_rename.ts";
import { applyToLayout } from "./apply_layout.ts";
import type {
  ConnectionChange,
  Difference,
  FieldChange,
  NodeChange,
  NoteChange,
  PlaceChange,
} from "./diff/difference.ts";
import { fieldChanges } from "./diff/field_changes.ts";
import { renamesBetween } from "./diff/renames.ts";
import { type Json, lookup, present } from "./json.ts";
import { isSame } from "./json_path.ts";
import type { Layout } from "./layout.ts";
import type { RenameNode } from "./operation.ts";
import { endText, type Workflow, type WorkflowNode } from "./workflow.ts";

export type {
  ConnectionChange,
  Difference,
  FieldChange,
  NodeChange,
  NoteChange,
  PlaceChange,
} from "./diff/difference.ts";

/** A workflow and where its nodes stand. */
export interface Drawing {
  readonly workflow: Workflow;
  readonly layout: Layout;
}

/** What two drawings say differently. The order of nodes and connections says nothing. */
export function compare(base: Drawing, head: Drawing): Difference {
  const renames = possibleRenames(base.workflow, head.workflow);
  const { workflow, layout } = renamed(base, renames);
  return {
    fields: workflowFields(workflow, head.workflow),
    nodes: nodeChanges(workflow, head.workflow, renames),
    connections: connectionChanges(workflow, head.workflow),
    places: placeChanges(layout, head),
    notes: noteChanges(layout, head.layout),
  };
}

/** A drawing in which nodes have other ids. */
export function renamed(drawing: Drawing, renames: readonly RenameNode[]): Drawing {
  return renames.reduce(({ workflow, layout }, rename) => ({
    workflow: renamedIn(workflow, rename),
    layout: applyToLayout(layout, rename),
  }), drawing);
}

/** Whatever names a new id before its node is there would mean that node: then it is no rename. */
function possibleRenames(base: Workflow, head: Workflow): RenameNode[] {
  const named = namedIn(base);
  return renamesBetween(base, head).filter(({ to }) => !named.has(to));
}

/** Whether nothing differs. */
export function isEmpty(difference: Difference): boolean {
  return Object.values(difference).every((changes) => changes.length === 0);
}

/** Whether only the canvas differs: where nodes stand, how they look, and notes. */
export function isOnlyLayout({ fields, nodes, connections }: Difference): boolean {
  return fields.length + nodes.length + connections.length === 0;
}

function workflowFields(base: Workflow, head: Workflow): FieldChange[] {
  return fieldChanges(fieldsOf(base), fieldsOf(head));
}

/** The fields of a workflow as its file holds them, but for nodes and connections. */
export function fieldsOf({ kind, title, description, labels, namespace }: Workflow): Json {
  return {
    kind,
    metadata: present({ title, description, labels }),
    spec: present({ namespace }),
  };
}

function nodeChanges(
  base: Workflow,
  head: Workflow,
  renames: readonly RenameNode[],
): NodeChange[] {
  const was = new Map(renames.map(({ node, to }) => [to, node]));
  const ids = [...new Set([...base.nodes.keys(), ...head.nodes.keys()])].sort();
  return ids.flatMap((id) => nodeChange(base.nodes.get(id), head.nodes.get(id), was.get(id)));
}

function nodeChange(
  before: WorkflowNode | undefined,
  after: WorkflowNode | undefined,
  was: string | undefined,
): NodeChange[] {
  // Versions of one history share the nodes that stayed as they were.
  if (before === after) return [];
  const { id: node, component, title } = (after ?? before)!;
  const about = { node, component, ...(title !== undefined && { title }) };
  if (!before) return [{ ...about, change: "added", fields: [] }];
  if (!after) return [{ ...about, change: "removed", fields: [] }];
  const fields = fieldChanges(ofNode(before), ofNode(after));
  if (was !== undefined) return [{ ...about, change: "renamed", was, fields }];
  return fields.length > 0 ? [{ ...about, change: "changed", fields }] : [];
}

/** An empty title or description says as little as none. */
function ofNode({ component, title, description, group, config }: WorkflowNode): Json {
  return present({
    component,
    title: title || undefined,
    description: description || undefined,
    group,
    config,
  });
}

function connectionChanges(base: Workflow, head: Workflow): ConnectionChange[] {
  const [before, after] = [connectionsOf(base), connectionsOf(head)];
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys.flatMap((key): ConnectionChange[] => {
    const [was, is] = [before.get(key), after.get(key)];
    if (!was) return [{ ...is!, change: "added" }];
    if (!is) return [{ ...was, change: "removed" }];
    return was.order === is.order ? [] : [{ ...is, change: "changed" }];
  });
}

/** The connections of a workflow by their ends. */
export function connectionsOf(
  { connections }: Workflow,
): Map<string, { readonly from: string; readonly to: string; readonly order: boolean }> {
  return new Map(connections.map(({ from, to, order }) => {
    const ends = { from: endText(from), to: endText(to) };
    return [`${ends.from} -> ${ends.to}`, { ...ends, order }];
  }));
}

/** A place that stands in a layout for no node is nobody's. */
function placeChanges(base: Layout, { workflow, layout }: Drawing): PlaceChange[] {
  return [...workflow.nodes.keys()].sort().flatMap((node) =>
    changeOf("node", node, {
      before: lookup(base.nodes, node),
      after: lookup(layout.nodes, node),
    })
  );
}

function noteChanges(base: Layout, head: Layout): NoteChange[] {
  const ids = [...new Set([...Object.keys(base.notes), ...Object.keys(head.notes)])].sort();
  return ids.flatMap((note) =>
    changeOf("note", note, {
      before: lookup(base.notes, note),
      after: lookup(head.notes, note),
    })
  );
}

function changeOf<Key extends string, T>(
  key: Key,
  id: string,
  { before, after }: { readonly before: T | undefined; readonly after: T | undefined },
): ({ [K in Key]: string } & { before?: T; after?: T })[] {
  if (isSame(before as Json, after as Json)) return [];
  return [
    {
      [key]: id,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    } as { [K in Key]: string } & { before?: T; after?: T },
  ];
}
