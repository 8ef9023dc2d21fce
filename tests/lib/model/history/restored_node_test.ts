import assert from "node:assert/strict";
import fc from "fast-check";
import { connectionsOf } from "../../../../lib/model/diff.ts";
import {
  type NodeHistory,
  restoredNode,
  type RestoreOptions,
} from "../../../../lib/model/history/restored_node.ts";
import type { Json } from "../../../../lib/model/json.ts";
import { error } from "../../../../lib/model/problem.ts";
import { type Sketch, sketch } from "../sketch.ts";

const OPTIONS: RestoreOptions = { overwrite: false, judge: () => [] };

/** Versions from the wanted one to today's. */
function along(...versions: readonly Sketch[]): NodeHistory {
  const all = versions.map(sketch);
  return {
    was: all[0]!,
    later: all.slice(1, -1).map(({ workflow }) => workflow),
    today: all.at(-1)!,
  };
}

function api(config: Record<string, Json>): Sketch {
  return { nodes: { api: { config } } };
}

/** The config that a node gets back, and the paths of what stays. */
function restored(history: NodeHistory, options: Partial<RestoreOptions> = {}) {
  const { drawing, kept } = restoredNode("api", history, { ...OPTIONS, ...options });
  return [
    drawing.workflow.nodes.get("api")!.config,
    kept.map(({ path, then, now, reason, again }) => [path.join("."), then, now, reason, again]),
  ];
}

Deno.test("fields that were changed once since get back what they were, whoever changed them", () => {
  const history = along(
    api({ image: "a", replicas: 1, port: 1 }),
    api({ image: "b", replicas: 1, port: 1 }),
    api({ image: "b", replicas: 2, port: 1 }),
    api({ image: "b", replicas: 2, port: 1, user: 5 }),
  );
  assert.deepEqual(restored(history), [{ image: "a", replicas: 1, port: 1 }, []]);
});

Deno.test("a field that was changed again after that stays, and is told with both values", () => {
  const history = along(
    api({ image: "a", replicas: 1 }),
    api({ image: "b", replicas: 2 }),
    api({ image: "b", replicas: 3 }),
    api({ image: "b", replicas: 3, user: 1 }),
  );
  assert.deepEqual(restored(history), [
    { image: "a", replicas: 3 },
    [["config.replicas", 1, 3, "changed_again", 1]],
  ]);
  assert.deepEqual(restored(history, { overwrite: true }), [{ image: "a", replicas: 1 }, []]);
});

Deno.test("a field that came back by itself is as it was", () => {
  const history = along(api({ a: 1 }), api({ a: 2 }), api({ a: 3 }), api({ a: 1 }));
  assert.deepEqual(restored(history), [{ a: 1 }, []]);
});

Deno.test("named items of lists are brought back one by one", () => {
  const ports = (...ports: [string, number][]) =>
    api({ ports: ports.map(([name, port]) => ({ name, port })) });
  const history = along(
    ports(["http", 80], ["grpc", 90], ["admin", 70]),
    ports(["http", 81], ["grpc", 91], ["admin", 70]),
    ports(["http", 82], ["grpc", 91], ["admin", 70], ["debug", 60]),
  );
  const [config, kept] = restored(history);
  assert.deepEqual(config, {
    ports: [{ name: "http", port: 82 }, { name: "grpc", port: 90 }, { name: "admin", port: 70 }],
  });
  assert.equal((kept as unknown[]).length, 1);
});

Deno.test("a node that went comes back with its place and its connections to what is there", () => {
  const history = along(
    {
      nodes: { db: {}, api: { config: { a: 1 } }, web: {}, old: {} },
      connections: [
        "db.endpoint -> api.requires",
        "api.endpoint -> web.requires",
        "api.endpoint -> old.requires",
      ],
      places: { db: { x: 0, y: 0 }, api: { x: 10, y: 20 } },
    },
    { nodes: { db: {}, web: {} }, places: { db: { x: 5, y: 5 } } },
  );
  const { drawing, kept } = restoredNode("api", history, OPTIONS);
  assert.deepEqual(drawing.workflow.nodes.get("api")!.config, { a: 1 });
  assert.deepEqual([...connectionsOf(drawing.workflow).keys()], [
    "db.endpoint -> api.requires",
    "api.endpoint -> web.requires",
  ]);
  assert.deepEqual(drawing.layout.nodes, { db: { x: 5, y: 5 }, api: { x: 10, y: 20 } });
  assert.deepEqual(kept, [{
    node: "api",
    path: ["connections", "api.endpoint -> old.requires"],
    then: { from: "api.endpoint", to: "old.requires", order: true },
    now: null,
    reason: "gone",
    message: 'There is no node "old" today',
  }]);
});

Deno.test("of a node that is there only what leads into it comes back, and its place stays", () => {
  const nodes = { db: {}, cache: {}, api: {}, web: {} };
  const history = along(
    { nodes, connections: ["db.endpoint -> api.requires"], places: { api: { x: 1, y: 1 } } },
    {
      nodes,
      connections: ["cache.endpoint -> api.requires", "api.endpoint -> web.requires"],
      places: { api: { x: 2, y: 2 } },
    },
  );
  const { drawing } = restoredNode("api", history, OPTIONS);
  assert.deepEqual([...connectionsOf(drawing.workflow).keys()].sort(), [
    "api.endpoint -> web.requires",
    "db.endpoint -> api.requires",
  ]);
  assert.deepEqual(drawing.layout.nodes, { api: { x: 2, y: 2 } });
});

Deno.test("a connection that would be a fault today stays away, and is told", () => {
  const nodes = { a: {}, api: {} };
  const history = along({ nodes, connections: ["a.out -> api.in"] }, { nodes });
  const judge: RestoreOptions["judge"] = ({ connections }) =>
    connections.length > 0 ? [error("cycle", [], "a and api wait for each other")] : [];
  const { drawing, kept } = restoredNode("api", history, { overwrite: false, judge });
  assert.deepEqual(drawing.workflow.connections, []);
  assert.deepEqual(kept.map(({ reason, message }) => [reason, message]), [
    ["fault", "a and api wait for each other"],
  ]);
});

Deno.test("a node that was renamed since is found by either id, and keeps that of today", () => {
  const config = { image: "a", env: { A: "1", B: "2", C: "3" } };
  const history = along(
    { nodes: { web: { config }, db: {} }, connections: ["db.endpoint -> web.requires"] },
    { nodes: { api: { config }, db: {} }, connections: ["db.endpoint -> api.requires"] },
    { nodes: { api: { config: { ...config, image: "b" } }, db: {} } },
  );
  for (const id of ["api", "web"]) {
    const { drawing, node, was } = restoredNode(id, history, OPTIONS);
    assert.deepEqual([node, was], ["api", "web"]);
    assert.deepEqual(drawing.workflow.nodes.get("api")!.config, config);
    assert.ok(!drawing.workflow.nodes.has("web"));
    assert.deepEqual([...connectionsOf(drawing.workflow).keys()], ["db.endpoint -> api.requires"]);
  }
});

Deno.test("a group that is gone is none to come back into", () => {
  const history = along(
    { nodes: { box: { component: "app-group" }, api: { group: "box" } } },
    { nodes: { api: {} } },
  );
  const { drawing, kept } = restoredNode("api", history, OPTIONS);
  assert.equal(drawing.workflow.nodes.get("api")!.group, undefined);
  assert.deepEqual(kept.map(({ path, reason }) => [path, reason]), [[["group"], "gone"]]);
});

Deno.test("an id that went and came again with other content is not overwritten", () => {
  const history = along(api({ a: 1, b: 1 }), { nodes: {} }, api({ a: 2, b: 1 }));
  assert.deepEqual(restored(history), [{ a: 2, b: 1 }, [["config.a", 1, 2, "changed_again", 1]]]);
});

Deno.test("there is nothing to bring back of what was not there", () => {
  const history = along({ nodes: {} }, api({}));
  assert.throws(() => restoredNode("api", history, OPTIONS), {
    code: "not_found",
    message: 'There was no node "api" in that commit',
  });
});

Deno.test("by random histories: what was changed at most once is as it was, all else is told, and no other node changes", () => {
  const value = fc.integer({ min: 0, max: 2 });
  const config = fc.dictionary(fc.constantFrom("a", "b", "c"), value, { maxKeys: 3 });
  fc.assert(
    fc.property(fc.array(config, { minLength: 2, maxLength: 5 }), (configs) => {
      const versions = configs.map((config, index) => ({
        nodes: { api: { config }, other: { config: { at: index } } },
      }));
      const history = along(...versions);
      const { drawing, kept } = restoredNode("api", history, OPTIONS);
      assert.equal(drawing.workflow.nodes.get("other"), history.today.workflow.nodes.get("other"));
      for (const key of ["a", "b", "c"]) {
        const values = configs.map((one) => one[key]);
        const [was, now] = [values[0], values.at(-1)];
        const first = values.find((value) => value !== was);
        const isAgain = now !== was && now !== first;
        const made = drawing.workflow.nodes.get("api")!.config[key];
        assert.equal(made, isAgain ? now : was, JSON.stringify(values));
        assert.equal(kept.some(({ path }) => path[1] === key), isAgain);
      }
    }),
    { numRuns: 500 },
  );
});
