import assert from "node:assert/strict";
import { applyToWorkflow } from "../../../lib/model/apply.ts";
import { applyToLayout } from "../../../lib/model/apply_layout.ts";
import { AppError } from "../../../lib/model/error.ts";
import type { Layout } from "../../../lib/model/layout.ts";
import type { Operation } from "../../../lib/model/operation.ts";
import type { Workflow, WorkflowNode } from "../../../lib/model/workflow.ts";

const web: WorkflowNode = {
  id: "web",
  component: "app",
  title: "Web",
  config: { image: "nginx", ports: [{ name: "http", port: 80 }], env: { A: "1" } },
};

const shop: Workflow = {
  kind: "Application",
  name: "shop",
  labels: {},
  nodes: new Map([["web", web], ["db", { id: "db", component: "app", config: {} }]]),
  connections: [{
    from: { node: "db", port: "endpoint" },
    to: { node: "web", port: "requires" },
    order: true,
  }],
  conflicts: [],
};

const layout: Layout = { name: "shop", nodes: { web: { x: 1, y: 2, color: "blue" } }, notes: {} };

function webAfter(...operations: Operation[]): WorkflowNode {
  return operations.reduce(applyToWorkflow, shop).nodes.get("web")!;
}

function refuses(operation: Operation, message: RegExp): void {
  assert.throws(
    () => applyToWorkflow(shop, operation),
    (error) =>
      error instanceof AppError && error.code === "invalid_input" &&
      message.test(error.message),
  );
}

Deno.test("set makes maps, reaches items by name, and leaves the workflow it was given", () => {
  const before = structuredClone(web);
  assert.deepEqual(
    webAfter(
      { op: "set", node: "web", path: ["a", "b"], value: 1 },
      { op: "set", node: "web", path: ["ports", { name: "http" }, "port"], value: 81 },
      { op: "set", node: "web", path: ["ports", 1], value: { name: "x" } },
    ).config,
    {
      ...web.config,
      a: { b: 1 },
      ports: [{ name: "http", port: 81 }, { name: "x" }],
    },
  );
  assert.deepEqual(web, before);
});

Deno.test("set of a key such as __proto__ makes a key and reaches nothing else", () => {
  const { config } = webAfter({ op: "set", node: "web", path: ["__proto__", "x"], value: 1 });
  assert.ok(Object.hasOwn(config, "__proto__"));
  assert.equal(({} as { x?: number }).x, undefined);
});

Deno.test("unset takes fields, items and the whole config", () => {
  assert.deepEqual(
    webAfter({ op: "unset", node: "web", path: ["env", "A"] }).config.env,
    {},
  );
  assert.deepEqual(webAfter({ op: "unset", node: "web", path: ["ports", 0] }).config.ports, []);
  assert.deepEqual(webAfter({ op: "unset", node: "web", path: [] }).config, {});
});

Deno.test("set-title and set-group take away what is empty", () => {
  assert.equal(webAfter({ op: "set-title", node: "web", value: "x" }).title, "x");
  assert.ok(!("title" in webAfter({ op: "set-title", node: "web", value: "" })));
  assert.equal(webAfter({ op: "set-group", node: "web", value: "db" }).group, "db");
  assert.ok(!("group" in webAfter({ op: "set-group", node: "web", value: null })));
});

Deno.test("nodes come and go with their connections", () => {
  const removed = applyToWorkflow(shop, { op: "remove-node", node: "db" });
  assert.deepEqual([[...removed.nodes.keys()], removed.connections], [["web"], []]);
  const added = applyToWorkflow(removed, {
    op: "add-node",
    node: "db",
    component: "app",
    connections: [{ from: "db.endpoint", to: "web.requires" }],
  });
  assert.deepEqual(added, shop);
});

Deno.test("connections come and go by their ends", () => {
  const ends = { from: "web.endpoint", to: "db.requires" };
  const joined = applyToWorkflow(shop, { op: "connect", ...ends, order: false });
  assert.deepEqual(joined.connections[1], {
    from: { node: "web", port: "endpoint" },
    to: { node: "db", port: "requires" },
    order: false,
  });
  assert.deepEqual(applyToWorkflow(joined, { op: "disconnect", ...ends }), shop);
});

Deno.test("move changes the layout to a thousandth of a unit and nothing else", () => {
  const move: Operation = { op: "move", node: "web", x: 3.50041, y: -0.0002 };
  assert.equal(applyToWorkflow(shop, move), shop);
  assert.deepEqual(applyToLayout(layout, move).nodes, { web: { x: 3.5, y: 0, color: "blue" } });
  assert.deepEqual(applyToLayout(layout, { ...move, x: null, y: null }).nodes, {});
  assert.deepEqual(applyToLayout(layout, { op: "remove-node", node: "web" }).nodes, {});
  assert.equal(applyToLayout(layout, { op: "set-title", node: "web", value: "" }), layout);
});

Deno.test("what is not there, or there already, is refused", () => {
  refuses({ op: "move", node: "x", x: 0, y: 0 }, /no node "x"; there are web, db/);
  refuses({ op: "remove-node", node: "x" }, /no node "x"/);
  refuses({ op: "set", node: "x", path: [], value: {} }, /no node "x"/);
  refuses({ op: "set", node: "web", path: [], value: [] }, /config must be a map/);
  refuses({ op: "unset", node: "web", path: ["x"] }, /no field "x"; there are image, ports, env/);
  refuses({ op: "add-node", node: "db", component: "app" }, /a node "db" already/);
  refuses({ op: "add-node", node: "x_y", component: "app" }, /"x_y" is no id/);
  refuses({ op: "connect", from: "db.endpoint", to: "web.requires" }, /already/);
  refuses({ op: "connect", from: "x.endpoint", to: "web.requires" }, /no node "x"/);
  refuses({ op: "disconnect", from: "db.x", to: "web.requires" }, /no connection/);
  refuses({ op: "set-group", node: "web", value: "x" }, /no node "x"/);
});
