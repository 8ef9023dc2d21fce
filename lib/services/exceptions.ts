import type { Catalogue } from "../model/catalogue.ts";
import { hasErrors, type Problem } from "../model/problem.ts";
import { ruledGraph } from "../model/rules/graph.ts";
import { rules } from "../model/rules/registry.ts";
import { isExpired, type RuleException, type RuleSettings } from "../model/rules/settings.ts";
import { nearest } from "../model/suggestion.ts";
import type { Workflow } from "../model/workflow.ts";
import type { Checked } from "./checking.ts";

/** What exceptions are looked at with. */
export interface ExceptionsOptions {
  /** The workflows of the repository, by name. */
  readonly workflows: ReadonlyMap<string, Checked<Workflow>>;
  readonly catalogue: Catalogue;
  /** The day: `2027-01-31`. */
  readonly today: string;
}

/** Exceptions that no longer count, and those that are of no use; places are in `celestra.yaml`. */
export function exceptionProblems(settings: RuleSettings, options: ExceptionsOptions): Problem[] {
  return settings.exceptions.flatMap((exception, index): Problem[] => {
    const path = ["spec", "exceptions", index];
    const { rule, workflow, node, until } = exception;
    if (isExpired(exception, options.today)) {
      const message = `The exception of ${workflow}.${node} from ${rule} ended on ${until}; ` +
        "expected a mended node, or a later day";
      return [{ code: "exception_expired", severity: "warning", path, message }];
    }
    const unused = unusedBecause(exception, settings, options);
    return unused ? [{ code: "exception_unused", severity: "warning", path, ...unused }] : [];
  });
}

/** Why an exception allows nothing, if it does not. */
function unusedBecause(
  { rule, workflow, node }: RuleException,
  { registries }: RuleSettings,
  { workflows, catalogue }: ExceptionsOptions,
): Pick<Problem, "message" | "suggestion"> | undefined {
  const checked = workflows.get(workflow);
  if (!checked) {
    return absent(`There is no workflow "${workflow}"`, nearest(workflow, workflows.keys()));
  }
  const { document: { value }, problems } = checked;
  // Rules are asked about workflows without errors only.
  if (!value || hasErrors(problems)) return undefined;
  if (!value.nodes.has(node)) {
    const message = `There is no node "${node}" in ${workflow}`;
    return absent(message, nearest(node, value.nodes.keys()));
  }
  const findings = rules.get(rule)!.findings(ruledGraph(value, catalogue, registries));
  if (findings.some((finding) => finding.node === node)) return undefined;
  return absent(`${workflow}.${node} does not break ${rule}`);
}

function absent(
  reason: string,
  suggestion?: string,
): Pick<Problem, "message" | "suggestion"> {
  return {
    message: `${reason}, so this exception allows nothing; remove it`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
