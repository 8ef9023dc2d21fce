import { FORBIDDEN_KEYS } from "./forbidden_keys.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { MAX_OPERATIONS, OperationSchema } from "./operation_schema.ts";
import type { Schema } from "./schema.ts";

/**
 * The schema of operations for programs that know nothing of ours: plain JSON Schema 2020-12, with
 * patterns in the place of our formats, and all that `operationProblems` finds besides.
 */
export function operationsDocument(): JsonObject {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "https://celestra.dev/schemas/operations.json",
    title: "Operations",
    description: "Typed changes to a workflow and its layout, applied in order. Lengths count " +
      "UTF-16 units. Values nest at most 64 levels, which a schema cannot say.",
    type: "array",
    maxItems: MAX_OPERATIONS,
    items: { anyOf: OperationSchema.anyOf!.flatMap(variantsOf) },
    $defs: { key: KEY, value: VALUE, map: MAP },
  };
}

/** A name that no object has from birth. */
const KEY: JsonObject = {
  type: "string",
  pattern: `^(?!(?:${FORBIDDEN_KEYS.join("|")})$)`,
};
const VALUE: JsonObject = {
  anyOf: [
    { type: ["string", "number", "boolean", "null"] },
    { type: "array", items: { $ref: "#/$defs/value" } },
    { $ref: "#/$defs/map" },
  ],
};
const MAP: JsonObject = {
  type: "object",
  propertyNames: { $ref: "#/$defs/key" },
  additionalProperties: { $ref: "#/$defs/value" },
};

/** Our formats, as everybody knows them. */
const PATTERNS: Readonly<Record<string, string>> = {
  id: "^[a-z]([a-z0-9-]{0,50}[a-z0-9])?$",
  color: "^(#[0-9a-fA-F]{6}|[a-z]{3,20})$",
};

/** Of a pair of fields both hold a number or neither does, which takes a schema for each. */
function variantsOf(schema: Schema): JsonObject[] {
  const plain = plainOf(schema);
  const properties = plain.properties as JsonObject;
  const op = (properties.op as JsonObject).const as string;
  const pair = PAIRS[op];
  if (!pair) return [plain];
  return [0, 1].map((branch) => {
    const fields = pair.map((field) => [field, branchOf(properties[field]!, branch)]);
    return { ...plain, properties: { ...properties, ...Object.fromEntries(fields) } };
  });
}

const PAIRS: Readonly<Record<string, readonly string[]>> = {
  move: ["x", "y"],
  resize: ["width", "height"],
};

function branchOf(schema: Json, branch: number): Json {
  return ((schema as JsonObject).anyOf as readonly Json[])[branch]!;
}

function plainOf(schema: Schema, name = ""): JsonObject {
  if (Object.keys(schema).length === 0) return { $ref: "#/$defs/value" };
  const { format, items, properties, additionalProperties, anyOf, ...rest } = schema;
  if (rest.type === "object" && !properties && !additionalProperties) {
    return { $ref: "#/$defs/map" };
  }
  if (rest.type === "string" && name === "path") return { $ref: "#/$defs/key" };
  return {
    ...rest as JsonObject,
    ...(format !== undefined && { pattern: PATTERNS[format]! }),
    ...(items && { items: plainOf(items, name) }),
    ...(anyOf && { anyOf: anyOf.map((one) => plainOf(one, name)) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, one]) => [key, plainOf(one, key)]),
      ),
    }),
    ...(additionalProperties !== undefined && restOf(additionalProperties)),
  };
}

function restOf(rest: boolean | Schema): JsonObject {
  if (!isObject(rest)) return { additionalProperties: rest as boolean };
  const names = { propertyNames: { $ref: "#/$defs/key" } };
  return { additionalProperties: plainOf(rest as Schema), ...names };
}
