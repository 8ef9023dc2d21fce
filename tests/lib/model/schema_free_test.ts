import assert from "node:assert/strict";
import type { Json } from "../../../lib/model/json.ts";
import { FORBIDDEN_KEYS } from "../../../lib/model/forbidden_keys.ts";
import { pathText } from "../../../lib/model/json.ts";
import { check } from "../../../lib/model/schema_check.ts";

const FREE = { type: "object", free: true } as const;

const faults = (value: Json) =>
  check(FREE, value).map(({ path, message }) => `${pathText(path)}: ${message}`);

/** Maps inside each other. */
function nested(levels: number): Json {
  let value: Json = {};
  for (let level = 0; level < levels; level++) value = { a: value };
  return value;
}

Deno.test("free JSON takes everything that JSON can say in a map", () => {
  assert.deepEqual(faults({ a: null, b: [1, "x", { c: true, "d e": -0.5 }], "": {} }), []);
});

Deno.test("free JSON is a map", () => {
  for (const value of [null, 1, "a", [], true]) assert.equal(faults(value).length, 1);
});

Deno.test("free JSON holds no key that reaches into objects, at any depth", () => {
  for (const key of FORBIDDEN_KEYS) {
    const value = JSON.parse(`{ "a": [{ "${key}": 1 }], "b": 1 }`);
    assert.deepEqual(faults(value), [`a[0].${key}: is no name`]);
  }
});

Deno.test("free JSON has bounds: levels, values, and numbers", () => {
  assert.deepEqual(faults(nested(32)), []);
  assert.deepEqual(faults({ before: 1, x: nested(32) }), [
    ": must hold at most 32 levels, not more",
  ]);
  assert.deepEqual(faults({ a: Array(9_998).fill(1) }), []);
  assert.deepEqual(faults({ a: Array(9_999).fill(1) }), [
    ": must hold at most 10000 values, not more",
  ]);
  assert.deepEqual(faults({ a: NaN }), ["a: must be a number that JSON can say"]);
  assert.equal(faults(nested(5_000)).length, 1);
});
