import assert from "node:assert/strict";
import { planOf } from "../../../lib/components/plan.ts";
import { components } from "../../../lib/components/registry.ts";
import { compose } from "../../../lib/generators/compose.ts";
import { kubernetes } from "../../../lib/generators/kubernetes.ts";
import { pathText } from "../../../lib/model/json.ts";
import type { Plan } from "../../../lib/model/resource.ts";
import type { Workflow } from "../../../lib/model/workflow.ts";
import { FULL_WORKFLOWS } from "../../helpers/full_workflows.ts";
import { CATALOGUE } from "../components/planned.ts";

const GUARDS = ["service-account", "role", "network-policy", "app-group"];

/** Every property of a component; and once more with nothing connected and nothing in a group. */
function plansOf(id: string): Plan[] {
  return FULL_WORKFLOWS.filter(({ component }) => component === id).flatMap((
    { workflow, plan },
  ) => [
    plan,
    planOf(alone(workflow), { components, catalogue: CATALOGUE }),
  ]);
}

function alone(workflow: Workflow): Workflow {
  const nodes = [...workflow.nodes].map(([key, { group: _, ...node }]) => [key, node] as const);
  return { ...workflow, nodes: new Map(nodes), connections: [] };
}

for (const id of GUARDS) {
  for (const output of [kubernetes, compose]) {
    Deno.test(`[${output.id}] whatever is lost of ${id} has a reason of its own`, () => {
      for (const plan of plansOf(id)) {
        const { report } = output.generate(plan);
        assert.ok(report.length > 5);
        const mute = report.filter(({ message }) => / has no place for it$/.test(message));
        assert.deepEqual(mute.map(({ node, path }) => `${node}.${pathText(path)}`), []);
      }
    });

    Deno.test(`[${output.id}] every line of ${id} comes from a node, or from the workflow`, () => {
      for (const plan of plansOf(id)) {
        for (const { path, text, map } of output.generate(plan).files) {
          const told = map.reduce((sum, { from, to }) => sum + to - from + 1, 0);
          assert.equal(told, text.split("\n").length - 1, path);
        }
      }
    });
  }
}

Deno.test("[kubernetes] everything of these components is carried exactly where it is connected", () => {
  const ids = new Set(["it", "wide", "gathered", "view", "foreign"]);
  for (const { component, plan } of FULL_WORKFLOWS) {
    if (!GUARDS.includes(component)) continue;
    const losses = kubernetes.generate(plan).report
      .filter((one) => ids.has(one.node) && one.class !== "exact");
    assert.deepEqual(losses.filter(({ path }) => path[0] !== "dns"), [], component);
  }
});
