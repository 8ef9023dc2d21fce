import { autoLayout } from "../../lib/model/auto_layout.ts";
import { compare, type Difference, type Drawing, renamed } from "../../lib/model/diff.ts";
import { lookup } from "../../lib/model/json.ts";
import type { Layout, NodePlace } from "../../lib/model/layout.ts";
import type { RenameNode } from "../../lib/model/operation.ts";
import { endText, type Workflow } from "../../lib/model/workflow.ts";
import { noteId } from "../canvas/flow_nodes.ts";
import { type Mark, type MarkKind, MARKS } from "../canvas/mark.ts";

/** Two drawings laid over each other. */
export interface Comparison {
  readonly difference: Difference;
  /** What both have: what went is there as a ghost. */
  readonly drawing: Drawing;
  /** By node, and of notes by `note:` and their id. */
  readonly marks: ReadonlyMap<string, readonly Mark[]>;
  /** By what names a connection on the canvas. */
  readonly wires: ReadonlyMap<string, Mark>;
  /** Where nodes stood before that stand elsewhere now. */
  readonly before: ReadonlyMap<string, NodePlace>;
}

/** Lays two drawings over each other. */
export function comparisonOf(base: Drawing, head: Drawing): Comparison {
  const difference = compare(base, head);
  const renames = difference.nodes.flatMap(({ node, was }): RenameNode[] =>
    was === undefined ? [] : [{ op: "rename-node", node: was, to: node }]
  );
  const old = placed(renamed(base, renames));
  const both = union(old, placed(head));
  return {
    difference,
    drawing: both,
    marks: nodeMarks(difference),
    wires: new Map(
      difference.connections.map(({ from, to, change }) => [`${from}>${to}`, markOf(change)]),
    ),
    before: new Map(difference.places.flatMap(({ node }) => {
      const [was, is] = [lookup(old.layout.nodes, node), lookup(both.layout.nodes, node)];
      return was && is && (was.x !== is.x || was.y !== is.y) ? [[node, was] as const] : [];
    })),
  };
}

/** A drawing of nothing, which everything was added to. */
export function emptyDrawing({ workflow: { kind, name } }: Drawing): Drawing {
  const workflow = { kind, name, labels: {}, nodes: new Map(), connections: [], conflicts: [] };
  return { workflow, layout: { name, nodes: {}, notes: {} } };
}

/** As tall as a node may be: no catalogue is at hand here that says it of each. */
const TALL = { width: 220, height: 220 };

/** Every node has a place; those without one of their own are laid out. */
function placed({ workflow, layout }: Drawing): Drawing {
  const isPlaced = [...workflow.nodes.keys()].every((id) => lookup(layout.nodes, id));
  return { workflow, layout: isPlaced ? layout : autoLayout(workflow, () => TALL, layout) };
}

/** All that either has, as the second has it. */
function union(old: Drawing, head: Drawing): Drawing {
  const ends = new Set(head.workflow.connections.map(joined));
  const workflow: Workflow = {
    ...head.workflow,
    nodes: new Map([...old.workflow.nodes, ...head.workflow.nodes]),
    connections: [
      ...head.workflow.connections,
      ...old.workflow.connections.filter((one) => !ends.has(joined(one))),
    ],
  };
  return { workflow, layout: layoutOfBoth(old.layout, head.layout, workflow) };
}

function joined({ from, to }: Workflow["connections"][number]): string {
  return `${endText(from)}>${endText(to)}`;
}

/** What went stands where it stood, a little aside where something else stands there now. */
function layoutOfBoth(old: Layout, head: Layout, { nodes }: Workflow): Layout {
  const taken = new Set(Object.values(head.nodes).map(spot));
  const ghosts = [...nodes.keys()].filter((id) => !lookup(head.nodes, id)).flatMap((id) => {
    const place = lookup(old.nodes, id);
    if (!place) return [];
    const aside = taken.has(spot(place)) ? { x: place.x + ASIDE, y: place.y + ASIDE } : {};
    return [[id, { ...place, ...aside }] as const];
  });
  return {
    ...head,
    nodes: { ...head.nodes, ...Object.fromEntries(ghosts) },
    notes: { ...old.notes, ...head.notes },
  };
}

const ASIDE = 40;

function spot({ x, y }: NodePlace): string {
  return `${x} ${y}`;
}

function nodeMarks({ nodes, places, notes }: Difference): Map<string, readonly Mark[]> {
  const marks = new Map<string, readonly Mark[]>();
  const add = (id: string, mark: Mark) => marks.set(id, [...marks.get(id) ?? [], mark]);
  for (const { node, change, was } of nodes) {
    if (change === "renamed") add(node, { kind: "changed", title: `Renamed from ${was}` });
    else add(node, markOf(change));
  }
  for (const { node, before, after } of places) {
    const isNew = nodes.some((one) => one.node === node && one.change === "added");
    const isElsewhere = before && after && (before.x !== after.x || before.y !== after.y);
    if (isElsewhere && !isNew) add(node, markOf("moved"));
  }
  for (const { note, before, after } of notes) {
    add(noteId(note), markOf(!before ? "added" : !after ? "removed" : "changed"));
  }
  return marks;
}

function markOf(kind: MarkKind): Mark {
  return { kind, title: MARKS[kind].title };
}
