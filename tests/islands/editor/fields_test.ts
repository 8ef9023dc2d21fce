import assert from "node:assert/strict";
import {
  byTier,
  fieldOf,
  fieldsOf,
  problemPath,
  setCount,
} from "../../../islands/editor/fields.ts";
import type { Json } from "../../../lib/model/json.ts";
import type { Schema } from "../../../lib/model/schema.ts";
import { CATALOGUE } from "./workbench.ts";

const KINDS: readonly (readonly [kind: string, schema: Schema, value?: Json])[] = [
  ["text", { type: "string" }],
  ["lines", { type: "string" }, "a\nb"],
  ["number", { type: "integer" }],
  ["number", { type: "number" }],
  ["flag", { type: "boolean" }],
  ["choice", { type: "string", enum: ["a"] }],
  ["list", { type: "array" }],
  ["json", { type: "array" }, "text"],
  ["map", { type: "object" }],
  ["object", { type: "object", properties: {} }],
  ["json", { type: "object", properties: {} }, 5],
  ["either", { anyOf: [{ type: "integer" }, { type: "string" }] }],
  ["json", { anyOf: [{ type: "object" }, { type: "string" }] }],
  ["refused", { type: "string", refused: "Not here." }],
  ["json", { type: "object", free: true }],
  ["json", {}],
];

for (const [kind, schema, value] of KINDS) {
  const held = value === undefined ? "nothing" : JSON.stringify(value);
  Deno.test(`${JSON.stringify(schema)} with ${held} is edited as ${kind}`, () => {
    assert.equal(fieldOf(schema, value, ["x"]).kind, kind);
  });
}

const SCHEMA: Schema = {
  type: "object",
  required: ["image"],
  additionalProperties: false,
  properties: {
    image: { type: "string", title: "Image" },
    mode: { type: "string", default: "rolling" },
    surge: { type: "integer", tier: "advanced", when: { field: "mode", in: ["rolling"] } },
    old: { type: "string", refused: "Use image." },
  },
};

function keysOf(value: Json | undefined): string[] {
  return fieldsOf(SCHEMA, value).map(({ path }) => path.join("."));
}

Deno.test("a field without a meaning beside its siblings is left out, unless it is written", () => {
  assert.deepEqual(keysOf(undefined), ["image", "mode", "surge"]);
  assert.deepEqual(keysOf({ mode: "recreate" }), ["image", "mode"]);
  assert.deepEqual(keysOf({ mode: "recreate", surge: 1 }), ["image", "mode", "surge"]);
  assert.deepEqual(keysOf({ old: "x" }), ["image", "mode", "surge", "old"]);
});

Deno.test("what no schema knows is shown, to be taken away", () => {
  assert.deepEqual(keysOf({ constructor: 1 }), ["image", "mode", "surge", "constructor"]);
  const free = fieldsOf({ type: "object", properties: {} }, { any: 1 });
  assert.deepEqual(free, []);
});

Deno.test("a field knows its title, whether it is required and what is written", () => {
  const [image, mode] = fieldsOf(SCHEMA, { image: "nginx" }, ["web"]);
  assert.deepEqual([image!.title, image!.isRequired, image!.value], ["Image", true, "nginx"]);
  assert.deepEqual([mode!.title, mode!.isRequired, mode!.value], ["mode", false, undefined]);
  assert.deepEqual(image!.path, ["web", "image"]);
  assert.equal(fieldOf({}, 1, ["ports", 0]).title, "1");
});

Deno.test("tiers keep the order of the fields, and only what is written is counted", () => {
  const fields = fieldsOf(SCHEMA, { image: "nginx" });
  assert.equal(setCount(fields), 1);
  assert.deepEqual(
    byTier(fields).map(([tier, list]) => [tier, list.map(({ path }) => path[0])]),
    [["basic", ["image", "mode"]], ["advanced", ["surge"]], ["expert", []]],
  );
});

Deno.test("the path of a field is the path of its problems", () => {
  assert.deepEqual(problemPath("api", ["ports", { name: "http" }, 0, "port"]), [
    ...["spec", "nodes", "api", "config", "ports", "http", 0, "port"],
  ]);
});

Deno.test("every field of every component has an editor of its own", () => {
  for (const { id, config } of Object.values(CATALOGUE.components)) {
    const fields = fieldsOf(config, {});
    assert.ok(fields.length > 0, id);
    assert.deepEqual(
      fields.filter(({ kind }) => kind === "json").map(({ title }) => title),
      [],
      id,
    );
  }
});
