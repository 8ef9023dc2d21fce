import { AppError } from "../../lib/model/error.ts";
import { lookup } from "../../lib/model/json.ts";
import { id } from "../params.ts";
import { defineRoute, type Route } from "../route.ts";
import { ComponentsView } from "../views/ComponentsView.tsx";
import { ComponentView } from "../views/ComponentView.tsx";
import type { Pages } from "./page.tsx";

const responses = { 200: { description: "The page", types: ["text/html"] } };

/** The catalogue, to be read by people: every component, and everything about one. */
export function componentPages(pages: Pages): readonly Route[] {
  return [
    defineRoute({
      name: "pages.components",
      method: "GET",
      path: "/components",
      permission: "read",
      summary: "The components",
      isPage: true,
      responses,
      handler(context) {
        const { catalogue } = context.services;
        const view = <ComponentsView components={Object.values(catalogue.components)} />;
        return pages.inside(context, { title: "Components", view });
      },
    }),
    defineRoute({
      name: "pages.component",
      method: "GET",
      path: "/components/{id}",
      permission: "read",
      summary: "A component",
      isPage: true,
      params: { id: { ...id, example: "app" } },
      responses,
      handler(context) {
        const { services: { catalogue }, params } = context;
        const component = lookup(catalogue.components, params.id!);
        if (!component) throw new AppError("not_found", `There is no component "${params.id}"`);
        const view = <ComponentView component={component} catalogue={catalogue} />;
        return pages.inside(context, { title: component.title, view });
      },
    }),
  ];
}
