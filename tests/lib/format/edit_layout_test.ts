import assert from "node:assert/strict";
import { applyOperations, type Edited } from "../../../lib/format/edit.ts";
import { hashOf } from "../../../lib/model/hash.ts";
import type { Operation } from "../../../lib/model/operation.ts";

const WORKFLOW = "spec:\n  nodes:\n    web: {}\n    db: {}\n  connections: []\n";

/** What operations make of a layout; undoing them must bring every byte back. */
function edit(layout: string | undefined, ...operations: Operation[]): Edited {
  const result = applyOperations({ workflow: WORKFLOW, layout, name: "shop" }, operations);
  const back = applyOperations({ ...result, name: "shop" }, result.inverse);
  assert.deepEqual([back.workflow, back.layout], [WORKFLOW, layout]);
  return result;
}

function move(node: string, x: number | null, y: number | null): Operation {
  return { op: "move", node, x, y };
}

const NEW = `apiVersion: celestra/v1
kind: Layout
metadata:
  name: shop
nodes:
  web: { x: 1, y: -3 }
`;

Deno.test("move makes a layout where there is none, and never touches the workflow", () => {
  for (const layout of [undefined, "", "\n"]) {
    const { workflow, layout: after } = edit(layout, move("web", 1.0004, -3.0004));
    assert.equal(after, NEW);
    assert.equal(workflow, WORKFLOW);
  }
});

Deno.test("a new layout names workflows that YAML would take for something else", () => {
  const { layout } = applyOperations({ workflow: WORKFLOW, name: "no" }, [move("web", 1, 2)]);
  assert.match(layout!, /^ {2}name: "no"$/m);
});

Deno.test("move changes two numbers, and adds a place as the others are written", () => {
  const layout = "nodes: # all\n  # of web\n  web: { y: 2, x: 1.5, color: blue } # here\n";
  assert.equal(edit(layout, move("web", 7, 8)).layout, layout.replace("2, x: 1.5", "8, x: 7"));
  assert.equal(edit(layout, move("db", 3, 4)).layout, `${layout}  db: { x: 3, y: 4 }\n`);
  const block = "nodes:\n  web:\n    x: 1\n    y: 2\n";
  assert.equal(edit(block, move("db", 3, 4)).layout, `${block}  db:\n    x: 3\n    y: 4\n`);
  for (const empty of ["nodes: {}\n", "nodes:\n", "nodes: ~\n", ""]) {
    const after = edit(`kind: Layout\n${empty}`, move("db", 3, 4)).layout;
    assert.equal(after, "kind: Layout\nnodes:\n  db: { x: 3, y: 4 }\n");
  }
});

Deno.test("move to where a node is changes no byte", () => {
  const layout = "nodes:\n  web: { x: 1, y: 0x10 }\n";
  assert.deepEqual(edit(layout, move("web", 1.0002, 16)).inverse, []);
  assert.deepEqual(edit(layout, move("db", null, null)).inverse, []);
});

Deno.test("move without a place forgets it", () => {
  const layout = "nodes:\n  # of web\n  web: { x: 1, y: 2 }\n  db: { x: 3, y: 4 }\n";
  assert.equal(edit(layout, move("web", null, null)).layout, "nodes:\n  db: { x: 3, y: 4 }\n");
});

Deno.test("remove-node takes the place of the node along, and leaves a broken layout alone", () => {
  const remove: Operation = { op: "remove-node", node: "web" };
  const layout = "nodes:\n  web: { x: 1, y: 2, width: 3 } # here\n  db: { x: 3, y: 4 }\n";
  assert.equal(edit(layout, remove).layout, "nodes:\n  db: { x: 3, y: 4 }\n");
  assert.equal(edit(undefined, remove).layout, undefined);
  assert.equal(edit("nodes: [", remove).layout, "nodes: [");
});

Deno.test("undoing a move does so beside other changes of the layout", () => {
  const moved = applyOperations(
    { workflow: WORKFLOW, layout: "nodes:\n  web: { x: 1, y: 2 }\n", name: "shop" },
    [move("web", 5, 6)],
  );
  const layout = `${moved.layout}  db: { x: 0, y: 0 }\n`;
  const back = applyOperations({ ...moved, layout, name: "shop" }, moved.inverse);
  assert.equal(back.layout, "nodes:\n  web: { x: 1, y: 2 }\n  db: { x: 0, y: 0 }\n");
});

Deno.test("the bytes of a move may touch no other place, and not take the layout of others away", () => {
  const layout = "nodes:\n  web: { x: 1, y: 2 }\n  db: { x: 3, y: 4 }\n";
  const moved = layout.replace("x: 1", "x: 5");
  for (
    const pieces of [[{ at: layout.indexOf("x: 3"), length: 4, text: "x: 9" }], null] as const
  ) {
    const operation: Operation = {
      op: "move",
      node: "web",
      x: 5,
      y: 2,
      source: { layout: { of: hashOf(layout), pieces } },
    };
    assert.equal(edit(layout, operation).layout, moved);
  }
});

const PLACED = `${NEW}  db: # here
    x: 5
    y: 6
notes:
  todo: { x: 1, y: 2, width: 30, height: 40, text: Later } # stuck
`;

Deno.test("resize and set-color touch the place of one node", () => {
  assert.equal(
    edit(PLACED, { op: "resize", node: "web", width: 100, height: 50 }).layout,
    PLACED.replace("y: -3 }", "y: -3, width: 100, height: 50 }"),
  );
  assert.equal(
    edit(PLACED, { op: "set-color", node: "db", value: "#abcdef" }).layout,
    PLACED.replace("    y: 6\n", '    y: 6\n    color: "#abcdef"\n'),
  );
  assert.throws(
    () => edit(NEW, { op: "resize", node: "db", width: 1, height: 1 }),
    /operations\[0\]: "db" has no place on the canvas yet; move it first/,
  );
});

Deno.test("notes are added, changed and taken away", () => {
  const note = { note: "a", x: 1, y: 2, width: 3, height: 4, text: "b\nc" };
  const { layout, workflow } = edit(NEW, { op: "add-note", ...note });
  assert.equal(
    layout,
    `${NEW}notes:\n  a:\n    x: 1\n    y: 2\n    width: 3\n    height: 4\n    text: |-\n      b\n      c\n`,
  );
  assert.equal(workflow, WORKFLOW);
  assert.equal(
    edit(PLACED, { op: "set-note", note: "todo", x: 1, y: 2, width: 30, height: 41, text: "Now" })
      .layout,
    PLACED.replace("height: 40, text: Later", "height: 41, text: Now"),
  );
  assert.equal(
    edit(PLACED, { op: "remove-note", note: "todo" }).layout,
    PLACED.replace(/\n {2}todo.*/, " {}"),
  );
});

Deno.test("rename-node takes the place along", () => {
  const { layout, workflow } = edit(PLACED, { op: "rename-node", node: "db", to: "store" });
  assert.equal(layout, PLACED.replace("  db: # here", "  store: # here"));
  assert.equal(workflow, WORKFLOW.replace("db:", "store:"));
});
