import fc from "fast-check";
import { parseWorkflow } from "../../../../lib/format/workflow.ts";
import { workflowText } from "../../../../lib/format/workflow_text.ts";
import type { ComponentType } from "../../../../lib/model/catalogue.ts";
import { connectionProblems } from "../../../../lib/model/connection_problems.ts";
import type { JsonObject } from "../../../../lib/model/json.ts";
import type { Workflow } from "../../../../lib/model/workflow.ts";
import { fitting } from "../../../helpers/arbitraries.ts";
import { applicationOf, CATALOGUE } from "../../components/planned.ts";

const types = Object.values(CATALOGUE.components);

/** A few fields of a component; one that may ask for more of its host does. */
function configOf({ config }: ComponentType): fc.Arbitrary<JsonObject> {
  const { properties = {}, required = [] } = config;
  const isContainer = "podSecurity" in properties;
  const optional = Object.keys(properties).filter((key) =>
    !required.includes(key) && !(isContainer && ["image", "podSecurity"].includes(key)) &&
    properties[key]!.refused === undefined
  );
  return fc.subarray(optional, { maxLength: Math.min(5, optional.length) }).chain((some) => {
    const kept = [...required, ...some, ...isContainer ? ["image", "podSecurity"] : []];
    const fields = Object.fromEntries(kept.map((key) => [key, properties[key]!]));
    const demanding = isContainer && { podSecurity: { enum: ["privileged"] } };
    const schema = { ...config, required: kept, properties: { ...fields, ...demanding } };
    return fitting(schema) as fc.Arbitrary<JsonObject>;
  });
}

/** Nodes with every connection among them that is legal by itself. */
export const workflows: fc.Arbitrary<Workflow> = fc.array(
  fc.constantFrom(...types).chain((type) =>
    configOf(type).map((config) => [type.id, config] as const)
  ),
  { minLength: 1, maxLength: 3 },
).map((nodes) => {
  const named = Object.fromEntries(nodes.map((node, index) => [`n${index}`, node]));
  return joined(applicationOf(named));
});

/** Only to nodes further on, so that there is no circle; the first that fits an input. */
function joined(workflow: Workflow): Workflow {
  const kind = CATALOGUE.kinds.Application!;
  const nodes = [...workflow.nodes.values()];
  const wanted = nodes.flatMap((from, index) =>
    nodes.slice(index + 1).flatMap((to) => {
      const outputs = Object.keys(CATALOGUE.components[from.component]!.outputs);
      const inputs = Object.keys(CATALOGUE.components[to.component]!.inputs);
      return outputs.flatMap((output) =>
        inputs.map((input) => ({
          from: { node: from.id, port: output },
          to: { node: to.id, port: input },
          order: true,
        }))
      );
    })
  );
  let result = workflow;
  for (const one of wanted) {
    const next = { ...result, connections: [...result.connections, one] };
    if (connectionProblems(next, CATALOGUE, kind).length === 0) result = next;
  }
  return result;
}

/** Whether a file could say it: a key named toString is refused, for instance. */
export function isSayable(workflow: Workflow): boolean {
  return parseWorkflow(workflowText(workflow), "shop.yaml").problems.length === 0;
}
