import type { Route } from "../../resource.ts";
import type { Rule } from "../rule.ts";

/** Every ingress leads somewhere. */
export const ingressBackend: Rule = {
  id: "ingress-backend",
  title: "Ways in lead to something",
  why: "An ingress without a backend answers every request with an error.",
  severity: "warning",
  mending: "Connect the endpoint of an app or a service to it.",
  known: { kubeLinter: ["dangling-ingress"] },
  findings: (graph) =>
    graph.of<Route>("ingress").flatMap(({ id, config: { redirect } }) =>
      redirect !== undefined || graph.providers(id, "backend").length > 0
        ? []
        : [{ node: id, path: [], message: `"${id}" leads nowhere; expected a connected app` }]
    ),
};
