import { isObject, type Json, type JsonObject, lookup, type Path } from "../json.ts";
import { isLiteralSecret } from "../secrets/literals.ts";
import { secretPlaces } from "../secrets/places.ts";

/** Values that have a name; `*` stands for every key or index. */
const NAMED = [
  "env.*",
  "init.*.env.*",
  "sidecars.*.env.*",
  "data.*",
  "build.args.*",
  "annotations.*",
  "headers.*",
  "backup.location",
  "instances.*.annotations.*",
].map((pattern) => pattern.split("."));

/** Words of commands, and what only a custom resource knows. */
const LOOSE = [
  "command",
  "args",
  "init.*.command",
  "init.*.args",
  "sidecars.*.command",
  "sidecars.*.args",
  "lifecycle.*.exec",
  "probes.*.exec",
  "backup.command",
  "instances.*.fields",
].map((pattern) => pattern.split("."));

/** Where the config of a node holds a secret as plain text. */
export function secretFields(config: JsonObject): Path[] {
  return [
    ...NAMED.flatMap((steps) => placesOf(config, steps)).flatMap(({ path, value }) =>
      typeof value === "string" && isLiteralSecret(String(path.at(-1)), value) ? [path] : []
    ),
    ...LOOSE.flatMap((steps) => placesOf(config, steps)).flatMap(({ path, value }) =>
      secretPlaces(value).map((inside) => [...path, ...inside])
    ),
  ];
}

interface Place {
  readonly path: Path;
  readonly value: Json;
}

function placesOf(config: Json, steps: readonly string[], path: Path = []): Place[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [{ path, value: config }];
  return entriesAt(config, step).flatMap(([key, value]) => placesOf(value, rest, [...path, key]));
}

/** The entries of a map or list that a step means. */
function entriesAt(value: Json, step: string): (readonly [string | number, Json])[] {
  if (Array.isArray(value)) return step === "*" ? [...value.entries()] : [];
  if (!isObject(value)) return [];
  if (step === "*") return Object.entries(value);
  const inside = lookup(value, step);
  return inside === undefined ? [] : [[step, inside]];
}
