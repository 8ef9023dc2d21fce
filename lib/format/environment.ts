import type { Environment } from "../model/environment.ts";
import { isObject, type Json, type JsonObject, lookup, type Path } from "../model/json.ts";
import { error, type Problem } from "../model/problem.ts";
import { nearest } from "../model/suggestion.ts";
import { type Document, readDocument } from "./document.ts";
import { EnvironmentSchema } from "./schemas.ts";
import { nameProblems } from "./name_problems.ts";

/** What an environment may name. */
export interface Destinations {
  /** The output that each target applies, by the target's id. */
  readonly targets: Readonly<Record<string, string>>;
  /** The ids of all outputs. */
  readonly outputs: readonly string[];
}

/** Reads an environment file. What it overrides is judged with the workflows. */
export function parseEnvironment(
  text: string,
  file: string,
  destinations: Destinations,
): Document<Environment> {
  return readDocument(
    {
      schema: EnvironmentSchema,
      model: (json) => modelOf(json, destinations),
      problems: (json, file) => [
        ...nameProblems(json, file),
        ...destinationProblems(json, destinations),
      ],
    },
    text,
    file,
  );
}

/** What is not built yet is a fault, since ignoring it would be worse. */
const FIELDS_TO_COME = ["protection", "promotesFrom"];
const TARGETS_TO_COME = ["kubernetes"];

function modelOf(json: Json, { targets }: Destinations): Environment | undefined {
  const spec = isObject(json) && isObject(json.spec) ? json.spec : undefined;
  if (!spec) return undefined;
  const { metadata } = json as JsonObject;
  const target = typeof spec.target === "string" ? spec.target : "";
  return {
    trigger: "manual",
    podSecurity: "restricted",
    overrides: {},
    output: lookup(targets, target) ?? "",
    ...spec,
    target,
    name: isObject(metadata) && typeof metadata.name === "string" ? metadata.name : "",
  } as Environment;
}

function destinationProblems(json: Json, { targets, outputs }: Destinations): Problem[] {
  const spec = isObject(json) && isObject(json.spec) ? json.spec : {};
  return [
    ...targetProblems(spec.target, Object.keys(targets)),
    ...choiceProblems(spec.output, ["spec", "output"], outputs),
    ...mismatchProblems(spec, targets),
    ...FIELDS_TO_COME.filter((field) => field in spec).map((field) =>
      error("not_supported", ["spec", field], `spec.${field} is not supported yet; remove it`)
    ),
  ];
}

function targetProblems(target: Json | undefined, known: readonly string[]): Problem[] {
  const path = ["spec", "target"];
  const isToCome = typeof target === "string" && TARGETS_TO_COME.includes(target);
  if (!isToCome || known.includes(target)) return choiceProblems(target, path, known);
  const message = `The target ${target} is not supported yet; expected ${known.join(", ")}`;
  return [error("not_supported", path, message)];
}

function choiceProblems(value: Json | undefined, path: Path, known: readonly string[]): Problem[] {
  if (typeof value !== "string" || known.includes(value)) return [];
  const message = `${path.join(".")} must be ${known.join(", ")}, not "${value}"`;
  return [error("invalid_value", path, message, { suggestion: nearest(value, known) })];
}

/** A target other than `git` applies one output and no other. */
function mismatchProblems(
  { target, output }: JsonObject,
  targets: Destinations["targets"],
): Problem[] {
  if (typeof target !== "string" || typeof output !== "string" || target === "git") return [];
  const expected = lookup(targets, target);
  if (expected === undefined || expected === output) return [];
  const message = `The target ${target} applies ${expected}, not "${output}"`;
  return [error("invalid_value", ["spec", "output"], message, { suggestion: expected })];
}
