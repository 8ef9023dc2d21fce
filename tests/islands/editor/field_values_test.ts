import assert from "node:assert/strict";
import {
  emptyOf,
  hintOf,
  newItem,
  newKey,
  shownValue,
  typedValue,
} from "../../../islands/editor/field_values.ts";
import type { Json } from "../../../lib/model/json.ts";
import type { Schema } from "../../../lib/model/schema.ts";

const EITHER: Schema = { anyOf: [{ type: "integer" }, { type: "string" }] };

const TYPED: readonly (readonly [schema: Schema, text: string, value: Json | undefined])[] = [
  [{ type: "integer" }, "", undefined],
  [{ type: "string" }, "", undefined],
  [{ type: "integer" }, "3", 3],
  [{ type: "integer" }, " -3 ", -3],
  [{ type: "number" }, "0.5", 0.5],
  [{ type: "integer" }, "3x", "3x"],
  [{ type: "integer" }, "1e3", "1e3"],
  [{ type: "string" }, "3", "3"],
  [EITHER, "3", 3],
  [EITHER, "25%", "25%"],
];

for (const [schema, text, value] of TYPED) {
  Deno.test(`"${text}" typed for ${JSON.stringify(schema)} is ${JSON.stringify(value)}`, () => {
    assert.equal(typedValue(schema, text), value);
  });
}

Deno.test("a value is shown as it was typed", () => {
  assert.deepEqual([undefined, null, 0, false, "a", { b: 1 }].map(shownValue), [
    ...["", "", "0", "false", "a", '{"b":1}'],
  ]);
});

Deno.test("a hint is the default, or an example in words", () => {
  assert.equal(hintOf({ default: 0 }), "0");
  assert.equal(hintOf({ examples: ["nginx"] }), "such as nginx");
  assert.equal(hintOf({ presets: [5] }), "such as 5");
  assert.equal(hintOf({ examples: [{ a: 1 }] }), "");
  assert.equal(hintOf({ default: [] }), "");
});

Deno.test("the first entry of a list is the example, the next are empty", () => {
  const schema: Schema = {
    type: "array",
    items: { type: "object" },
    examples: [[{ name: "http", port: 8080 }]],
  };
  assert.deepEqual(newItem(schema, 0), { name: "http", port: 8080 });
  assert.deepEqual(newItem(schema, 1), {});
  assert.deepEqual(newItem({ type: "array" }, 0), "");
});

const EMPTY: readonly (readonly [schema: Schema, value: Json])[] = [
  [{ default: 5 }, 5],
  [{ enum: ["a", "b"] }, "a"],
  [{ type: "object" }, {}],
  [{ type: "array" }, []],
  [{ type: "boolean" }, false],
  [{ type: "integer", minimum: 1 }, 1],
  [{ type: "number" }, 0],
  [{ type: "string" }, ""],
];

for (const [schema, value] of EMPTY) {
  Deno.test(`the least of ${JSON.stringify(schema)} is ${JSON.stringify(value)}`, () => {
    assert.deepEqual(emptyOf(schema), value);
  });
}

Deno.test("a new key is one that is free", () => {
  const variables: Schema = { propertyNames: { format: "variable" } };
  assert.equal(newKey(variables, {}), "NAME");
  assert.equal(newKey(variables, { NAME: "", NAME_2: "" }), "NAME_3");
  assert.equal(newKey({}, { name: "" }), "name-2");
});
