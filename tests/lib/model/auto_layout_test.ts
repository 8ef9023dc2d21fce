import assert from "node:assert/strict";
import fc from "fast-check";
import { autoLayout as laidOut } from "../../../lib/model/auto_layout.ts";
import { NODE as PLAIN, type Size } from "../../../lib/model/arrangement.ts";
import type { Layout } from "../../../lib/model/layout.ts";
import type { Workflow } from "../../../lib/model/workflow.ts";

/** What a node takes on the canvas at least. */
const NODE = { width: 220, height: 80 };

/** A layout of nodes that are all as tall as usual. */
function autoLayout(workflow: Workflow, existing?: Layout): Layout {
  return laidOut(workflow, () => PLAIN, existing);
}

/** A drawing: nodes as `id` or `id in group`, connections as `from to`. */
function drawing(nodes: readonly string[], connections: readonly string[] = []): Workflow {
  return {
    kind: "Application",
    name: "drawn",
    labels: {},
    nodes: new Map(nodes.map((text) => {
      const [id, group] = text.split(" in ") as [string, string | undefined];
      return [id, { id, component: "app", config: {}, ...(group && { group }) }];
    })),
    connections: connections.map((text) => {
      const [from, to] = text.split(" ") as [string, string];
      return { from: { node: from, port: "out" }, to: { node: to, port: "in" }, order: true };
    }),
    conflicts: [],
  };
}

/** Pairs that touch, other than a group and what stands in it. */
function overlaps(
  { nodes }: Layout,
  workflow: Workflow,
  sizeOf: (id: string) => Size = () => NODE,
): string[] {
  const boxes = Object.entries(nodes).map(([id, place]) => ({ id, ...sizeOf(id), ...place }));
  const isIn = (id: string, group: string): boolean => {
    const above = workflow.nodes.get(id)?.group;
    return above !== undefined && (above === group || isIn(above, group));
  };
  return boxes.flatMap((a, index) =>
    boxes.slice(index + 1).filter((b) =>
      a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
      b.y < a.y + a.height && !isIn(a.id, b.id) && !isIn(b.id, a.id)
    ).map((b) => `${a.id} ${b.id}`)
  );
}

/** Whether a box lies in another. */
function holds({ nodes }: Layout, group: string, id: string): boolean {
  const [outer, inner] = [{ ...NODE, ...nodes[group]! }, { ...NODE, ...nodes[id]! }];
  return outer.x <= inner.x && outer.y <= inner.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height;
}

Deno.test("autoLayout() draws from left to right along the connections", () => {
  const { nodes } = autoLayout(drawing(["c", "b", "a"], ["a b", "b c", "a c"]));
  assert.deepEqual(nodes, { c: { x: 600, y: 0 }, b: { x: 300, y: 0 }, a: { x: 0, y: 0 } });
});

Deno.test("autoLayout() puts a provider next to its first reader", () => {
  const { nodes } = autoLayout(drawing(["a", "b", "c", "late"], ["a b", "b c", "late c"]));
  assert.equal(nodes.late!.x, nodes.b!.x);
});

Deno.test("autoLayout() orders columns so that straight lines do not cross", () => {
  const { nodes } = autoLayout(drawing(["a", "b", "c", "x", "y", "z"], ["a z", "b y", "c x"]));
  const down = (ids: string[]) => ids.toSorted((one, other) => nodes[one]!.y - nodes[other]!.y);
  const [left, right] = [down(["a", "b", "c"]), down(["x", "y", "z"])];
  assert.deepEqual(left.map((id) => ({ a: "z", b: "y", c: "x" })[id]), right);
});

Deno.test("autoLayout() puts what is not connected into rows below", () => {
  const { nodes } = autoLayout(drawing(["a", "b", "l1", "l2", "l3", "l4", "l5"], ["a b"]));
  assert.deepEqual([nodes.l1, nodes.l4, nodes.l5], [
    { x: 0, y: 140 },
    { x: 900, y: 140 },
    { x: 0, y: 280 },
  ]);
});

Deno.test("autoLayout() goes round in a circle once, and minds no connection to oneself or nowhere", () => {
  const round = drawing(["a", "b", "c"], ["a b", "b c", "c a", "a a", "a nobody", "nobody b"]);
  const { nodes } = autoLayout(round);
  assert.deepEqual(["a", "b", "c"].map((id) => nodes[id]!.x), [0, 300, 600]);
});

Deno.test("autoLayout() draws groups around their nodes, also in each other", () => {
  const workflow = drawing(
    ["outer", "inner in outer", "a in inner", "b in inner", "c in outer", "d", "e", "f in outer"],
    ["a b", "b c", "c d", "a e", "outer a"],
  );
  const layout = autoLayout(workflow);
  assert.deepEqual(overlaps(layout, workflow), []);
  for (const id of ["a", "b"]) assert.ok(holds(layout, "inner", id), id);
  for (const id of ["inner", "a", "b", "c", "f"]) assert.ok(holds(layout, "outer", id), id);
  assert.ok(!holds(layout, "outer", "d"));
  assert.ok(layout.nodes.d!.x > layout.nodes.c!.x);
});

Deno.test("autoLayout() takes circles of groups apart", () => {
  const workflow = drawing(["a in b", "b in a", "c in a", "d in d", "e in nobody"]);
  const layout = autoLayout(workflow);
  assert.equal(Object.keys(layout.nodes).length, 5);
});

Deno.test("autoLayout() moves nothing that has a place, and finds room beside what it is for", () => {
  const workflow = drawing(["a", "b", "c", "d", "e"], ["a b", "c b", "b d"]);
  const note = { x: 0, y: 0, width: 9, height: 9, text: "hi" };
  const existing: Layout = {
    name: "drawn",
    nodes: { b: { x: 1000, y: 200, color: "#ff0000" }, gone: { x: 0, y: 0 } },
    notes: { note },
  };
  const layout = autoLayout(workflow, existing);
  assert.deepEqual(layout, {
    name: "drawn",
    nodes: {
      a: { x: 700, y: 200 },
      b: { x: 1000, y: 200, color: "#ff0000" },
      c: { x: 700, y: 340 },
      d: { x: 1300, y: 200 },
      e: layout.nodes.e!,
    },
    notes: { note },
  });
  assert.ok(layout.nodes.e!.y >= 480);
});

Deno.test("autoLayout() draws a box around members that have places, and puts new ones inside", () => {
  const workflow = drawing(["box", "a in box", "b in box", "c"], ["a b"]);
  const layout = autoLayout(workflow, {
    name: "drawn",
    nodes: { a: { x: 100, y: 100 }, c: { x: 2000, y: 0 } },
    notes: {},
  });
  assert.ok(holds(layout, "box", "a") && holds(layout, "box", "b"));
  assert.deepEqual(layout.nodes.a, { x: 100, y: 100 });
});

Deno.test("autoLayout() takes no place that is none, and no built-in for one", () => {
  const broken = { web: { x: "1", y: 0 }, api: { x: NaN, y: 0 }, db: null } as never;
  const layout = autoLayout(drawing(["web", "api", "db", "constructor", "__proto__"]), {
    name: "drawn",
    nodes: broken,
    notes: {},
  });
  for (const id of ["web", "api", "db", "constructor", "__proto__"]) {
    const place = Object.getOwnPropertyDescriptor(layout.nodes, id)?.value;
    assert.ok(Number.isFinite(place?.x) && Number.isFinite(place?.y), id);
  }
});

/** Workflows of a few nodes, groups among them, joined anyhow. */
const workflows = fc.integer({ min: 1, max: 25 }).chain((count) =>
  fc.record({
    groups: fc.array(fc.option(fc.nat(count - 1)), { minLength: count, maxLength: count }),
    edges: fc.array(fc.tuple(fc.nat(count), fc.nat(count)), { maxLength: 40 }),
    kept: fc.subarray(Array.from({ length: count }, (_, index) => index)),
  })
).map(({ groups, edges, kept }) => ({
  // Only to an earlier node, so that no group stands in itself.
  workflow: drawing(
    groups.map((group, index) =>
      group !== null && group < index && group < 3 ? `n${index} in n${group}` : `n${index}`
    ),
    edges.map(([from, to]) => `n${from} n${to}`),
  ),
  kept,
}));

Deno.test("autoLayout() never lets two nodes overlap, and is the same each time", () => {
  fc.assert(fc.property(workflows, ({ workflow }) => {
    const layout = autoLayout(workflow);
    assert.deepEqual(Object.keys(layout.nodes).sort(), [...workflow.nodes.keys()].sort());
    assert.deepEqual(overlaps(layout, workflow), []);
    for (const { x, y } of Object.values(layout.nodes)) {
      assert.ok(x >= 0 && y >= 0 && x % 20 === 0 && y % 20 === 0);
    }
    for (const { id, group } of workflow.nodes.values()) {
      if (group) assert.ok(holds(layout, group, id), `${id} in ${group}`);
    }
    assert.deepEqual(autoLayout(workflow), layout);
  }));
});

Deno.test("autoLayout() keeps some places, and lets no node without a group overlap another", () => {
  fc.assert(fc.property(workflows, ({ workflow, kept }) => {
    const flat: Workflow = {
      ...workflow,
      nodes: new Map([...workflow.nodes].map(([id, { group: _, ...node }]) => [id, node])),
    };
    const { nodes } = autoLayout(flat);
    const some = Object.fromEntries(kept.map((index) => [`n${index}`, nodes[`n${index}`]!]));
    const layout = autoLayout(flat, { name: "drawn", nodes: some, notes: {} });
    for (const [id, place] of Object.entries(some)) assert.deepEqual(layout.nodes[id], place);
    assert.deepEqual(overlaps(layout, flat), []);
  }));
});

Deno.test("autoLayout() is quick with 500 nodes", () => {
  const ids = Array.from({ length: 500 }, (_, index) => `n${index}`);
  const edges = Array.from(
    { length: 2000 },
    (_, index) => `n${index * 7919 % 500} n${(index * 104_729 + 13) % 500}`,
  );
  const workflow = drawing(ids, edges);
  autoLayout(workflow);
  const started = performance.now();
  autoLayout(workflow);
  // It takes about 5 ms; a busy machine may be slower.
  assert.ok(performance.now() - started < 100);
});

Deno.test("autoLayout() bears a chain and a nest far over the limits", () => {
  const ids = Array.from({ length: 5000 }, (_, index) => `n${index}`);
  const chain = ids.slice(1).map((id, index) => `n${index} ${id}`);
  assert.equal(Object.keys(autoLayout(drawing(ids, chain)).nodes).length, 5000);
  const nest = ids.map((id, index) => index > 0 ? `${id} in n${index - 1}` : id);
  assert.equal(Object.keys(autoLayout(drawing(nest)).nodes).length, 5000);
});

Deno.test("autoLayout() leaves tall nodes their room", () => {
  const ids = Array.from({ length: 24 }, (_, index) => `n${index}`);
  const sizeOf = (id: string) => ({ width: 220, height: 60 + 20 * (Number(id.slice(1)) % 9) });
  const workflow = drawing(
    ["box", ...ids.map((id, index) => index % 3 === 0 ? `${id} in box` : id)],
    ids.slice(1, 14).map((id, index) => `n${Math.floor(index / 2)} ${id}`),
  );
  const layout = laidOut(workflow, sizeOf);
  assert.deepEqual(overlaps(layout, workflow, sizeOf), []);
  const { n2: _, n9: __, ...some } = layout.nodes;
  const again = laidOut(workflow, sizeOf, { ...layout, nodes: some });
  assert.deepEqual(overlaps(again, workflow, sizeOf).filter((pair) => !/box/.test(pair)), []);
});
