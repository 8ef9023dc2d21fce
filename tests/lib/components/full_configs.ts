import { isObject, type Json, type JsonObject, type Path } from "../../../lib/model/json.ts";
import type { Schema } from "../../../lib/model/schema.ts";
import { legal, TEXTS } from "../../helpers/arbitraries.ts";

/** A value of a config that holds nothing further. */
export interface Leaf {
  readonly path: Path;
  readonly value: Json;
}

/** Everything in a config that holds nothing further. */
export function leaves(value: Json, path: Path = []): Leaf[] {
  const inside = isObject(value)
    ? Object.entries(value)
    : Array.isArray(value)
    ? [...value.entries()]
    : [];
  if (inside.length === 0) return [{ path, value }];
  return inside.flatMap(([key, entry]) => leaves(entry, [...path, key]));
}

/** The name of a config path as `leavesOf` has it: `ports[].name`. */
export function nameOf(schema: Schema, path: Path): string {
  let [at, name]: [Schema, string] = [schema, ""];
  for (const step of path) {
    // Free JSON is one property, whatever stands in it.
    if (at.free) return `${name}{}`;
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
export function fullConfigs(schema: Schema): JsonObject[] {
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
      return schema.free ? [{ anything: "some text" }] : mapVariants(schema, fixed);
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
        // Another field of the same name may be a choice of other things.
        const fits = Object.hasOwn(fixed, key) && (field.enum?.includes(fixed[key]!) ?? true);
        return [key, fits ? [fixed[key]!] : own] as const;
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
