import type { Json } from "./json.ts";
import type { Schema, Tier, When } from "./schema.ts";
import { describe } from "./schema_text.ts";

/** A field of a config as a line of a table. */
export interface FieldRow {
  /** How a path to it is written: `ports[].name`, `env{}`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly tier: Tier;
  /** What it may hold, in words. */
  readonly holds: string;
  /** What stands for an absent value, if anything does. */
  readonly default?: Json;
  readonly presets: readonly Json[];
  readonly required: boolean;
  readonly when?: When;
}

/** The fields of a schema, those inside of others below them. What is only refused is left out. */
export function fieldRows(schema: Schema): FieldRow[] {
  return rowsIn(schema, "", "basic");
}

/** @param tier Of the field around: what is inside stands no nearer. */
function rowsIn(schema: Schema, at: string, tier: Tier): FieldRow[] {
  const { properties = {}, required = [], items, additionalProperties: values, anyOf = [] } =
    schema;
  const own = Object.entries(properties).flatMap(([key, field]): FieldRow[] => {
    if (field.refused !== undefined) return [];
    const name = at === "" ? key : `${at}.${key}`;
    const row = rowOf(field, name, field.tier ?? tier, required.includes(key));
    return [row, ...rowsIn(field, name, row.tier)];
  });
  return [
    ...own,
    ...(items ? rowsIn(items, `${at}[]`, tier) : []),
    ...(typeof values === "object" ? rowsIn(values, `${at}{}`, tier) : []),
    ...anyOf.flatMap((branch) => rowsIn(branch, at, tier)),
  ];
}

function rowOf(field: Schema, name: string, tier: Tier, required: boolean): FieldRow {
  const { title = name, description = "", presets = [], default: value, when } = field;
  return {
    name,
    title,
    description,
    tier,
    holds: holdsOf(field),
    presets,
    // What stands for an absent value need not be given.
    required: required && value === undefined,
    ...(value === undefined ? {} : { default: value }),
    ...(when && { when }),
  };
}

/** What a field may hold; the fields of a map follow in lines of their own. */
function holdsOf(field: Schema): string {
  if (field.properties) return "a map";
  if (field.items?.properties) return "a list of maps";
  if (field.items) return `a list: ${describe(field.items)}`;
  const values = field.additionalProperties;
  if (typeof values === "object") return values.properties ? "named maps" : "names and values";
  return describe(field);
}
