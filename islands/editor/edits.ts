import { autoLayout } from "../../lib/model/auto_layout.ts";
import { nodeSizes } from "../../lib/model/node_size.ts";
import type { Catalogue } from "../../lib/model/catalogue.ts";
import type { Operation } from "../../lib/model/operation.ts";
import { endText } from "../../lib/model/workflow.ts";
import type { Toasts } from "../toasts.tsx";
import { type CanvasView, type Point, snapped } from "./canvas_view.ts";
import type { Drawing } from "./drawing.ts";
import type { Editor } from "./editor.ts";
import { freePlace } from "./free_place.ts";
import type { History } from "./history.ts";
import { refusalOf } from "./joins.ts";
import { freeId } from "./node_ids.ts";
import { connectionId, type Selection } from "./selection.ts";
import { sentenceOf } from "./texts.ts";

/** What a person changes: each edit is a list of operations. */
export type Edits = Pick<
  Editor,
  | "edit"
  | "insert"
  | "add"
  | "move"
  | "connect"
  | "disconnect"
  | "remove"
  | "setField"
  | "setTitle"
  | "arrange"
>;

/** What edits take. */
export interface EditsOptions {
  readonly history: History;
  readonly drawing: Drawing;
  readonly selection: Selection;
  readonly catalogue: Catalogue;
  readonly toasts: Toasts;
  readonly canEdit: boolean;
  readonly view: () => CanvasView | undefined;
}

const ORIGIN: Point = { x: 0, y: 0 };

/** Creates what makes edits. */
export function createEdits(options: EditsOptions): Edits {
  const { history, drawing, selection, catalogue, toasts, canEdit, view } = options;
  const places = () => drawing.layout.value.nodes;

  function edit(operations: readonly Operation[], key?: string): boolean {
    if (!canEdit || operations.length === 0) return false;
    if (!drawing.isReadable.value) {
      toasts.fault("The source cannot be read as it stands. Correct it in the Source tab first.");
      return false;
    }
    try {
      history.make({ operations }, key);
      forgive(toasts);
      return true;
    } catch (error) {
      toasts.fault(sentenceOf(error));
      return false;
    }
  }

  /** Nodes without a place of their own keep the one they are seen at when others get theirs. */
  function pinned(except: readonly string[] = []): Operation[] {
    return drawing.unplaced.value.filter((node) => !except.includes(node)).map((node) => {
      const { x, y } = places()[node]!;
      return { op: "move", node, x, y };
    });
  }

  function insert(operations: readonly Operation[], nodes: readonly string[]): boolean {
    const isDone = edit([...pinned(), ...operations]);
    if (isDone) selection.select(nodes);
    return isDone;
  }

  function move(moved: Parameters<Edits["move"]>[0]): void {
    const away = moved.filter(({ node, x, y }) => {
      const place = places()[node];
      return place !== undefined && (place.x !== x || place.y !== y);
    });
    if (away.length === 0) return;
    const ids = away.map(({ node }) => node);
    const others = pinned(ids);
    const moves = away.map(({ node, x, y }) => ({ op: "move", node, x, y }) as const);
    // Joining two moves drops the first, which may not happen to the places of others.
    edit([...others, ...moves], others.length > 0 ? undefined : `move ${ids.join(" ")}`);
  }

  return {
    edit,
    insert,
    move,
    add(component, at, group) {
      const node = freeId(component, drawing.workflow.value.nodes);
      const free = () => freePlace(view()?.center() ?? ORIGIN, Object.values(places()));
      const place = snapped(at ?? free());
      const isDone = insert(
        [
          { op: "add-node", node, component, ...(group === undefined ? {} : { group }) },
          { op: "move", node, ...place },
        ],
        [node],
      );
      return isDone ? node : undefined;
    },
    connect(join) {
      const refusal = refusalOf(drawing.workflow.value, catalogue, join);
      if (refusal) toasts.fault(refusal);
      return refusal === undefined &&
        edit([{ op: "connect", from: endText(join.from), to: endText(join.to) }]);
    },
    disconnect({ from, to }) {
      edit([{ op: "disconnect", from: endText(from), to: endText(to) }]);
    },
    remove() {
      const chosen = selection.connections.value;
      const loose = drawing.workflow.value.connections.filter((one) =>
        chosen.has(connectionId(one))
      );
      edit([
        ...loose.map(({ from, to }) =>
          ({ op: "disconnect", from: endText(from), to: endText(to) }) as const
        ),
        ...[...selection.nodes.value].map((node) => ({ op: "remove-node", node }) as const),
      ]);
    },
    setField(node, path, value) {
      const key = `field ${node} ${JSON.stringify(path)}`;
      if (value === undefined) edit([{ op: "unset", node, path }]);
      else edit([{ op: "set", node, path, value }], key);
    },
    setTitle: (node, value) => void edit([{ op: "set-title", node, value }], `title ${node}`),
    arrange() {
      const { nodes } = autoLayout(
        drawing.workflow.value,
        nodeSizes(drawing.workflow.value, catalogue),
      );
      history.settle();
      move(Object.entries(nodes).map(([node, { x, y }]) => ({ node, x, y })));
      history.settle();
      view()?.fit();
    },
  };
}

/** What could not be done is forgotten with the next thing that could. */
function forgive(toasts: Toasts): void {
  for (const { id, tone } of toasts.list.peek()) if (tone === "fault") toasts.close(id);
}
