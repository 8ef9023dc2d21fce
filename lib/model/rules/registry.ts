import { register, type Registry } from "../registry.ts";
import * as application from "./application/mod.ts";
import type { Rule } from "./rule.ts";

/** Every rule, by id. */
export const rules: Registry<Rule> = register<Rule>(application);

/** The rule that a problem's code names, if it names one. */
export function ruleOf(code: string): Rule | undefined {
  return code.startsWith("rule/") ? rules.get(code.slice("rule/".length)) : undefined;
}
