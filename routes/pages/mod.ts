import { redirect } from "../answer.ts";
import { assetRoutes, type Assets } from "../assets.ts";
import { defineRoute, type ErrorPage, type Route } from "../route.ts";
import { catalogueRoute } from "./catalogue.ts";
import { componentPages } from "./components.tsx";
import { deploymentPages } from "./deployments.tsx";
import { editorRoute } from "./editor.tsx";
import { createErrorPage } from "./errors.tsx";
import { createPages } from "./page.tsx";
import { peoplePages } from "./people.tsx";
import { signInRoutes } from "./sign_in.tsx";
import { startRoutes } from "./start.tsx";
import { workflowsRoute } from "./workflows.tsx";

/** Everything that people open in a browser. */
export interface Site {
  readonly pages: readonly Route[];
  readonly errorPage: ErrorPage;
}

/** Creates the pages with what was built for browsers. */
export function createSite(assets: Assets): Site {
  const pages = createPages(assets);
  return {
    errorPage: createErrorPage(pages),
    pages: [
      home,
      ...signInRoutes(pages),
      ...startRoutes(pages),
      workflowsRoute(pages),
      editorRoute(pages),
      ...deploymentPages(pages),
      ...componentPages(pages),
      ...peoplePages(pages),
      catalogueRoute,
      ...assetRoutes(assets),
    ],
  };
}

const home: Route = defineRoute({
  name: "pages.home",
  method: "GET",
  path: "/",
  permission: "read",
  summary: "Where everything begins",
  isPage: true,
  responses: { 303: { description: "To the workflows" } },
  handler: () => redirect("/workflows"),
});
