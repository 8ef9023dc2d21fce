import assert from "node:assert/strict";
import { components } from "../../lib/components/registry.ts";
import { planOf } from "../../lib/components/plan.ts";
import { parseWorkflow } from "../../lib/format/workflow.ts";
import { planProblems } from "../../lib/model/plan_problems.ts";
import { problems } from "../../lib/model/problems.ts";
import type { Plan } from "../../lib/model/resource.ts";
import type { Workflow } from "../../lib/model/workflow.ts";
import { CATALOGUE } from "../lib/components/planned.ts";
import { filesUnder, ROOT } from "./house.ts";

/** Workflows that together set every property of a component, valid as they are. */
export interface FullWorkflow {
  /** `app-privileged`: the component, and what is special about the file. */
  readonly name: string;
  readonly component: string;
  readonly text: string;
  readonly workflow: Workflow;
  readonly plan: Plan;
}

/** Reads `tests/full`. */
export const FULL_WORKFLOWS: readonly FullWorkflow[] = filesUnder("tests/full", ".yaml")
  .sort().map((path) => {
    const name = path.slice("tests/full/".length, -".yaml".length);
    const text = Deno.readTextFileSync(ROOT + path);
    return { name, component: name.replace(/-privileged$/, ""), text, ...planFor(text, name) };
  });

/** The plan of a full workflow with every name of a namespace made another one. */
export function fullPlanIn(full: FullWorkflow, prefix: string): Plan {
  return fullWorkflowIn(full, prefix).plan;
}

/** A full workflow with every name of a namespace made another one. */
export function fullWorkflowIn(full: FullWorkflow, prefix: string): FullWorkflow {
  const text = full.text.replaceAll("full-", prefix);
  return { ...full, text, ...planFor(text, full.name) };
}

/** A plan for a destination that allows what the workflow asks for. */
function planFor(text: string, name: string): Pick<FullWorkflow, "workflow" | "plan"> {
  const { value, problems: faults } = parseWorkflow(text, `workflows/${name}.yaml`);
  assert.deepEqual(faults, [], name);
  assert.deepEqual(problems(value!, CATALOGUE), [], name);
  const podSecurity = name.endsWith("-privileged") ? "privileged" : "restricted";
  const plan = { ...planOf(value!, { components, catalogue: CATALOGUE }), podSecurity } as const;
  assert.deepEqual(planProblems(plan, true), [], name);
  return { workflow: value!, plan };
}
