import type { Catalogue } from "../../lib/model/catalogue.ts";
import type { Json } from "../../lib/model/json.ts";
import type { Schema } from "../../lib/model/schema.ts";

/** A place of a component's config that holds text. */
export interface StringField {
  readonly component: string;
  /** The keys that lead to it: `[]` for an entry of a list, `{}` for one of a map. */
  readonly path: readonly string[];
  /** What it may hold; a free map holds anything. */
  readonly schema: Schema;
}

/** Every place of every component that holds text, but for those that hold one of some words. */
export function stringFields({ components }: Catalogue): StringField[] {
  return Object.entries(components).flatMap(([component, { config }]) =>
    [...leaves(config, [])].map((leaf) => ({ component, ...leaf }))
  );
}

/** The field as a test names it: `app.init[].env{}`. */
export function nameOf({ component, path }: StringField): string {
  return path.reduce(
    (name, step) => /^[[{]/.test(step) ? name + step : `${name}.${step}`,
    component,
  );
}

function* leaves(
  schema: Schema,
  path: readonly string[],
): Generator<Omit<StringField, "component">> {
  if (schema.refused !== undefined || schema.enum) return;
  for (const one of schema.anyOf ?? []) yield* leaves(one, path);
  if (schema.type === "string" || schema.free) yield { path, schema };
  if (schema.items) yield* leaves(schema.items, [...path, "[]"]);
  for (const [key, field] of Object.entries(schema.properties ?? {})) {
    yield* leaves(field, [...path, key]);
  }
  const { additionalProperties: values } = schema;
  if (typeof values === "object") yield* leaves(values, [...path, "{}"]);
}

/** A config that holds a value at a place, and nothing else. */
export function holding(path: readonly string[], value: Json, key: string): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const inside = holding(rest, value, key);
  if (step === "[]") return [inside];
  return { [step === "{}" ? key : step]: inside };
}
