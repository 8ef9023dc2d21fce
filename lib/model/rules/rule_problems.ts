import type { Catalogue } from "../catalogue.ts";
import type { Problem, Severity } from "../problem.ts";
import type { Workflow } from "../workflow.ts";
import { ruledGraph } from "./graph.ts";
import { rules } from "./registry.ts";
import type { Finding, Rule } from "./rule.ts";
import { isExpired, NO_SETTINGS, type RuleSettings } from "./settings.ts";

/** What rules are asked with. */
export interface RulingOptions {
  readonly settings?: RuleSettings;
  /** The day on which exceptions are looked at: `2027-01-31`. */
  readonly today: string;
}

/**
 * Where a workflow without errors breaks rules, as its repository wants it to be told. The browser,
 * the API, the command line and Actions all ask it.
 */
export function ruleProblems(
  workflow: Workflow,
  catalogue: Catalogue,
  { settings = NO_SETTINGS, today }: RulingOptions,
): Problem[] {
  const graph = ruledGraph(workflow, catalogue, settings.registries);
  return [...rules.values()].flatMap((rule) => {
    const wanted = settings.severities[rule.id] ?? rule.severity;
    if (wanted === "off") return [];
    const excepted = exceptedNodes(rule, workflow, settings, today);
    return rule.findings(graph)
      .filter(({ node }) => node === undefined || !excepted.has(node))
      .map((finding) => problemOf(rule, finding, wanted));
  });
}

function exceptedNodes(
  { id }: Rule,
  { name }: Workflow,
  { exceptions }: RuleSettings,
  today: string,
): ReadonlySet<string> {
  return new Set(
    exceptions.filter((one) => one.rule === id && one.workflow === name && !isExpired(one, today))
      .map(({ node }) => node),
  );
}

function problemOf(
  { id }: Rule,
  { node, path, message, mend }: Finding,
  wanted: Severity | "evaluate",
): Problem {
  const isEvaluated = wanted === "evaluate";
  return {
    code: `rule/${id}`,
    severity: isEvaluated ? "info" : wanted,
    ...(node === undefined ? {} : { node }),
    path: node === undefined ? path : ["spec", "nodes", node, "config", ...path],
    message: isEvaluated ? `${message} (this rule is only evaluated)` : message,
    ...(mend ? { mend } : {}),
  };
}
