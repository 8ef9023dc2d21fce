import assert from "node:assert/strict";
import { lateProblems } from "./problem_texts.ts";

const DEFINITION = { plural: "widgets", schema: { type: "object" } };
const KIND = { apiVersion: "example.com/v1", objectKind: "Widget" };

const custom = (config: object) =>
  lateProblems({ it: ["custom-resource", { ...KIND, ...config }] });

Deno.test("a kind is defined in a group of one's own, with a schema of the whole object", () => {
  assert.deepEqual(custom({ definition: DEFINITION }), []);
  assert.match(
    custom({ apiVersion: "v1", definition: DEFINITION })[0]!,
    /must have a group with a dot/,
  );
  assert.match(custom({ apiVersion: "apps/v1", definition: DEFINITION })[0]!, /group with a dot/);
  for (const group of ["k8s.io", "x.k8s.io", "a.kubernetes.io"]) {
    const [problem] = custom({ apiVersion: `${group}/v1`, definition: DEFINITION });
    assert.match(problem!, /belongs to Kubernetes/);
  }
  assert.match(custom({ definition: { ...DEFINITION, schema: {} } })[0]!, /type must be object/);
});

Deno.test("replicas are scaled where a server looks for them", () => {
  const scale = { specPath: ".spec.replicas", statusPath: ".status.replicas" };
  assert.deepEqual(custom({ definition: { ...DEFINITION, scale } }), []);
  const wrong = { specPath: ".status.replicas", statusPath: ".spec.replicas" };
  assert.equal(custom({ definition: { ...DEFINITION, scale: wrong } }).length, 2);
});

Deno.test("what Celestra writes is not among the fields of an object", () => {
  assert.deepEqual(custom({ instances: [{ fields: { spec: { metadata: {} } } }] }), []);
  for (const key of ["apiVersion", "kind", "metadata"]) {
    const [problem] = custom({ instances: [{ fields: { [key]: "x" } }] });
    assert.ok(problem!.startsWith(`invalid_value it.config.instances[0].fields.${key}: `), problem);
  }
});

Deno.test("a custom resource is no way for the values of a Secret into Git", () => {
  const secret = { apiVersion: "v1", objectKind: "Secret" };
  for (const key of ["data", "stringData"]) {
    const [problem] = custom({ ...secret, instances: [{ fields: { [key]: { A: "b" } } }] });
    assert.match(problem!, /^literal_secret .*use a secret node/);
  }
  assert.deepEqual(custom({ ...secret, instances: [{ fields: { type: "Opaque" } }] }), []);
});

Deno.test("two objects of one kind and name clash", () => {
  const twice = { instances: [{ fields: {} }, { name: "it", fields: {} }] };
  assert.match(custom(twice)[0]!, /^name_clash it: "it" makes two widgets named "it"/);
});
