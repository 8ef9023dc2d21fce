import { isForbiddenKey } from "./forbidden_keys.ts";
import { isObject, type Json, lookup, type Path } from "./json.ts";
import type { Operation } from "./operation.ts";
import type { Schema } from "./schema.ts";
import { check } from "./schema_check.ts";
import { type Fault, fault } from "./schema_fault.ts";
import { choices, shown } from "./schema_text.ts";

/** How many operations one list may hold: each is tried on the whole text. */
export const MAX_OPERATIONS = 1000;

const text: Schema = { type: "string" };
const title: Schema = { type: "string", maxLength: 200 };
const description: Schema = { type: "string", maxLength: 10_000 };
const end: Schema = { type: "string", examples: ["db.endpoint"] };
const count: Schema = { type: "integer", minimum: 0 };

const path: Schema = {
  type: "array",
  maxItems: 64,
  items: {
    anyOf: [text, count, map({ name: text }, ["name"]), map({ key: text }, ["key"])],
  },
  examples: [["ports", { name: "http" }, "port"]],
};

const fieldPath: Schema = {
  type: "array",
  minItems: 1,
  maxItems: 2,
  items: text,
  examples: [["title"], ["labels", "team"]],
};
/** A field is a text, or all labels; `null` takes it away. */
const fieldValue: Schema = {
  anyOf: [description, { type: "object", additionalProperties: text }, { type: "null" }],
};

const size: Schema = { type: "number", minimum: 1, maximum: 1e6 };
const extent: Schema = { anyOf: [size, { type: "null" }] };
const color: Schema = { type: "string", format: "color" };
const noteId: Schema = { type: "string", format: "id" };
const place: Schema = { type: "number", minimum: -1e6, maximum: 1e6 };
const coordinate: Schema = { anyOf: [place, { type: "null" }] };
const note = {
  note: noteId,
  x: place,
  y: place,
  width: size,
  height: size,
  text: description,
  color,
};
const NOTE = ["note", "x", "y", "width", "height", "text"];

const fileSource: Schema = map({
  of: text,
  pieces: {
    anyOf: [
      { type: "array", items: map({ at: count, length: count, text }, ["at", "length", "text"]) },
      { type: "null" },
    ],
  },
}, ["of", "pieces"]);

/** What each operation holds besides its name. */
const FIELDS: Readonly<Record<Operation["op"], [fields: Fields, required: readonly string[]]>> = {
  "add-node": [{
    node: text,
    component: text,
    title,
    description,
    group: text,
    config: { type: "object" },
    connections: {
      type: "array",
      items: map({ from: end, to: end, order: { type: "boolean" } }, ["from", "to"]),
    },
  }, ["node", "component"]],
  "remove-node": [{ node: text }, ["node"]],
  "rename-node": [{ node: text, to: text }, ["node", "to"]],
  "set": [{ node: text, path, value: {} }, ["node", "path", "value"]],
  "unset": [{ node: text, path }, ["node", "path"]],
  "insert": [{ node: text, path, index: count, value: {} }, ["node", "path", "index", "value"]],
  "remove": [{ node: text, path, index: count }, ["node", "path", "index"]],
  "connect": [{ from: end, to: end, order: { type: "boolean" } }, ["from", "to"]],
  "disconnect": [{ from: end, to: end }, ["from", "to"]],
  "set-title": [{ node: text, value: title }, ["node", "value"]],
  "set-group": [{ node: text, value: { anyOf: [text, { type: "null" }] } }, ["node", "value"]],
  "set-description": [{ node: text, value: description }, ["node", "value"]],
  "set-component": [{ node: text, value: text }, ["node", "value"]],
  "set-metadata": [{ path: fieldPath, value: fieldValue }, ["path", "value"]],
  "set-spec": [{ path: fieldPath, value: fieldValue }, ["path", "value"]],
  "move": [{ node: text, x: coordinate, y: coordinate }, ["node", "x", "y"]],
  "resize": [{ node: text, width: extent, height: extent }, ["node", "width", "height"]],
  "set-color": [{ node: text, value: { anyOf: [color, { type: "null" }] } }, ["node", "value"]],
  "add-note": [note, NOTE],
  "set-note": [note, NOTE],
  "remove-note": [{ note: noteId }, ["note"]],
};

type Fields = Readonly<Record<string, Schema>>;

/** The schema of each operation, by its name. */
const SCHEMAS: Readonly<Record<string, Schema>> = Object.fromEntries(
  Object.entries(FIELDS).map(([op, [fields, required]]) => [
    op,
    map(
      { op: { const: op }, ...fields, source: map({ workflow: fileSource, layout: fileSource }) },
      [
        "op",
        ...required,
      ],
    ),
  ]),
);

/** One operation, as JSON Schema. */
export const OperationSchema: Schema = { anyOf: Object.values(SCHEMAS) };

/** A list of operations, as JSON Schema. */
export const OperationsSchema: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Operations",
  description: "Typed changes to a workflow and its layout, applied in order.",
  type: "array",
  items: OperationSchema,
  maxItems: MAX_OPERATIONS,
};

/** Everything that keeps foreign JSON from being a list of operations, with its path. */
export function operationProblems(json: Json): Fault[] {
  if (!Array.isArray(json) || json.length > MAX_OPERATIONS) {
    return check({ type: "array", maxItems: MAX_OPERATIONS }, json);
  }
  return json.flatMap((operation, index) =>
    problemsOfOne(operation).map((one) => ({ ...one, path: [index, ...one.path] }))
  );
}

/** The schema is found by `op`: an operation that is nearly one is told what it lacks. */
function problemsOfOne(json: Json): Fault[] {
  if (!isObject(json)) return [fault("wrong_type", [], `must be a map, not ${shown(json)}`)];
  const { op } = json;
  const schema = typeof op === "string" ? lookup(SCHEMAS, op) : undefined;
  if (!schema) return [fault("invalid_value", ["op"], opMessage(op))];
  const own = check(schema, json);
  if (own.length > 0) return own;
  const faults = pairProblems(json);
  const { source: _, path: steps = [], ...rest } = json;
  if (Array.isArray(steps)) steps.forEach((step, at) => checkKey(step, ["path", at], faults));
  checkKeys(rest, [], faults);
  return faults;
}

/** How deep a value may nest; a file may not nest deeper either. */
const MAX_DEPTH = 64;

/** A schema says nothing of what is inside of a config. */
function checkKeys(value: Json, path: Path, faults: Fault[]): void {
  if (typeof value !== "object" || value === null) return;
  if (path.length > MAX_DEPTH) {
    return void faults.push(
      fault("invalid_value", path, `is nested deeper than ${MAX_DEPTH} levels`),
    );
  }
  const isList = Array.isArray(value);
  for (const [key, part] of Object.entries(value)) {
    if (!isList) checkKey(key, [...path, key], faults);
    checkKeys(part, [...path, isList ? Number(key) : key], faults);
  }
}

/** What every object has from birth is no name: set on a plain object it would be lost, or worse. */
function checkKey(key: Json, path: Path, faults: Fault[]): void {
  if (typeof key !== "string" || !isForbiddenKey(key)) return;
  faults.push(fault("invalid_value", path, "is no name"));
}

function opMessage(op: Json | undefined): string {
  const expected = choices(Object.keys(SCHEMAS));
  return op === undefined
    ? `is missing; expected ${expected}`
    : `must be ${expected}, not ${shown(op)}`;
}

/** A place has both coordinates or none, and so has a size. */
function pairProblems(operation: { readonly [key: string]: Json }): Fault[] {
  const pair = lookup(PAIRS, String(operation.op));
  if (!pair) return [];
  const [one, other] = pair;
  if ((operation[one] === null) === (operation[other] === null)) return [];
  const message = `must be a number where ${one} is one, and null where ${one} is null`;
  return [fault("invalid_value", [other], message)];
}

const PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  move: ["x", "y"],
  resize: ["width", "height"],
};

function map(properties: Fields, required: readonly string[] = []): Schema {
  return { type: "object", properties, required, additionalProperties: false };
}
