import { createDeployment } from "../../islands/deployment_model.ts";
import { Deployment } from "../../islands/Deployment.tsx";
import { LOOKS } from "../../islands/deployment_looks.ts";
import { createDeployments } from "../../islands/deployments_model.ts";
import { Deployments } from "../../islands/Deployments.tsx";
import type { DeploymentState } from "../../lib/model/deployment.ts";
import { allows } from "../../lib/model/role.ts";
import { ID_PATTERN } from "../../lib/model/workflow.ts";
import type { Services } from "../../lib/services/mod.ts";
import { deploymentId } from "../params.ts";
import { defineRoute, type Route } from "../route.ts";
import type { Pages } from "./page.tsx";
import { fieldsOf, oneOf, pageNumber, PER_PAGE } from "./query.ts";

const STATES = Object.keys(LOOKS) as DeploymentState[];

/** The list of deployments, and each of them. */
export function deploymentPages(pages: Pages): readonly Route[] {
  return [
    defineRoute({
      name: "pages.deployments",
      method: "GET",
      path: "/deployments",
      permission: "read",
      summary: "The deployments",
      isPage: true,
      responses: { 200: { description: "The page", types: ["text/html"] } },
      async handler(context) {
        const { services, search } = context;
        const query = fieldsOf({
          workflow: nameIn(search, "workflow"),
          environment: nameIn(search, "environment"),
          state: oneOf(search, "state", STATES),
        });
        const [page, choices] = await Promise.all([
          services.deployments.list({ ...query, page: pageNumber(search), perPage: PER_PAGE }),
          choicesOf(services),
        ]);
        const items = page.items.map(({ nodes: _, ...item }) => item);
        const props = { page: { ...page, items }, query, ...choices, now: Date.now() };
        return pages.inside(context, {
          title: "Deployments",
          script: "deployments.js",
          props,
          view: <Deployments model={createDeployments(props)} />,
        });
      },
    }),
    defineRoute({
      name: "pages.deployment",
      method: "GET",
      path: "/deployments/{id}",
      permission: "read",
      summary: "A deployment",
      isPage: true,
      params: { id: deploymentId },
      responses: { 200: { description: "The page", types: ["text/html"] } },
      async handler(context) {
        const { services, params, identity } = context;
        const deployment = await services.deployments.find(params.id!);
        const { workflow, environment } = deployment;
        const canDeploy = allows(identity!.account.role, "deploy");
        const props = { deployment, canDeploy, now: Date.now() };
        return pages.inside(context, {
          title: `${workflow} to ${environment}`,
          script: "deployment.js",
          props,
          view: <Deployment model={createDeployment(props)} />,
        });
      },
    }),
  ];
}

function nameIn(search: URLSearchParams, name: string): string | undefined {
  const text = search.get(name) ?? "";
  return ID_PATTERN.test(text) ? text : undefined;
}

/** What the filters offer. */
async function choicesOf({ workflows, environments }: Services): Promise<Choices> {
  const [listed, places] = await Promise.all([
    workflows.list({ page: 1, perPage: 100 }),
    environments.list(),
  ]);
  return {
    workflows: listed.items.map(({ name }) => name),
    environments: places.map(({ name }) => name),
  };
}

interface Choices {
  readonly workflows: readonly string[];
  readonly environments: readonly string[];
}
