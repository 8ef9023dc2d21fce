import { isDay } from "../model/day.ts";
import { isObject, type Json, type JsonObject, lookup } from "../model/json.ts";
import { error, type Problem } from "../model/problem.ts";
import type { RepositoryConfig } from "../model/repository.ts";
import { rules } from "../model/rules/registry.ts";
import { RULE_SEVERITIES, type RuleSeverity } from "../model/rules/rule.ts";
import type { RuleException, RuleSettings } from "../model/rules/settings.ts";
import { check } from "../model/schema_check.ts";
import { nearest } from "../model/suggestion.ts";
import { type Document, readDocument } from "./document.ts";
import { RepositorySchema } from "./schemas.ts";

/** Reads `celestra.yaml`. */
export function parseRepository(
  text: string,
  file: string,
  outputs: readonly string[],
): Document<RepositoryConfig> {
  return readDocument(
    {
      schema: RepositorySchema,
      model: modelOf,
      problems: (json) => problemsOf(json, outputs),
    },
    text,
    file,
  );
}

function modelOf(json: Json): RepositoryConfig | undefined {
  if (!isObject(json) || !isObject(json.spec)) return undefined;
  const { outputs } = json.spec;
  return {
    outputs: Array.isArray(outputs) ? outputs : ["kubernetes"],
    rules: rulesOf(json.spec),
  };
}

/** What has faults does not count: a rule stays as it is, an exception is none. */
function rulesOf({ rules, exceptions, registries }: JsonObject): RuleSettings {
  return {
    severities: Object.fromEntries(
      Object.entries(isObject(rules) ? rules : {}).filter(isSeverity),
    ),
    exceptions: listOf(exceptions).filter(isException) as unknown as RuleException[],
    registries: listOf(registries).filter((entry) => typeof entry === "string"),
  };
}

function isSeverity(entry: [string, Json]): entry is [string, RuleSeverity] {
  return RULE_SEVERITIES.some((severity) => severity === entry[1]);
}

function isException(entry: Json): boolean {
  const { exceptions } = RepositorySchema.properties!.spec!.properties!;
  return check(exceptions!.items!, entry).length === 0 &&
    exceptionProblems(entry, 0).length === 0;
}

function listOf(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? json : [];
}

function problemsOf(json: Json, outputs: readonly string[]): Problem[] {
  const spec = isObject(json) && isObject(json.spec) ? json.spec : {};
  return [
    ...ruleProblems(spec),
    ...listOf(spec.exceptions).flatMap(exceptionProblems),
    ...listOf(spec.outputs).flatMap((output, index) =>
      typeof output !== "string" || outputs.includes(output) ? [] : [
        error(
          "invalid_value",
          ["spec", "outputs", index],
          `There is no output "${output}"; expected ${outputs.join(", ")}`,
          { suggestion: nearest(output, outputs) },
        ),
      ]
    ),
  ];
}

/** Days that there are not, and reasons that say nothing. */
function exceptionProblems(entry: Json, index: number): Problem[] {
  const { until, reason } = isObject(entry) ? entry : {} as JsonObject;
  const problem = (field: string, message: string) =>
    error("invalid_value", ["spec", "exceptions", index, field], message);
  return [
    ...(typeof until !== "string" || isDay(until)
      ? []
      : [problem("until", `"${until}" is no day; expected the last day, such as 2027-01-31`)]),
    ...(typeof reason !== "string" || reason === "" || reason.trim() !== ""
      ? []
      : [problem("reason", "The reason is empty; expected why the rule may be broken")]),
  ];
}

/** Rules that there are not. */
function ruleProblems(spec: JsonObject): Problem[] {
  const severities = isObject(spec.rules) ? spec.rules : {};
  const named = [
    ...Object.keys(severities).map((id) => ({ id, path: ["spec", "rules", id] })),
    ...listOf(spec.exceptions).map((entry, index) => ({
      id: isObject(entry) ? lookup(entry, "rule") : undefined,
      path: ["spec", "exceptions", index, "rule"],
    })),
  ];
  return named.flatMap(({ id, path }) => {
    if (typeof id !== "string" || rules.has(id)) return [];
    const message = `There is no rule "${id}"; docs/rules.md lists them`;
    return [error("unknown_rule", path, message, { suggestion: nearest(id, rules.keys()) })];
  });
}
