import type { Drawing } from "../../../lib/model/diff.ts";
import type { NodePlace, Note } from "../../../lib/model/layout.ts";
import type { Connection, Workflow, WorkflowNode } from "../../../lib/model/workflow.ts";

/** What a test says of a workflow. */
export interface Sketch extends Partial<Pick<Workflow, "title" | "namespace" | "labels">> {
  /** By id; an app without config where nothing is said. */
  readonly nodes?: Readonly<Record<string, Partial<WorkflowNode>>>;
  /** Such as `db.endpoint -> api.requires`; with a `~` at the end nobody waits. */
  readonly connections?: readonly string[];
  readonly places?: Readonly<Record<string, NodePlace>>;
  readonly notes?: Readonly<Record<string, Note>>;
}

/** A drawing of what a test is about. */
export function sketch(
  { nodes = {}, connections = [], places = {}, notes = {}, ...rest }: Sketch,
): Drawing {
  return {
    workflow: {
      kind: "Application",
      name: "shop",
      labels: {},
      ...rest,
      nodes: new Map(
        Object.entries(nodes).map(([id, node]) => [
          id,
          { id, component: "app", config: {}, ...node },
        ]),
      ),
      connections: connections.map(connectionOf),
      conflicts: [],
    },
    layout: { name: "shop", nodes: places, notes },
  };
}

function connectionOf(text: string): Connection {
  const [from, to] = text.replace("~", "").split(" -> ").map((end) => {
    const [node = "", port = ""] = end.split(".");
    return { node, port };
  });
  return { from: from!, to: to!, order: !text.endsWith("~") };
}
