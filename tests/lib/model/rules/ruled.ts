import { applyOperations } from "../../../../lib/format/edit.ts";
import { parseWorkflow } from "../../../../lib/format/workflow.ts";
import { workflowText } from "../../../../lib/format/workflow_text.ts";
import type { Operation } from "../../../../lib/model/operation.ts";
import type { Problem } from "../../../../lib/model/problem.ts";
import { problems } from "../../../../lib/model/problems.ts";
import { ruleProblems } from "../../../../lib/model/rules/rule_problems.ts";
import { NO_SETTINGS, type RuleSettings } from "../../../../lib/model/rules/settings.ts";
import type { Workflow } from "../../../../lib/model/workflow.ts";
import { planOf } from "../../../../lib/components/plan.ts";
import { components } from "../../../../lib/components/registry.ts";
import { planProblems } from "../../../../lib/model/plan_problems.ts";
import { applicationOf, CATALOGUE } from "../../components/planned.ts";
import type { Sample } from "./samples.ts";

/** The day of the tests. */
export const TODAY = "2026-07-01";

/** The workflow of a sample. */
export function workflowOf(
  { nodes, connections = [], namespace, labels, groups = {} }: Omit<Sample, "rule" | "path">,
): Workflow {
  const workflow = applicationOf(nodes, connections);
  const grouped = [...workflow.nodes.values()].map((node) =>
    [node.id, { ...node, ...(groups[node.id] && { group: groups[node.id]! }) }] as const
  );
  return {
    ...workflow,
    nodes: new Map(grouped),
    ...(namespace === undefined ? {} : { namespace }),
    ...(labels && { labels }),
  };
}

/** Where a workflow breaks a rule, whatever its severity. */
export function broken(
  rule: string,
  workflow: Workflow,
  settings: Partial<RuleSettings> = {},
): Problem[] {
  const severities = { [rule]: "warning" } as const;
  const all = { ...NO_SETTINGS, severities, ...settings };
  return ruleProblems(workflow, CATALOGUE, { settings: all, today: TODAY })
    .filter(({ code }) => code === `rule/${rule}`);
}

/** Everything but rules that is wrong with a workflow, whatever an environment could allow. */
export function faultsOf(workflow: Workflow): readonly Problem[] {
  const found = problems(workflow, CATALOGUE);
  if (found.length > 0) return found;
  return planProblems(planOf(workflow, { components, catalogue: CATALOGUE }), false);
}

/** A workflow after operations, by way of its text as a file would have it. */
export function edited(workflow: Workflow, operations: readonly Operation[]): Workflow {
  const files = { workflow: workflowText(workflow), name: workflow.name };
  return parseWorkflow(applyOperations(files, operations).workflow, "shop.yaml").value!;
}
