import type { Endpoint } from "../../resource.ts";
import type { Rule } from "../rule.ts";

/** Every service leads somewhere. */
export const serviceBackend: Rule = {
  id: "service-backend",
  title: "Services lead to something",
  why: "A service without a backend or a selector answers nobody.",
  severity: "warning",
  mending: "Connect the endpoint of an app to it, or set a selector.",
  known: { kubeLinter: ["dangling-service"], polaris: ["metadataAndInstanceMismatched"] },
  findings: (graph) =>
    graph.of<Endpoint>("service").flatMap(({ id, config: { type, selector } }) =>
      type === "ExternalName" || Object.keys(selector ?? {}).length > 0 ||
        graph.providers(id, "backend").length > 0
        ? []
        : [{ node: id, path: [], message: `"${id}" leads nowhere; expected a connected app` }]
    ),
};
