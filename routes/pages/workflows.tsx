import { type ExampleChoice, lastDeployments } from "../../islands/workflow_item.ts";
import { createWorkflows } from "../../islands/workflows_model.ts";
import { Workflows } from "../../islands/Workflows.tsx";
import { parseWorkflow } from "../../lib/format/workflow.ts";
import { allows } from "../../lib/model/role.ts";
import { exampleAs, EXAMPLES } from "../examples.ts";
import { defineRoute, type Route } from "../route.ts";
import type { Pages } from "./page.tsx";
import { fieldsOf, oneOf, pageNumber, PER_PAGE } from "./query.ts";

const SORTS = ["name", "-name", "updated", "-updated"] as const;

/** The list of workflows. */
export function workflowsRoute(pages: Pages): Route {
  return defineRoute({
    name: "pages.workflows",
    method: "GET",
    path: "/workflows",
    permission: "read",
    summary: "The workflows",
    isPage: true,
    responses: { 200: { description: "The page", types: ["text/html"] } },
    async handler(context) {
      const { services, search, identity } = context;
      const query = fieldsOf({
        search: search.get("search")?.slice(0, 200) || undefined,
        state: oneOf(search, "state", ["valid", "invalid"]),
        sort: oneOf(search, "sort", SORTS),
      });
      const [page, deployments] = await Promise.all([
        services.workflows.list({ ...query, page: pageNumber(search), perPage: PER_PAGE }),
        services.deployments.list({ page: 1, perPage: 100 }),
      ]);
      const props = {
        page,
        query,
        deployments: lastDeployments(deployments.items),
        examples: examples(),
        canWrite: allows(identity!.account.role, "write"),
        now: Date.now(),
      };
      return pages.inside(context, {
        title: "Workflows",
        script: "workflows.js",
        props,
        view: <Workflows model={createWorkflows(props)} />,
      });
    },
  });
}

let known: readonly ExampleChoice[] | undefined;

/** What the examples say of themselves; read once, and only when somebody looks. */
function examples(): readonly ExampleChoice[] {
  return known ??= EXAMPLES.map((name) => {
    const { value } = parseWorkflow(exampleAs(name, name).text, `workflows/${name}.yaml`);
    return { name, title: value?.title ?? name, description: value?.description ?? "" };
  });
}
