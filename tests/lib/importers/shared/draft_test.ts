import assert from "node:assert/strict";
import fc from "fast-check";
import { Draft } from "../../../../lib/importers/shared/draft.ts";
import { idFrom } from "../../../../lib/importers/shared/ids.ts";
import { ID_PATTERN } from "../../../../lib/model/workflow.ts";

Deno.test("idFrom() keeps a legal name and makes others legal", () => {
  assert.equal(idFrom("web", "app"), "web");
  assert.equal(idFrom("My_App.v2", "app"), "my-app-v2");
  assert.equal(idFrom("9lives", "app"), "lives");
  assert.equal(idFrom("Größe", "app"), "gro-e");
  assert.equal(idFrom("日本", "app"), "app");
});

Deno.test("node() gives every node a legal id of its own, whatever the names", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom("web", "Web", "w".repeat(80)))),
      (names) => {
        const draft = new Draft("Application", "x");
        const ids = names.map((name) => draft.node(name, "config-map").id);
        assert.equal(new Set(ids).size, ids.length);
        for (const id of ids) assert.match(id, ID_PATTERN);
      },
    ),
    { numRuns: 200 },
  );
});

Deno.test("node() tells two of one name apart by component, then by number", () => {
  const draft = new Draft("Application", "x");
  const ids = ["app", "config-map", "config-map", "config-map"]
    .map((component) => draft.node("web", component).id);
  assert.deepEqual(ids, ["web", "web-config-map", "web-2", "web-3"]);
});

Deno.test("workflow() holds nodes in their order and each connection once", () => {
  const draft = new Draft("Application", "shop");
  draft.namespace = "shop";
  const db = draft.node("db", "stateful-app");
  const api = draft.node("api", "app");
  api.config.image = "api:1";
  const ends = [{ node: db.id, port: "endpoint" }, { node: api.id, port: "requires" }] as const;
  draft.connect(...ends);
  draft.connect(...ends);
  draft.connect({ node: "api", port: "endpoint" }, { node: "api", port: "requires" });
  const workflow = draft.workflow();
  assert.deepEqual([...workflow.nodes.keys()], ["db", "api"]);
  assert.deepEqual(workflow.connections, [{ from: ends[0], to: ends[1], order: true }]);
  assert.deepEqual(workflow.nodes.get("api")!.config, { image: "api:1" });
  assert.equal(workflow.namespace, "shop");
});
