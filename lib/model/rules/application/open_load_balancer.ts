import type { Endpoint } from "../../resource.ts";
import type { Rule } from "../rule.ts";

/** Load balancers say who may come. */
export const openLoadBalancer: Rule = {
  id: "open-load-balancer",
  title: "Load balancers are not open to everyone by accident",
  why: "A load balancer has an address of its own, which the whole internet may reach.",
  severity: "warning",
  mending: "Let an ingress lead to the service, or make an exception that says why it is open.",
  known: { kubeLinter: ["exposed-services"], kubescape: ["C-0256"] },
  findings: (graph) =>
    graph.of<Endpoint>("service").filter(({ config }) =>
      config.type === "LoadBalancer" && !isLimited(config)
    ).map(({ id }) => ({
      node: id,
      path: ["type"],
      message: `"${id}" has a load balancer that everyone may reach; expected an ingress, or ` +
        "an annotation that keeps it inside",
    })),
};

/** Every cloud has an annotation of its own that keeps a load balancer inside, or says who may come. */
function isLimited({ annotations = {} }: Endpoint): boolean {
  return Object.keys(annotations).some((name) => /internal|scheme|source-ranges/.test(name));
}
