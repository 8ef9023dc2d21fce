import { workloads } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** No container takes a port of its host. */
export const hostPort: Rule = {
  id: "host-port",
  title: "No container takes a port of its host",
  why: "It is open to whoever reaches the host, and only one replica fits on each.",
  severity: "warning",
  mending: "Take hostPort away, and let an ingress or a service lead to the node.",
  known: { polaris: ["hostPortSet"], kubescape: ["C-0044"] },
  findings: (graph) =>
    workloads(graph).flatMap(({ id, config: { ports = [] } }) =>
      ports.flatMap(({ name, hostPort }, index) =>
        hostPort === undefined ? [] : [{
          node: id,
          path: ["ports", index, "hostPort"],
          message: `"${id}" takes port ${hostPort} of its host; expected a service or an ingress`,
          mend: [{ op: "unset", node: id, path: ["ports", { name }, "hostPort"] }],
        }]
      )
    ),
};
