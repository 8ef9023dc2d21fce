import assert from "node:assert/strict";
import type { JsonObject } from "../../../../lib/model/json.ts";
import { extraPlan, plannedOf } from "./extras.ts";
import { lossesOf, objectIn, originIn, pathsIn } from "./extras_rendering.ts";

const planWith = (config: JsonObject) => plannedOf({ kinds: ["custom-resource", config] });

Deno.test("a definition is an object of the whole cluster, with what the server would fill in", () => {
  const path = "01-customresourcedefinition-databases.extras.example.com.yaml";
  const { metadata, spec } = objectIn(extraPlan(), path);
  assert.deepEqual([metadata.name, metadata.namespace], [
    "databases.extras.example.com",
    undefined,
  ]);
  assert.deepEqual([spec.group, spec.scope], ["extras.example.com", "Namespaced"]);
  assert.deepEqual(spec.names, {
    categories: ["shop"],
    kind: "Database",
    listKind: "DatabaseList",
    plural: "databases",
    shortNames: ["dbx"],
    singular: "database",
  });
  const [version, ...more] = spec.versions;
  assert.deepEqual(more, []);
  assert.deepEqual([version.name, version.served, version.storage], ["v1alpha1", true, true]);
  assert.equal(version.schema.openAPIV3Schema.properties.spec.properties.size.minimum, 1);
  assert.deepEqual(version.additionalPrinterColumns, [
    { jsonPath: ".spec.size", name: "Size", type: "integer" },
  ]);
  assert.deepEqual(version.subresources, {
    scale: { specReplicasPath: ".spec.replicas", statusReplicasPath: ".status.replicas" },
    status: {},
  });
});

Deno.test("an object of a custom kind is its fields, with a name, a namespace and our labels", () => {
  const object = objectIn(extraPlan(), "95-database-main.yaml");
  assert.deepEqual([object.apiVersion, object.kind], ["extras.example.com/v1alpha1", "Database"]);
  assert.deepEqual([object.metadata.name, object.metadata.namespace], ["main", "shop"]);
  assert.equal(object.metadata.labels["app.kubernetes.io/name"], "kinds");
  assert.equal(object.metadata.labels.team, "shop");
  assert.deepEqual(object.spec, { size: 3, replicas: 1, tags: ["no", "{{ a }}"] });
  assert.equal(
    originIn(extraPlan(), "95-database-main.yaml", "size: 3"),
    "kinds:instances[0].fields.spec.size",
  );
});

Deno.test("a kind of somebody else needs no definition; one of the cluster has no namespace", () => {
  const plan = planWith({
    apiVersion: "example.com/v1",
    objectKind: "Widget",
    scope: "Cluster",
    instances: [{ fields: { spec: {} } }],
  });
  assert.deepEqual(pathsIn(plan).slice(1), ["95-widget-kinds.yaml"]);
  assert.equal(objectIn(plan, "95-widget-kinds.yaml").metadata.namespace, undefined);
  assert.deepEqual(lossesOf(plan, "kinds"), []);
});

Deno.test("objects of a kind that the node defines are told to come with the second time", () => {
  const losses = lossesOf(extraPlan(), "kinds");
  assert.ok(losses.length > 0);
  for (const loss of losses) {
    assert.match(loss, /^instances\[0\].*approximated: .*crd\/databases\.extras\.example\.com`/);
  }
});
