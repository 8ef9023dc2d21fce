import { stringify } from "yaml";
import { API_VERSION, endText, type Workflow, type WorkflowNode } from "../model/workflow.ts";

/**
 * A workflow as the text of a new file. Text that is there already is edited by spans and never
 * written anew: this knows no comments.
 */
export function workflowText(workflow: Workflow): string {
  const { kind, name, title, description, labels, namespace, nodes, connections } = workflow;
  const document = {
    apiVersion: API_VERSION,
    kind,
    metadata: { name, title, description, labels: filled(labels) },
    spec: {
      namespace,
      nodes: Object.fromEntries([...nodes.values()].map((node) => [node.id, nodeOf(node)])),
      connections: filled(connections.map(({ from, to, order }) => ({
        from: endText(from),
        to: endText(to),
        ...(order ? {} : { order }),
      }))),
    },
    conflicts: filled(workflow.conflicts),
  };
  // Readers of YAML 1.1 take `on` for true and `012` for ten; such text is quoted for them.
  return stringify(document, { compat: "yaml-1.1", lineWidth: 0, aliasDuplicateObjects: false });
}

function nodeOf({ id: _, config, ...rest }: WorkflowNode): object {
  return { ...rest, config: filled(config) };
}

/** What is empty is left out, as a person would. */
function filled<T extends object>(value: T): T | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}
