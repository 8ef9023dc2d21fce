import assert from "node:assert/strict";
import type { Schema } from "../../../lib/model/schema.ts";
import { withDefaults } from "../../../lib/model/schema_defaults.ts";

const RESOURCES: Schema = {
  type: "object",
  properties: { cpu: { type: "string", default: "100m" }, gpu: { type: "integer" } },
  default: {},
};

const SCHEMA: Schema = {
  type: "object",
  properties: {
    replicas: { type: "integer", default: 1 },
    off: { type: "boolean", default: false },
    image: { type: "string" },
    resources: RESOURCES,
    placement: { type: "object", properties: { spread: { type: "string", default: "host" } } },
    ports: { type: "array", items: { type: "object", properties: { p: { default: "TCP" } } } },
    bind: { type: "object", additionalProperties: RESOURCES },
    either: { anyOf: [{ type: "integer" }, RESOURCES] },
  },
};

Deno.test("withDefaults() fills in what is absent, and what stands inside a default", () => {
  assert.deepEqual(withDefaults(SCHEMA, {}), {
    replicas: 1,
    off: false,
    resources: { cpu: "100m" },
  });
});

Deno.test("withDefaults() keeps what is there, null and unknown fields too", () => {
  const value = { replicas: null, off: true, other: [1], resources: { cpu: "1", gpu: 1 } };
  assert.deepEqual(withDefaults(SCHEMA, value), value);
});

Deno.test("withDefaults() goes into maps, lists, free maps and branches", () => {
  const value = { placement: {}, ports: [{}, { p: "UDP" }], bind: { db: {} }, either: {} };
  assert.deepEqual(withDefaults(SCHEMA, value), {
    replicas: 1,
    off: false,
    resources: { cpu: "100m" },
    placement: { spread: "host" },
    ports: [{ p: "TCP" }, { p: "UDP" }],
    bind: { db: { cpu: "100m" } },
    either: { cpu: "100m" },
  });
});

Deno.test("withDefaults() leaves alone what fits no branch, and what has another type", () => {
  assert.deepEqual(withDefaults(SCHEMA.properties!.either!, true), true);
  assert.deepEqual(withDefaults(SCHEMA, "x"), "x");
  assert.deepEqual(withDefaults(SCHEMA, [{}]), [{}]);
});

Deno.test("withDefaults() does not change the value, nor the schema's defaults", () => {
  const value = Object.freeze({ ports: Object.freeze([Object.freeze({})]) });
  const one = withDefaults(SCHEMA, value) as { resources: object };
  Object.assign(one.resources, { cpu: "9" });
  assert.deepEqual(withDefaults(RESOURCES, {}), { cpu: "100m" });
  assert.deepEqual(withDefaults(SCHEMA, {}), {
    replicas: 1,
    off: false,
    resources: { cpu: "100m" },
  });
});

Deno.test("withDefaults() keeps hostile keys as keys, and takes no built-in for a field", () => {
  const value = JSON.parse('{ "__proto__": { "polluted": 1 }, "constructor": 2 }');
  const whole = withDefaults(SCHEMA, value) as Record<string, unknown>;
  assert.deepEqual(Object.keys(whole).filter((key) => key in value), [
    "__proto__",
    "constructor",
  ]);
  assert.equal(Object.getPrototypeOf(whole), Object.prototype);
  assert.equal(whole.polluted, undefined);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});
