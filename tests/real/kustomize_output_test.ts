import fc from "fast-check";
import { planOf } from "../../lib/components/plan.ts";
import { components } from "../../lib/components/registry.ts";
import { overridden } from "../../lib/model/override.ts";
import type { Environment } from "../../lib/model/environment.ts";
import type { JsonObject } from "../../lib/model/json.ts";
import type { Plan, Resource } from "../../lib/model/resource.ts";
import type { Workflow } from "../../lib/model/workflow.ts";
import { parseWorkflow } from "../../lib/format/workflow.ts";
import { testWith } from "../helpers/needs.ts";
import { EXAMPLES, exampleText } from "../helpers/rendering.ts";
import { applicationOf, CATALOGUE, type PlannedNode } from "../lib/components/planned.ts";
import { HOSTILE } from "../lib/format/hostile.ts";
import { FULL } from "../lib/generators/kubernetes/full.ts";
import {
  appOf,
  endpointOf,
  planOf as planWith,
  settingOf,
} from "../lib/generators/kubernetes/plans.ts";
import { assertBuilt } from "../lib/generators/kustomize/built.ts";

for (const name of EXAMPLES) {
  testWith(["kubectl"], `kubectl kustomize builds ${name} as kubernetes writes it`, async () => {
    const workflow = parseWorkflow(exampleText(name), `${name}.yaml`).value!;
    const elsewhere = { namespace: `${name}-next`, podSecurity: "baseline" } as const;
    await assertBuilt(examplePlan(workflow), [
      examplePlan(workflow, environmentOf("changed", { overrides: changesOf(workflow) })),
      examplePlan(
        workflow,
        environmentOf("elsewhere", { ...elsewhere, overrides: changesOf(workflow) }),
      ),
      examplePlan(workflow, environmentOf("same")),
    ]);
  });
}

testWith(["kubectl"], "what an environment adds, takes away or moves is built so", async () => {
  const without = (...nodes: string[]) => FULL.filter(({ node }) => !nodes.includes(node));
  const plan = (resources: readonly Resource[], rest: Partial<Plan> = {}) =>
    planWith(resources, { labels: { team: "shop" }, ...rest });
  await assertBuilt(plan(without("web", "both")), [
    plan(FULL, { environment: "more" }),
    plan(without("web", "both", "api", "entry", "balanced"), { environment: "less" }),
    plan(FULL, { environment: "moved", namespace: "shop-moved", podSecurity: "privileged" }),
    plan(FULL.filter(({ kind }) => kind !== "setting"), { environment: "unset" }),
  ]);
});

testWith(["kubectl"], "what stays in its own namespace or in none is built so", async () => {
  const nodes = (group: object, verbs: string[]): Record<string, PlannedNode> => ({
    apart: ["app-group", { namespace: "apart", ...group }],
    inside: ["app", { image: "ghcr.io/acme/inside:1" }],
    outside: ["app", { image: "ghcr.io/acme/outside:1" }],
    account: "service-account",
    wide: ["role", {
      scope: "cluster",
      binding: "cluster",
      rules: [{ apiGroups: ["core"], resources: ["pods"], verbs }],
    }],
  });
  const plan = (
    name: string,
    config: Parameters<typeof nodes>,
    rest: Partial<Environment> = {},
  ) => {
    const plain = applicationOf(nodes(...config), [
      "wide.permissions -> account.permissions",
      "account.identity -> outside.identity",
    ]);
    const inside = { ...plain.nodes.get("inside")!, group: "apart" };
    const workflow = { ...plain, nodes: new Map([...plain.nodes, ["inside", inside]]) };
    return examplePlan(workflow, name === "" ? undefined : environmentOf(name, rest));
  };
  await assertBuilt(plan("", [{}, ["get"]]), [
    plan("moved", [{}, ["get"]], { namespace: "shop-next" }),
    plan("group-moved", [{ namespace: "elsewhere" }, ["get", "list"]]),
    plan("both-moved", [{ namespace: "elsewhere" }, ["get"]], { namespace: "shop-next" }),
    plan("together", [{ namespace: "shop-next" }, ["get"]], { namespace: "shop-next" }),
  ]);
});

testWith(["kubectl"], "any text and any list of variables is built as it is written", async () => {
  // What Kustomize cannot keep is refused, and a test of its own holds that.
  const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 12 }))
    .filter((text) => !/[\u007f-\u009f\u2028\u2029\ufffe\uffff]/.test(text));
  const name = fc.constantFrom(..."A B C D E F".split(" "));
  const resources = fc.record({
    env: fc.dictionary(name, text, { noNullPrototype: true }),
    data: fc.dictionary(name, text, { noNullPrototype: true }),
    args: fc.array(text, { maxLength: 4 }),
    replicas: fc.integer({ min: 1, max: 3 }),
    ports: fc.uniqueArray(fc.integer({ min: 8000, max: 8005 }), { minLength: 1, maxLength: 3 }),
  }).map(({ data, ports, ...app }): Resource[] => {
    const all = ports.map((port) => ({ name: `p-${port}`, port, protocol: "TCP" as const }));
    return [
      settingOf("settings", { data }),
      appOf("api", { ...app, ports: all, settings: ["settings"] }),
      endpointOf("api", { ports: all.map((port) => ({ ...port, targetPort: port.name })) }),
    ];
  });
  await fc.assert(
    fc.asyncProperty(
      resources,
      fc.array(resources, { minLength: 4, maxLength: 4 }),
      (base, all) =>
        assertBuilt(
          planWith(base),
          all.map((one, index) =>
            planWith(one, {
              environment: `e${index}`,
              namespace: index % 2 ? "shop-test" : "other",
            })
          ),
        ),
    ),
    { numRuns: 5 },
  );
});

function environmentOf(name: string, rest: Partial<Environment> = {}): Environment {
  return {
    name,
    target: "git",
    output: "kustomize",
    trigger: "manual",
    podSecurity: "restricted",
    overrides: {},
    ...rest,
  };
}

function examplePlan(workflow: Workflow, environment?: Environment): Plan {
  return planOf(environment ? overridden(workflow, environment) : workflow, {
    components,
    catalogue: CATALOGUE,
    ...(environment && { environment }),
  });
}

/** Every workload with another image and another number of replicas, every config map with one key more. */
function changesOf({ name, nodes }: Workflow): Environment["overrides"] {
  const changes: Record<string, JsonObject> = {};
  for (const { id, component } of nodes.values()) {
    if (component === "app" || component === "stateful-app") {
      changes[id] = { image: "ghcr.io/acme/next:2", replicas: 3, env: { ZONE: "next" } };
    } else if (component === "config-map") changes[id] = { data: { NEXT: "yes" } };
  }
  return { [name]: changes };
}
