import type { Schema } from "../../../lib/model/schema.ts";

/** A field with the config path that leads to it, `[]` for any entry of a list. */
export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly siblings: Readonly<Record<string, Schema>>;
}

/** The fields of a schema, those inside other fields too. */
export function fieldsOf(schema: Schema, at = ""): Field[] {
  const siblings = schema.properties ?? {};
  const own = Object.entries(siblings).map(([key, field]) => ({
    name: at === "" ? key : `${at}.${key}`,
    schema: field,
    siblings,
  }));
  return [...own, ...own.flatMap(({ name, schema }) => partsOf(schema, name))];
}

function partsOf(schema: Schema, at: string): Field[] {
  const { items, additionalProperties: values, anyOf = [] } = schema;
  return [
    ...fieldsOf(schema, at),
    ...(items ? fieldsOf(items, `${at}[]`) : []),
    ...(typeof values === "object" ? fieldsOf(values, `${at}{}`) : []),
    ...anyOf.flatMap((branch) => fieldsOf(branch, at)),
  ];
}

/** Every schema inside a schema, itself too. */
export function schemasOf(schema: Schema): Schema[] {
  const { properties = {}, items, additionalProperties: values, propertyNames, anyOf } = schema;
  const inside = [
    ...Object.values(properties),
    items,
    values,
    propertyNames,
    ...(anyOf ?? []),
  ].filter((part) => typeof part === "object");
  return [schema, ...inside.flatMap(schemasOf)];
}

/** The names of the fields that hold no other fields: `ports[].name`, `env{}`, `keys[]`. */
export function leavesOf(schema: Schema, at = ""): string[] {
  const { properties, items, additionalProperties: values, anyOf } = schema;
  if (schema.refused !== undefined) return [];
  if (anyOf) return [...new Set(anyOf.flatMap((branch) => leavesOf(branch, at)))];
  if (items) return leavesOf(items, `${at}[]`);
  if (typeof values === "object") return leavesOf(values, `${at}{}`);
  if (!properties) return [at];
  return Object.entries(properties).flatMap(([key, field]) =>
    leavesOf(field, at === "" ? key : `${at}.${key}`)
  );
}
