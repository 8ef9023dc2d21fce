import type { Json } from "./json.ts";

/**
 * The part of JSON Schema 2020-12 that our schemas use, and what our forms read besides.
 * `default` stands for an absent value; `format` is one of {@linkcode FORMATS}.
 */
export interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: "string" | "integer" | "number" | "boolean" | "object" | "array" | "null";
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  /** How deep in a form the field stands. */
  readonly tier?: Tier;
  /** Values that a form offers; any other that fits is as good. */
  readonly presets?: readonly Json[];
  /** The field has a meaning only beside a sibling with one of these values. */
  readonly when?: When;
  /** The amount may not be under that of a sibling. */
  readonly atLeast?: string;
  /** No two entries of the list are the same, or have the same value of this field. */
  readonly unique?: true | string;
  /** A map holds exactly one of these fields. */
  readonly exactlyOne?: readonly string[];
  /** A map of anything that JSON can say; our schemas say nothing of what is in it. */
  readonly free?: true;
  /** The field would hold a secret: it is refused whatever it holds, with this sentence. */
  readonly refused?: string;
}

/** How deep in a form a field stands: always visible, expandable, or for experts. */
export type Tier = "basic" | "advanced" | "expert";

/** A condition on a sibling field. */
export interface When {
  readonly field: string;
  readonly in: readonly Json[];
}
