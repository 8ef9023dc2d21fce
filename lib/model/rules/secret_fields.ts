import { isObject, type Json, type JsonObject, type Path } from "../json.ts";
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
];

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
];

/** Where the config of a node holds a secret as plain text. */
export function secretFields(config: JsonObject): Path[] {
  return [
    ...NAMED.flatMap((pattern) => placesOf(config, pattern)).flatMap(({ path, value }) =>
      typeof value === "string" && isLiteralSecret(String(path.at(-1)), value) ? [path] : []
    ),
    ...LOOSE.flatMap((pattern) => placesOf(config, pattern)).flatMap(({ path, value }) =>
      secretPlaces(value).map((inside) => [...path, ...inside])
    ),
  ];
}

interface Place {
  readonly path: Path;
  readonly value: Json;
}

function placesOf(config: Json, pattern: string): readonly Place[] {
  return pattern.split(".").reduce<readonly Place[]>(
    (places, step) =>
      places.flatMap(({ path, value }) =>
        entriesOf(value).filter(([key]) => step === "*" || key === step)
          .map(([key, inside]) => ({ path: [...path, key], value: inside }))
      ),
    [{ path: [], value: config }],
  );
}

function entriesOf(value: Json): (readonly [string | number, Json])[] {
  if (Array.isArray(value)) return value.map((item, index) => [index, item]);
  return isObject(value) ? Object.entries(value) : [];
}
