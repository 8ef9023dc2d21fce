import assert from "node:assert/strict";
import { legal, TEXTS } from "../../helpers/arbitraries.ts";
import { isObject, type Json, type JsonObject, type Path } from "../../../lib/model/json.ts";
import type { Resource } from "../../../lib/model/resource.ts";
import type { Schema } from "../../../lib/model/schema.ts";
import { CATALOGUE, lowered } from "./planned.ts";
import { leavesOf } from "./schema_walk.ts";

/** Properties that no resource holds under their own name, and where they are instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "bind{}.host": "addresses[].hostVariable, by provider",
  "bind{}.port": "addresses[].portVariable, by provider",
  "bind{}.portName": "addresses[].portName, by provider",
};

for (const [id, { config: schema, inputs }] of Object.entries(CATALOGUE.components)) {
  const configs = fullConfigs(schema);
  const reached = Object.keys(inputs).filter((input) => inputs[input]!.type === "endpoint");

  Deno.test(`[${id}] is lowered whole: whatever is set, some resource holds`, () => {
    const seen = new Set<string>();
    for (const config of configs) {
      const resources = lower(id, config, reached);
      for (const { path, value } of leaves(config)) {
        const name = nameOf(schema, path);
        seen.add(name);
        if (name in ELSEWHERE) continue;
        assert.ok(
          resources.some((resource) => holds(resource, path, value)),
          `${name} (${JSON.stringify(value)}) is lost`,
        );
      }
    }
    assert.deepEqual(leavesOf(schema).filter((name) => !seen.has(name)), [], "never set");
  });
}

Deno.test("every property that is said to be elsewhere is a property", () => {
  const names = Object.values(CATALOGUE.components).flatMap(({ config }) => leavesOf(config));
  assert.deepEqual(Object.keys(ELSEWHERE).filter((name) => !names.includes(name)), []);
});

/** A node with a config, and a database at whatever takes an endpoint. */
function lower(component: string, config: JsonObject, inputs: readonly string[]): Resource[] {
  const ports = [{ name: "http", port: 5432 }];
  const nodes = { db: ["app", { ports }], it: [component, config] } as const;
  return lowered("it", nodes, inputs.map((input) => `db.endpoint -> it.${input}`));
}

/** Whether a resource holds a config value under the same path. */
function holds(resource: Resource, path: Path, value: Json): boolean {
  const { at } = resource;
  if (at.some((step, index) => step !== path[index])) return false;
  let found: unknown = resource;
  for (const step of path.slice(at.length)) {
    found = (found as Record<string | number, unknown> | undefined)?.[step];
  }
  try {
    assert.deepEqual(found, value);
    return true;
  } catch {
    return false;
  }
}

interface Leaf {
  readonly path: Path;
  readonly value: Json;
}

function leaves(value: Json, path: Path = []): Leaf[] {
  const inside = isObject(value)
    ? Object.entries(value)
    : Array.isArray(value)
    ? [...value.entries()]
    : [];
  if (inside.length === 0) return [{ path, value }];
  return inside.flatMap(([key, entry]) => leaves(entry, [...path, key]));
}

/** The name of a config path as `leavesOf` has it: `ports[].name`. */
function nameOf(schema: Schema, path: Path): string {
  let [at, name]: [Schema, string] = [schema, ""];
  for (const step of path) {
    const known = at.properties?.[step];
    const branch = at.anyOf?.find(({ properties }) => properties?.[step]);
    if (known || branch) {
      [at, name] = [
        known ?? branch!.properties![step]!,
        name === "" ? `${step}` : `${name}.${step}`,
      ];
    } else if (typeof step === "number") [at, name] = [at.items!, `${name}[]`];
    else [at, name] = [at.additionalProperties as Schema, `${name}{}`];
  }
  return name;
}

/** Configs that together set every property; some properties exclude each other. */
function fullConfigs(schema: Schema): JsonObject[] {
  const conditions = [{}, ...conditionsOf(schema)];
  return conditions.flatMap((fixed) => variants(schema, fixed)) as JsonObject[];
}

/** What some properties want their siblings to be, at any depth. */
function conditionsOf(schema: Schema): Record<string, Json>[] {
  const { properties = {}, items, additionalProperties: values } = schema;
  const own = Object.values(properties).flatMap(({ when }) =>
    when?.in.map((value) => ({ [when.field]: value })) ?? []
  );
  const parts = [...Object.values(properties), items, values].filter((it) =>
    typeof it === "object"
  );
  return [...own, ...parts.flatMap(conditionsOf)];
}

/** Values that together set everything inside a schema. */
function variants(schema: Schema, fixed: Readonly<Record<string, Json>>): Json[] {
  if (schema.anyOf) return schema.anyOf.flatMap((branch) => variants(branch, fixed));
  if (schema.enum) return [schema.enum.at(-1)!];
  switch (schema.type) {
    case "string":
      return [schema.format === undefined ? "some text" : TEXTS[schema.format]!.at(-1)!];
    case "integer":
      return [Math.min(schema.maximum!, (schema.minimum ?? 0) + 7)];
    case "boolean":
      return [schema.default !== true];
    case "array":
      return variants(schema.items!, fixed).map((entry) => [entry]);
    default:
      return mapVariants(schema, fixed);
  }
}

function mapVariants(schema: Schema, fixed: Readonly<Record<string, Json>>): Json[] {
  const { properties, exactlyOne, propertyNames, additionalProperties: values } = schema;
  if (!properties) {
    const key = propertyNames?.format === "id" ? "db" : TEXTS[propertyNames!.format!]![0]!;
    return variants(values as Schema, fixed).map((value) => ({ [key]: value }));
  }
  const choices = exactlyOne ?? [undefined];
  return choices.flatMap((choice) => {
    const fields = Object.entries(properties)
      .filter(([key, { refused }]) =>
        refused === undefined && (key === choice || !exactlyOne?.includes(key))
      )
      .map(([key, field]) => {
        const own = field.format === "id" ? ["db"] : variants(field, fixed);
        return [key, Object.hasOwn(fixed, key) ? [fixed[key]!] : own] as const;
      });
    const most = Math.max(...fields.map(([, own]) => own.length));
    return Array.from(
      { length: most },
      (_, index) =>
        legal(
          schema,
          Object.fromEntries(fields.map(([key, own]) => [key, own[index % own.length]!])),
        ),
    );
  });
}
