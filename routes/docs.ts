import { html } from "./answer.ts";
import type { Description } from "./description/description.ts";
import { docsPage } from "./docs/page.ts";
import { defineRoute, type Route } from "./route.ts";

/** `/docs`: the description of the API, for people. It needs no script. */
export function docsRoute(description: () => Promise<Description>): Route {
  return defineRoute({
    name: "docs.read",
    method: "GET",
    path: "/docs",
    permission: "public",
    summary: "The description of the API, to read",
    responses: { 200: { description: "The page", types: ["text/html"] } },
    handler: async ({ nonce }) => html(`<!doctype html>${docsPage(await description(), nonce)}`),
  });
}
