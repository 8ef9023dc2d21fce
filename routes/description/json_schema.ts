import type { z as zod } from "zod";
import type { Zod } from "../route.ts";
import type { JsonSchema } from "./description.ts";

/** A schema as JSON Schema: of what comes in, or of what goes out. */
export function jsonSchema(z: Zod, schema: zod.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

/** What the schema of an object says of its fields. */
export interface Shape {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}
