import { parseDocument } from "yaml";
import { z } from "zod";
import { catalogueOf } from "../../lib/components/catalogue_of.ts";
import { components, kinds } from "../../lib/components/registry.ts";
import { parseWorkflow } from "../../lib/format/workflow.ts";
import type { Connection, Workflow, WorkflowNode } from "../../lib/model/workflow.ts";
import { problems } from "../../lib/model/problems.ts";
import { servicesText } from "./services.ts";

// What judging a workflow takes beside reading its text: the text is what any other tool reads.

const NODES = 500;
const text = servicesText(NODES);
const catalogue = catalogueOf(z, kinds, components);
const workflow = parseWorkflow(text, "services.yaml").value!;

if (workflow.nodes.size !== NODES || problems(workflow, catalogue).length > 0) {
  throw new Error("the workflow of the bench is not what it should be");
}

Deno.bench(
  "parseDocument() of npm yaml, the same text",
  { group: "500 nodes", baseline: true },
  () => {
    parseDocument(text);
  },
);

Deno.bench("problems(), nothing wrong", { group: "500 nodes" }, () => {
  problems(workflow, catalogue);
});

const wrong: Workflow = {
  ...workflow,
  nodes: new Map([...workflow.nodes].map(([id, node]) => [id, misspelt(node)])),
  connections: workflow.connections.map(astray),
};

Deno.bench("problems(), every node and every connection wrong", { group: "500 nodes" }, () => {
  problems(wrong, catalogue);
});

function misspelt(node: WorkflowNode): WorkflowNode {
  return { ...node, config: { ...node.config, replcias: "2", image: 5 } };
}

function astray({ from, to, order }: Connection): Connection {
  return { from: { ...from, node: `${from.node}x` }, to, order };
}
