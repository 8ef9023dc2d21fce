import type { Catalogue } from "../../lib/model/catalogue.ts";
import { lookup } from "../../lib/model/json.ts";
import type { Note } from "../../lib/model/layout.ts";
import { sidePorts, usedPorts } from "../../lib/model/node_ports.ts";
import type { WorkflowNode } from "../../lib/model/workflow.ts";
import { NODE } from "../editor/canvas_view.ts";
import type { FlowNode, NodeData, PortView } from "./flow.ts";
import { keptGroup, withGroups } from "./flow_groups.ts";
import type { Scene } from "./scene.ts";
import type { Mark } from "./mark.ts";

/**
 * Makes the nodes of the canvas. A node whose part of the scene is as before stays the same object,
 * so that only what changed is drawn again.
 */
export function createFlowNodes(catalogue: Catalogue): (
  scene: Scene,
  before: readonly FlowNode[],
) => FlowNode[] {
  const ports = new Map<string, NodePorts>();
  const portsOf = (kind: string, component: string, used: ReadonlySet<string>) => {
    const key = [kind, component, ...used].join(" ");
    const known = ports.get(key);
    if (known) return known;
    const made = portViews(catalogue, kind, component, used);
    const same = [...ports.values()].find((one) => JSON.stringify(one) === JSON.stringify(made));
    ports.set(key, same ?? made);
    return same ?? made;
  };
  return (scene, before) => {
    const known = new Map(before.map((node) => [node.id, node]));
    const used = usedPorts(scene.workflow);
    const isGroup = ({ component }: WorkflowNode) =>
      lookup(catalogue.components, component)?.groups;
    const alone = [...scene.workflow.nodes.values()].filter((node) => !isGroup(node));
    const nodes = alone.map((node): FlowNode => {
      const { kind } = scene.workflow;
      const own = portsOf(kind, node.component, used.get(node.id) ?? NONE);
      return kept(known.get(node.id), componentNode(catalogue, scene, node, own));
    });
    const notes = Object.entries(scene.layout.notes).map(([id, note]) =>
      kept(known.get(noteId(id)), noteNode(id, note, scene.marks?.get(noteId(id))))
    );
    if (alone.length === scene.workflow.nodes.size) return [...notes, ...nodes];
    return withGroups(scene, catalogue, [...notes, ...nodes]).map((node) =>
      node.type === "frame" ? keptGroup(known.get(node.id), node) : node
    );
  };
}

/** The ports that are drawn of a node. */
type PortViews = Pick<NodeData, "inputs" | "outputs">;

/** What is drawn of a node at rest, and while somebody works on it. */
interface NodePorts {
  readonly resting: PortViews;
  readonly all: PortViews;
}

const NONE: ReadonlySet<string> = new Set();

/** How tall a node is drawn. */
function heightOf({ inputs, outputs }: PortViews): number {
  const rows = Math.max(inputs.length, outputs.length);
  return NODE.head + rows * NODE.row + (rows > 0 ? NODE.foot : 0);
}

function componentNode(
  catalogue: Catalogue,
  { layout, problems, statuses, selected, marks, hovered }: Scene,
  { id, component, title }: WorkflowNode,
  { resting, all }: NodePorts,
): FlowNode {
  const isOpen = hovered === id || selected.has(id);
  const ports = isOpen ? all : resting;
  const { x = 0, y = 0, color } = lookup(layout.nodes, id) ?? {};
  const own = problems.get(id) ?? [];
  const errors = own.filter(({ severity }) => severity === "error").length;
  const type = lookup(catalogue.components, component);
  const name = title ?? id;
  const marked = marks?.get(id) ?? UNMARKED;
  return {
    id,
    type: "component",
    position: { x, y },
    selected: selected.has(id),
    width: NODE.width,
    // What is open reaches out of its place: nothing else moves, and no group grows.
    height: heightOf(resting),
    zIndex: hovered === id ? FRONT : undefined,
    handles: handlesOf(ports),
    ariaLabel: `${name}, ${type?.title ?? component}${errors > 0 ? `, ${errors} errors` : ""}${
      marked.map((mark) => `, ${mark.title}`).join("")
    }`,
    data: {
      title: name,
      component,
      componentTitle: type?.title ?? component,
      ...ports,
      errors,
      warnings: own.length - errors,
      color,
      marks: marked,
      state: statuses.get(id)?.state,
    },
  } as FlowNode;
}

/** In front of what is selected, which stands at 1000. */
const FRONT = 1001;

/** Where the handles are, so that connections are drawn before nodes are measured. */
function handlesOf({ inputs, outputs }: PortViews) {
  const place = (index: number) => NODE.head + index * NODE.row + NODE.row / 2;
  const one = (type: "source" | "target", x: number) => ({ id }: PortView, index: number) => ({
    id,
    type,
    position: type === "source" ? "right" : "left",
    x: x - HANDLE / 2,
    y: place(index) - HANDLE / 2,
    width: HANDLE,
    height: HANDLE,
  });
  return [...inputs.map(one("target", 0)), ...outputs.map(one("source", NODE.width))];
}

/** How wide a handle is. */
const HANDLE = 12;

function noteNode(
  id: string,
  { x, y, width, height, text, color }: Note,
  marks: readonly Mark[] = UNMARKED,
): FlowNode {
  return {
    id: noteId(id),
    type: "note",
    position: { x, y },
    width,
    height,
    draggable: false,
    selectable: false,
    connectable: false,
    focusable: false,
    zIndex: -1,
    data: { text, color, marks },
  };
}

const UNMARKED: readonly Mark[] = [];

/** Notes have ids of their own; a colon is in no id of a node. */
export function noteId(id: string): string {
  return `note:${id}`;
}

/** The node as it was, where nothing about it changed. */
function kept(before: FlowNode | undefined, after: FlowNode): FlowNode {
  if (!before || before.type !== after.type) return after;
  const isSameData = isShallowSame(before.data, after.data);
  const isSameNode = isSameData && before.selected === after.selected &&
    before.zIndex === after.zIndex && before.height === after.height &&
    before.width === after.width &&
    before.position.x === after.position.x && before.position.y === after.position.y;
  if (isSameNode) return before;
  return { ...before, ...after, data: isSameData ? before.data : after.data } as FlowNode;
}

function isShallowSame(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  return Object.keys(other).every((key) => one[key] === other[key]);
}

/** The ports of a node: at rest, and with those that are drawn while it is open below them. */
function portViews(
  catalogue: Catalogue,
  kind: string,
  component: string,
  used: ReadonlySet<string>,
): NodePorts {
  const type = lookup(catalogue.components, component);
  const [inputs, outputs] = (["inputs", "outputs"] as const).map((side) => {
    const { resting, further } = sidePorts(catalogue, kind, component, side, used);
    const view = (id: string) => ({
      id,
      type: type![side][id]!.type,
      title: type![side][id]!.title,
    });
    return { resting: resting.map(view), all: [...resting, ...further].map(view) };
  });
  return {
    resting: { inputs: inputs!.resting, outputs: outputs!.resting },
    all: { inputs: inputs!.all, outputs: outputs!.all },
  };
}
