import { isObject, type Json, type JsonObject, lookup, type Path } from "./json.ts";

/** A place in a config that names another node. */
export interface NodeReference {
  readonly path: Path;
  readonly node: string;
}

/**
 * Where configs name other nodes, `*` for any entry of a list. A test holds it to the catalogue:
 * every field of the format `id` is here.
 */
export const REFERENCE_PATHS: readonly (readonly string[])[] = [
  ["egress", "*", "nodes", "*"],
  ["ingress", "*", "nodes", "*"],
  ["paths", "*", "backend"],
  ["placement", "apart", "*"],
  ["placement", "near", "*"],
];

/** The fields of a config that are maps by the ids of nodes. */
export const REFERENCE_KEYS: readonly string[] = ["bind"];

/** The values in a config that name nodes. */
export function referencesIn(config: JsonObject): NodeReference[] {
  return REFERENCE_PATHS.flatMap((path) => found(config, path, []));
}

/** The ids that a config says something about, by the keys of its maps. */
export function boundBy(config: JsonObject): string[] {
  return REFERENCE_KEYS.flatMap((field) => {
    const map = lookup(config, field);
    return isObject(map) ? Object.keys(map) : [];
  });
}

function found(value: Json, [step, ...rest]: readonly string[], at: Path): NodeReference[] {
  if (step === undefined) return typeof value === "string" ? [{ path: at, node: value }] : [];
  if (step === "*") {
    if (!Array.isArray(value)) return [];
    return value.flatMap((entry: Json, index) => found(entry, rest, [...at, index]));
  }
  const inner = isObject(value) ? lookup(value, step) : undefined;
  return inner === undefined ? [] : found(inner, rest, [...at, step]);
}

/** A config in which every reference to a node names another. */
export function renamedReferences(config: JsonObject, from: string, to: string): JsonObject {
  const mine = referencesIn(config).filter(({ node }) => node === from);
  const values = mine.reduce<Json>((json, { path }) => replaced(json, path, to), config);
  return REFERENCE_KEYS.reduce(
    (json, field) => withKey(json, field, from, to),
    values as JsonObject,
  );
}

function replaced(json: Json, [step, ...rest]: Path, value: string): Json {
  if (step === undefined) return value;
  if (Array.isArray(json)) {
    return json.map((entry: Json, index) => index === step ? replaced(entry, rest, value) : entry);
  }
  const map = json as JsonObject;
  return { ...map, [step]: replaced(map[step]!, rest, value) };
}

/** A map in which a key of the map at a field is another; what has no such key stays as it is. */
function withKey(config: JsonObject, field: string, from: string, to: string): JsonObject {
  const map = lookup(config, field);
  if (!isObject(map) || !Object.hasOwn(map, from)) return config;
  const entries = Object.entries(map).map(([key, value]) => [key === from ? to : key, value]);
  return { ...config, [field]: Object.fromEntries(entries) };
}
