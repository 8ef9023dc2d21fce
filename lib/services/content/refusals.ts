import type { LocatedProblem, Problem, ProblemCode, RuleCode } from "../../model/problem.ts";
import { unprocessable } from "./finding.ts";

/**
 * Whether a fault keeps a file from being saved: `always`; when it is `new`, so that a file does not
 * get worse and can be mended step by step; or not, since what is a `draft` may be kept.
 */
type Refusal = "always" | "new" | "draft";

/** The compiler asks for the row of a new code. */
const REFUSALS: Readonly<Record<ProblemCode, Refusal>> = {
  too_large: "always",
  encoding: "always",
  syntax: "always",
  duplicate_key: "always",
  forbidden_key: "always",
  forbidden_character: "always",
  alias_limit: "always",
  unsupported_yaml: "always",
  limit_exceeded: "always",
  literal_secret: "always",
  unresolved_conflict: "always",

  unknown_field: "new",
  missing_field: "new",
  wrong_type: "new",
  invalid_value: "new",
  invalid_id: "new",
  name_mismatch: "new",
  not_supported: "new",
  unknown_kind: "new",
  unknown_component: "new",
  unknown_group: "new",
  unknown_node: "new",
  dangling_connection: "new",
  unknown_port: "new",
  wrong_direction: "new",
  incompatible_ports: "new",
  self_connection: "new",
  duplicate_connection: "new",
  too_many_connections: "new",
  cycle: "new",
  unknown_override: "new",

  port_missing: "draft",
  image_missing: "draft",
  pod_security: "draft",
  port_clash: "draft",
  name_clash: "draft",
  duplicate_variable: "draft",

  unknown_rule: "new",
  exception_expired: "draft",
  exception_unused: "draft",
};

/**
 * Throws `unprocessable` with all problems of a new text, if one of them keeps it from being saved.
 *
 * @param before What was wrong with the text that it replaces.
 */
export function refuseFaults(
  file: string,
  problems: readonly LocatedProblem[],
  before: readonly LocatedProblem[],
): void {
  const old = counted(before);
  const isRefused = problems.some((problem) => {
    const refusal = refusalOf(problem);
    return refusal === "always" || (refusal === "new" && !takeOne(old, keyOf(problem)));
  });
  if (isRefused) throw unprocessable(`${file} cannot be saved`, problems);
}

/** What a node still lacks in its config is no reason: people save drafts. */
function refusalOf({ code, severity, path }: Problem): Refusal {
  if (severity !== "error") return "draft";
  if (isRule(code)) return "draft";
  const isInConfig = path[0] === "spec" && path[1] === "nodes" && path[3] === "config";
  return REFUSALS[code] === "new" && isInConfig ? "draft" : REFUSALS[code];
}

/** Rules are judged where a workflow is shown and checked, not where it is saved. */
function isRule(code: Problem["code"]): code is RuleCode {
  return code.startsWith("rule/");
}

function counted(problems: readonly Problem[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const problem of problems) {
    const key = keyOf(problem);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function takeOne(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key) ?? 0;
  counts.set(key, count - 1);
  return count > 0;
}

/** Without indexes: when an entry of a list goes, the faults behind it are still the old ones. */
function keyOf({ code, node, path }: Problem): string {
  return JSON.stringify([code, node, ...path.filter((step) => typeof step === "string")]);
}
