import type { JsonObject } from "../../../model/json.ts";
import type { Origin } from "../../../model/resource.ts";

/** What a value may be, as a JSON Schema. */
export type Shape = JsonObject;

/** What each field of a part of a resource may be; a field that is added asks for its line here. */
export type Shapes<T> = { readonly [K in keyof Required<T>]: Shape };

/** The same for a resource, without what its config does not say. */
export type ConfigShapes<T extends Origin, Derived extends keyof T = never> = Shapes<
  Omit<T, "kind" | keyof Origin | Derived>
>;

/** Text. */
export const text: Shape = { type: "string" };

/** A whole number. */
export const whole: Shape = { type: "integer" };

/** Yes or no. */
export const flag: Shape = { type: "boolean" };

/** A whole number, or text such as `25%` or the name of a port. */
export const either: Shape = { type: ["integer", "string"] };

/** Anything with names, such as the schema of a custom kind. */
export const anything: Shape = { type: "object" };

/** One of a few words. */
export function oneOf(...words: readonly string[]): Shape {
  return { enum: words };
}

/** A map from names to something. */
export function mapOf(shape: Shape): Shape {
  return { type: "object", additionalProperties: shape };
}

/** A list of something. */
export function listOf(shape: Shape): Shape {
  return { type: "array", items: shape };
}

/** A map of known fields, and no other: a field that is misspelt is refused. */
export function shapeOf<T>(properties: Shapes<T>): Shape {
  return { type: "object", additionalProperties: false, properties };
}
