import assert from "node:assert/strict";
import type { FlowNode } from "../../../islands/canvas/flow.ts";
import { createFlowEdges } from "../../../islands/canvas/flow_edges.ts";
import { createFlowNodes } from "../../../islands/canvas/flow_nodes.ts";
import { drawnFrom } from "../../../islands/editor/drawn.ts";
import { changed, type Texts } from "../../../islands/editor/texts.ts";
import { comparisonOf, emptyDrawing } from "../../../islands/history/comparison.ts";
import type { Operation } from "../../../lib/model/operation.ts";
import { CATALOGUE, SHOP } from "../editor/workbench.ts";

function compared(operations: readonly Operation[], texts: Texts = SHOP) {
  const [base, head] = [texts, changed("shop", texts, { operations }).texts]
    .map((one) => drawnFrom("shop", one)!);
  return comparisonOf(base!, head!);
}

const kinds = ({ marks }: ReturnType<typeof compared>) =>
  Object.fromEntries([...marks].map(([id, list]) => [id, list.map(({ kind }) => kind)]));

Deno.test("what was added, removed, changed and moved is marked", () => {
  const comparison = compared([
    { op: "add-node", node: "web", component: "app" },
    { op: "remove-node", node: "credentials" },
    { op: "set", node: "api", path: ["replicas"], value: 3 },
    { op: "move", node: "api", x: 500, y: 40 },
    { op: "move", node: "db", x: 20, y: 0 },
  ]);
  assert.deepEqual(kinds(comparison), {
    api: ["changed", "moved"],
    credentials: ["removed"],
    web: ["added"],
    db: ["moved"],
  });
  assert.deepEqual(Object.fromEntries(comparison.before), {
    api: { x: 400, y: 0 },
    db: { x: 0, y: 0 },
  });
  assert.deepEqual([...comparison.wires].map(([id, { kind }]) => [id, kind]), [
    ["credentials.data>db.settings", "removed"],
  ]);
});

Deno.test("what went is drawn where it stood, with its connections", () => {
  const { drawing } = compared([{ op: "remove-node", node: "credentials" }]);
  assert.deepEqual(drawing.layout.nodes.credentials, { x: 0, y: 200 });
  assert.equal(drawing.workflow.connections.length, 2);
});

Deno.test("a ghost never hides what stands there now", () => {
  const { drawing } = compared([
    { op: "remove-node", node: "credentials" },
    { op: "move", node: "api", x: 0, y: 200 },
  ]);
  assert.deepEqual(drawing.layout.nodes.credentials, { x: 40, y: 240 });
});

Deno.test("a renamed node is one node that says its name before", () => {
  const comparison = compared([{ op: "rename-node", node: "api", to: "gate" }]);
  assert.deepEqual(comparison.marks.get("gate"), [
    { kind: "changed", title: "Renamed from api" },
  ]);
  assert.equal(comparison.drawing.workflow.nodes.has("api"), false);
});

Deno.test("notes that came, went or say something else are marked", () => {
  const note = { x: 0, y: 400, width: 200, height: 80, text: "Hi" };
  const texts = changed("shop", SHOP, {
    operations: [
      { op: "add-note", note: "old", ...note },
      { op: "add-note", note: "kept", ...note },
    ],
  }).texts;
  const comparison = compared([
    { op: "remove-note", note: "old" },
    { op: "set-note", note: "kept", ...note, text: "Ho" },
    { op: "add-note", note: "new", ...note },
  ], texts);
  assert.deepEqual(kinds(comparison), {
    "note:kept": ["changed"],
    "note:new": ["added"],
    "note:old": ["removed"],
  });
  assert.equal(comparison.drawing.layout.notes.old!.text, "Hi");
});

Deno.test("of a workflow that was not there everything is new, wherever it is laid out", () => {
  const head = drawnFrom("shop", { ...SHOP, layout: undefined })!;
  const comparison = comparisonOf(emptyDrawing(head), head);
  assert.deepEqual(kinds(comparison), { api: ["added"], credentials: ["added"], db: ["added"] });
  assert.equal(Object.keys(comparison.drawing.layout.nodes).length, 3);
});

Deno.test("nothing is marked as moved where only one side is laid out by hand", () => {
  const base = drawnFrom("shop", { ...SHOP, layout: undefined })!;
  assert.deepEqual(kinds(comparisonOf(base, drawnFrom("shop", SHOP)!)), {});
});

Deno.test("marks are said to those who do not see them, and signs stand on connections", () => {
  const { drawing, marks, wires } = compared([
    { op: "remove-node", node: "credentials" },
    { op: "connect", from: "api.endpoint", to: "db.requires" },
  ]);
  const scene = {
    ...drawing,
    problems: new Map(),
    statuses: new Map(),
    selected: new Set<string>(),
    marks,
  };
  const nodes = createFlowNodes(CATALOGUE)(scene, []) as FlowNode[];
  assert.match(nodes.find(({ id }) => id === "credentials")!.ariaLabel!, /, Removed$/);
  assert.doesNotMatch(nodes.find(({ id }) => id === "api")!.ariaLabel!, /,.*,/);
  const edges = createFlowEdges(CATALOGUE)(drawing.workflow, new Set(), new Set(), wires);
  const told = edges.map(({ label, className, ariaLabel }) => [
    label,
    className!.split(" ").at(-1),
    ariaLabel!.split(", ")[1],
  ]);
  assert.deepEqual(told, [
    [undefined, "is-loose", undefined],
    ["+", "is-added", "Added"],
    ["−", "is-removed", "Removed"],
  ]);
});
