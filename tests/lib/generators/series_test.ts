import assert from "node:assert/strict";
import fc from "fast-check";
import { components } from "../../../lib/components/registry.ts";
import { planOf } from "../../../lib/components/plan.ts";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import { writtenOf } from "../../../lib/generators/kubernetes/written.ts";
import { generators } from "../../../lib/generators/registry.ts";
import type { Generated } from "../../../lib/generators/generator.ts";
import type { JsonObject } from "../../../lib/model/json.ts";
import { planProblems } from "../../../lib/model/plan_problems.ts";
import { hasErrors } from "../../../lib/model/problem.ts";
import { problems } from "../../../lib/model/problems.ts";
import type { Plan } from "../../../lib/model/resource.ts";
import type { Workflow, WorkflowNode } from "../../../lib/model/workflow.ts";
import { servicesText } from "../../bench/services.ts";
import { fitting } from "../../helpers/arbitraries.ts";
import { FULL_WORKFLOWS } from "../../helpers/full_workflows.ts";
import { EXAMPLES, exampleText } from "../../helpers/rendering.ts";
import { applicationOf, CATALOGUE } from "../components/planned.ts";

const OPTIONS = { components, catalogue: CATALOGUE };

const WORKFLOWS: readonly Workflow[] = [
  ...FULL_WORKFLOWS.map(({ workflow }) => workflow),
  ...EXAMPLES.map((name) => parseWorkflow(exampleText(name), `workflows/${name}.yaml`).value!),
];

/** The outputs that are made of the objects of Kubernetes. */
const OUTPUTS = ["kubernetes", "helm", "kustomize"].map((id) => generators.get(id)!);

function isSound(workflow: Workflow): boolean {
  if (hasErrors(problems(workflow, CATALOGUE))) return false;
  const plan = planned(workflow);
  const found = OUTPUTS.flatMap((output) => output.problems(plan));
  return !hasErrors([...planProblems(plan, false), ...found]);
}

function planned(workflow: Workflow, series?: object): Plan {
  // Read anew, as a file that was saved is: no object is known.
  const copy = structuredClone(workflow);
  const plan = planOf(copy, { ...OPTIONS, series: series && (() => series) });
  return { ...plan, podSecurity: "privileged" };
}

function rendered(plan: Plan): Generated[] {
  return OUTPUTS.map((output) => output.generate(plan));
}

/** Renders versions of a workflow one after another: each has to be what it is by itself. */
function followed(versions: Iterable<Workflow>): void {
  const series = {};
  for (const workflow of versions) {
    const { series: _, ...plan } = planned(workflow, series);
    const alone = planned(workflow);
    assert.deepEqual(plan, alone);
    assert.deepEqual(rendered({ ...plan, series }), rendered(alone));
  }
}

function withNode(workflow: Workflow, node: WorkflowNode): Workflow {
  return { ...workflow, nodes: new Map([...workflow.nodes, [node.id, node]]) };
}

function without(config: JsonObject, field: string): JsonObject {
  const { [field]: _, ...rest } = config;
  return rest;
}

/** A workflow without each field of a node, each group, each node, and each connection. */
function* withoutEach(workflow: Workflow): Iterable<Workflow> {
  for (const node of workflow.nodes.values()) {
    for (const field of Object.keys(node.config)) {
      yield withNode(workflow, { ...node, config: without(node.config, field) });
    }
    const { group: _, ...alone } = node;
    yield withNode(workflow, alone);
    const connections = workflow.connections.filter(({ from, to }) =>
      from.node !== node.id && to.node !== node.id
    );
    const nodes = new Map(workflow.nodes);
    nodes.delete(node.id);
    yield { ...workflow, nodes, connections };
  }
  for (const connection of workflow.connections) {
    const connections = workflow.connections.filter((one) => one !== connection);
    yield { ...workflow, connections };
  }
  yield { ...workflow, labels: { ...workflow.labels, team: "other" } };
}

Deno.test("what stays of the rendering before is what would be made now, whatever goes and comes", async (t) => {
  for (const workflow of WORKFLOWS) {
    await t.step(workflow.name, () => {
      const others = [...withoutEach(workflow)].filter(isSound);
      followed([workflow, ...others.flatMap((other) => [other, workflow])]);
    });
  }
});

/** A workflow, and others of which each has another config in one node of the one before. */
const edited = fc.constantFrom(...WORKFLOWS).chain((workflow) => {
  const edits = [...workflow.nodes.values()].map(({ id, component }) =>
    fitting(CATALOGUE.components[component]!.config).map((config) => ({ id, config }))
  );
  return fc.array(fc.oneof(...edits), { minLength: 1, maxLength: 6 }).map((all) => {
    const versions = [workflow];
    for (const { id, config } of all) {
      const last = versions.at(-1)!;
      const node = { ...last.nodes.get(id)!, config: config as JsonObject };
      const next = withNode(last, node);
      if (isSound(next)) versions.push(next);
    }
    return versions;
  });
});

Deno.test("what stays of the rendering before is what would be made now, whatever a node becomes", () => {
  let changes = 0;
  fc.assert(
    fc.property(edited, (versions) => {
      changes += versions.length - 1;
      followed(versions);
    }),
    { numRuns: 150 },
  );
  assert.ok(changes > 50, `only ${changes} changes were sound`);
});

Deno.test("two nodes that change at once, one for more objects and one for less, are made anew", () => {
  const [ports, backup] = [
    [{ name: "http", port: 80 }],
    { image: "backup:1", command: ["backup"], schedule: "@daily" },
  ];
  const of = (first: JsonObject, second: JsonObject) =>
    applicationOf({ api: ["app", first], db: ["stateful-app", second], web: "app" });
  const [before, after] = [of({ ports }, {}), of({}, { backup })];
  followed([before, after, before]);
});

Deno.test("a change of one node leaves the objects of all that never looked at it", () => {
  const shop = parseWorkflow(servicesText(5), "workflows/services.yaml").value!;
  const series = {};
  const before = writtenOf(planned(shop, series)).manifests;
  const node = shop.nodes.get("service-2")!;
  const other = withNode(shop, { ...node, config: { ...node.config, replicas: 7 } });
  const after = writtenOf(planned(other, series)).manifests;
  const made = after.filter((manifest, index) => manifest !== before[index]);
  // The node itself, and what reaches it.
  assert.deepEqual([...new Set(made.map(({ node }) => node))], ["service-2", "service-3"]);
});
