import { parseWorkflow } from "../../lib/format/workflow.ts";
import { AppError } from "../../lib/model/error.ts";
import { endText, type Workflow } from "../../lib/model/workflow.ts";
import type { OpenFile } from "../../lib/services/workflows.ts";
import { empty, json } from "../answer.ts";
import { isUnchanged } from "../etag.ts";
import { type Context, defineRoute, type Route } from "../route.ts";
import { fileHeaders, READ_HEADERS } from "./files.ts";
import * as schemas from "./schemas.ts";

const ONE = "/api/v1/workflows/{name}";

/** What a workflow says, read for programs that would rather not parse it. */
export const workflowPartRoutes: readonly Route[] = [
  part("nodes", "List the nodes of a workflow", nodesOf, (z) =>
    z.object({
      id: schemas.id(z),
      component: z.string(),
      title: z.string().optional(),
      description: z.string().optional(),
      group: z.string().optional(),
      config: z.record(z.string(), z.unknown()),
    })),
  part(
    "connections",
    "List the connections of a workflow",
    connectionsOf,
    (z) => z.object({ from: z.string(), to: z.string(), order: z.boolean() }),
  ),
];

function part(
  name: string,
  summary: string,
  itemsOf: (workflow: Workflow) => readonly unknown[],
  item: NonNullable<Route["body"]>,
): Route {
  const headers = ["ETag", "Vary"];
  return defineRoute({
    name: `workflows.${name}`,
    method: "GET",
    path: `${ONE}/${name}`,
    permission: "read",
    summary,
    headers: READ_HEADERS,
    responses: {
      200: {
        description: "All of them, in the order of the file",
        headers,
        json: (z) => z.object({ items: z.array(item(z)), total: z.int() }),
      },
      304: { description: "It is what you have", headers },
    },
    faults: [422],
    async handler({ request, params, services }: Context) {
      const file = await services.workflows.read(params.name!);
      const headers = fileHeaders(file.etag);
      if (isUnchanged(request, file.etag)) return empty({ status: 304, headers });
      const items = itemsOf(workflowOf(file));
      return json({ items, total: items.length }, { headers });
    },
  });
}

/** @throws `unprocessable` where the text says no workflow. */
function workflowOf({ name, text, problems }: OpenFile): Workflow {
  const { value } = parseWorkflow(text, `workflows/${name}.yaml`);
  if (value) return value;
  throw new AppError("unprocessable", `${name} cannot be read`, { details: { problems } });
}

function nodesOf({ nodes }: Workflow): readonly unknown[] {
  return [...nodes.values()];
}

function connectionsOf({ connections }: Workflow): readonly unknown[] {
  return connections.map(({ from, to, order }) => ({
    from: endText(from),
    to: endText(to),
    order,
  }));
}
