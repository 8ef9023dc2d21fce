import type { z as zod } from "zod";
import { FORMATS } from "../model/formats.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { Schema, Tier, When } from "../model/schema.ts";
import { check } from "../model/schema_check.ts";
import type { Zod } from "./component.ts";

/** What a form knows of a field besides its type. */
export interface FieldMeta {
  readonly tier?: Tier;
  /** Values that a form offers. */
  readonly presets?: readonly Json[];
  /** Values that a message shows; a form does not offer them. */
  readonly examples?: readonly Json[];
  /** The field has a meaning only beside a sibling with one of these values. */
  readonly when?: When;
  /** The amount may not be under that of this sibling. */
  readonly atLeast?: string;
}

/** Builders of config fields. Each takes a title and a sentence for the form. */
export interface Fields {
  text(title: string, description: string, meta?: FieldMeta): zod.ZodString;
  /** Text of a named format of `lib/model/formats.ts`. */
  of(format: string, title: string, description: string, meta?: FieldMeta): zod.ZodString;
  /** A whole number within bounds. */
  whole(
    bounds: readonly [number, number],
    title: string,
    description: string,
    meta?: FieldMeta,
  ): zod.ZodInt;
  flag(title: string, description: string, meta?: FieldMeta): zod.ZodBoolean;
  choice<const Options extends readonly string[]>(
    options: Options,
    title: string,
    description: string,
    meta?: FieldMeta,
  ): zod.ZodEnum<{ [Option in Options[number]]: Option }>;
  /** A list; `unique` names the field, or says that the entry itself, stands once. */
  list<Item extends zod.ZodType>(
    item: Item,
    title: string,
    description: string,
    meta?: FieldMeta & Pick<Schema, "unique">,
  ): zod.ZodArray<Item>;
  /** A map from keys of one format to values. */
  map<Value extends zod.ZodType>(
    keys: string,
    value: Value,
    title: string,
    description: string,
    meta?: FieldMeta,
  ): zod.ZodRecord<zod.ZodString, Value>;
  /** A map of Kubernetes labels. */
  labels(
    title: string,
    description: string,
    meta?: FieldMeta,
  ): zod.ZodRecord<zod.ZodString, zod.ZodString>;
  /** A number, or text such as a name or percentage. */
  either<One extends zod.ZodType, Other extends zod.ZodType>(
    one: One,
    other: Other,
    title: string,
    description: string,
    meta?: FieldMeta,
  ): zod.ZodUnion<readonly [One, Other]>;
  /** A closed map. `exactlyOne` names fields of which it holds one. */
  object<Shape extends zod.ZodRawShape>(
    shape: Shape,
    title?: string,
    description?: string,
    meta?: FieldMeta & { readonly exactlyOne?: readonly string[] },
  ): zod.ZodObject<Shape, zod.core.$strict>;
  /** A map of anything that JSON can say, such as an object of a kind that only others know. */
  json(title: string, description: string, meta?: FieldMeta): zod.ZodType<JsonObject>;
  /** A field that is refused with a sentence; it guards a likely mistake. */
  refused(sentence: string): zod.ZodExactOptional<zod.ZodNever>;
}

/** The builders of config fields, over the zod that is handed in. */
export function fieldsOf(z: Zod): Fields {
  return {
    text: (title, description, meta) =>
      z.string().max(MAX_TEXT).meta({ title, description, ...meta }),
    of: (format, title, description, meta) =>
      z.string().refine((text) => FORMATS[format]!.test(text))
        .meta({ title, description, format, ...meta }),
    whole: ([low, high], title, description, meta) =>
      z.int().min(low).max(high).meta({ title, description, ...meta }),
    flag: (title, description, meta) => z.boolean().meta({ title, description, ...meta }),
    choice: (options, title, description, meta) =>
      z.enum(options).meta({ title, description, ...meta }),
    list: (item, title, description, meta) =>
      z.array(item).max(MAX_ENTRIES)
        .superRefine(judge(() => ({ type: "array", ...pick(meta, "unique") })))
        .meta({ title, description, ...meta }),
    map: (keys, value, title, description, meta) =>
      z.record(keyOf(z, keys), value).meta({ title, description, ...meta }),
    labels: (title, description, meta) =>
      z.record(keyOf(z, "label-key"), labelValue(z)).meta({ title, description, ...meta }),
    either: (one, other, title, description, meta) =>
      z.union([one, other]).meta({ title, description, ...meta }),
    object: (shape, title, description, meta) => {
      const object = z.strictObject(shape);
      const texts = { ...(title && { title }), ...(description && { description }) };
      const rules = () => rulesOf(z, object, meta?.exactlyOne);
      return object.superRefine(judge(rules)).meta({ ...texts, ...meta });
    },
    json: (title, description, meta) =>
      z.record(z.string(), z.unknown())
        .superRefine(judge(() => ({ type: "object", free: true })))
        .meta({ title, description, ...meta, free: true }) as unknown as zod.ZodType<JsonObject>,
    refused: (sentence) => z.never().meta({ refused: sentence }).exactOptional(),
  };
}

/** The longest text of one field; a config map's entry may fill its node. */
const MAX_TEXT = 65_536;

/** The most entries of one list. */
const MAX_ENTRIES = 100;

function labelValue(z: Zod): zod.ZodString {
  return z.string().refine((text) => FORMATS["label-value"]!.test(text))
    .meta({ title: "Value", description: "The value of the label.", format: "label-value" });
}

function keyOf(z: Zod, format: string): zod.ZodString {
  return z.string().refine((text) => FORMATS[format]!.test(text)).meta({ format });
}

/** Rules that zod has no word for: it asks the same code as the browser. */
function judge(
  rules: () => Schema,
): (value: unknown, context: zod.core.$RefinementCtx) => void {
  let schema: Schema | undefined;
  return (value, context) => {
    schema ??= rules();
    for (const { path, message } of check(schema, value as Json)) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  };
}

function pick<T extends object, Key extends keyof T>(from: T | undefined, key: Key): Partial<T> {
  return from?.[key] === undefined ? {} : { [key]: from[key] } as Partial<T>;
}

/** A schema that holds only what fields say of each other. */
function rulesOf(z: Zod, object: zod.ZodObject, exactlyOne?: readonly string[]): Schema {
  const { properties = {} } = z.toJSONSchema(object, { io: "input" }) as Schema;
  const rules = Object.entries(properties).map(([key, schema]) =>
    [key, {
      ...pick(schema, "when"),
      ...pick(schema, "atLeast"),
      ...pick(schema, "format"),
      ...pick(schema, "default"),
    }] as const
  );
  return {
    type: "object",
    properties: Object.fromEntries(rules),
    ...(exactlyOne && { exactlyOne }),
  };
}
