import assert from "node:assert/strict";
import { parse } from "yaml";
import { planOf } from "../../../../lib/components/plan.ts";
import { components } from "../../../../lib/components/registry.ts";
import type { Generated, Generator } from "../../../../lib/generators/generator.ts";
import { kubernetes } from "../../../../lib/generators/kubernetes.ts";
import type { Environment } from "../../../../lib/model/environment.ts";
import { pathText } from "../../../../lib/model/json.ts";
import { planProblems } from "../../../../lib/model/plan_problems.ts";
import { problems } from "../../../../lib/model/problems.ts";
import type { Plan } from "../../../../lib/model/resource.ts";
import { CATALOGUE } from "../../components/planned.ts";
import { groupedOf } from "./network/judged.ts";

/** What `groupedOf` takes. */
export type Drawing = Parameters<typeof groupedOf>;

/** The plan of nodes in groups, which has no problem but those of an output. */
export function planFor(drawing: Drawing, environment?: Environment): Plan {
  const workflow = groupedOf(...drawing);
  assert.deepEqual(problems(workflow, CATALOGUE), []);
  const plan = planOf(workflow, {
    components,
    catalogue: CATALOGUE,
    ...(environment && { environment }),
  });
  assert.deepEqual(planProblems(plan, false), []);
  return plan;
}

/** What an output makes of nodes in groups. */
export function generatedFrom(drawing: Drawing, output: Generator = kubernetes): Generated {
  const plan = planFor(drawing);
  assert.deepEqual(output.problems(plan), []);
  return output.generate(plan);
}

/** The objects of nodes in groups, by the paths of their files. */
// deno-lint-ignore no-explicit-any
export function objectsOf(...drawing: Drawing): Record<string, any> {
  const { files } = generatedFrom(drawing);
  return Object.fromEntries(files.map(({ path, text }) => [path, parse(text)]));
}

/** How the properties of nodes are carried, those that are exact left out: `node path class: why`. */
export function lossesFrom(drawing: Drawing, output: Generator = kubernetes): string[] {
  return generatedFrom(drawing, output).report.filter((one) => one.class !== "exact")
    .map((one) => `${one.node} ${pathText(one.path)} ${one.class}: ${one.message}`);
}
