import type { RuleSeverity } from "./rule.ts";

/** What a repository says about rules. */
export interface RuleSettings {
  /** How rules speak, by id; as they say themselves without. */
  readonly severities: Readonly<Record<string, RuleSeverity>>;
  readonly exceptions: readonly RuleException[];
  /** Registries that images may come from, also with a path; any without. */
  readonly registries: readonly string[];
}

/** A node that may break a rule, for a reason and a while. */
export interface RuleException {
  readonly rule: string;
  readonly workflow: string;
  readonly node: string;
  readonly reason: string;
  /** The last day on which it counts: `2027-01-31`. */
  readonly until: string;
}

/** Rules as they are without `celestra.yaml`. */
export const NO_SETTINGS: RuleSettings = { severities: {}, exceptions: [], registries: [] };

/** Whether the last day of an exception is over. Days are text, `2027-01-31`. */
export function isExpired({ until }: RuleException, today: string): boolean {
  return until < today;
}
