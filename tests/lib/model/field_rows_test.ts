import assert from "node:assert/strict";
import { fieldRows } from "../../../lib/model/field_rows.ts";
import type { Schema } from "../../../lib/model/schema.ts";

const PORT: Schema = {
  type: "object",
  properties: {
    name: { type: "string", format: "port-name", title: "Name", description: "Its name." },
    hostPort: { type: "integer", minimum: 1, maximum: 65_535, tier: "expert" },
  },
  required: ["name"],
};

const SCHEMA: Schema = {
  type: "object",
  properties: {
    replicas: { type: "integer", minimum: 1, maximum: 9, default: 1, presets: [1, 3] },
    ports: { type: "array", items: PORT, tier: "advanced" },
    env: { type: "object", additionalProperties: { type: "string" } },
    path: { type: "string", when: { field: "mount", in: ["file"] } },
    value: { type: "string", refused: "never" },
  },
  required: ["replicas", "path"],
};

Deno.test("every field is a row, those inside of others below them", () => {
  const names = fieldRows(SCHEMA).map(({ name }) => name);
  assert.deepEqual(names, [
    "replicas",
    "ports",
    "ports[].name",
    "ports[].hostPort",
    "env",
    "path",
  ]);
});

Deno.test("a row says what the field may hold and what stands for an absent value", () => {
  const [replicas, ports, name, hostPort, env, path] = fieldRows(SCHEMA);
  assert.equal(replicas!.holds, "a whole number from 1 to 9");
  assert.deepEqual([replicas!.default, replicas!.presets, replicas!.required], [1, [1, 3], false]);
  assert.equal(ports!.holds, "a list of maps");
  assert.equal(env!.holds, "names and values");
  assert.deepEqual([name!.title, name!.description, name!.required], ["Name", "Its name.", true]);
  assert.equal(hostPort!.title, "ports[].hostPort");
  assert.deepEqual([path!.required, path!.when], [true, { field: "mount", in: ["file"] }]);
});

Deno.test("what is inside of a field stands no nearer than the field", () => {
  const tiers = fieldRows(SCHEMA).map(({ tier }) => tier);
  assert.deepEqual(tiers, ["basic", "advanced", "advanced", "expert", "basic", "basic"]);
});
