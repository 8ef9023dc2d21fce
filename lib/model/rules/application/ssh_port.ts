import { workloads } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** No container lets people log in. */
export const sshPort: Rule = {
  id: "ssh-port",
  title: "No container listens on the port of SSH",
  why: "A login into a container goes past everything that Git and the cluster record.",
  severity: "warning",
  mending: "Take port 22 away; look into containers by kubectl exec or docker exec.",
  known: { kubeLinter: ["ssh-port"], kubescape: ["C-0042"] },
  findings: (graph) =>
    workloads(graph).flatMap(({ id, config: { ports = [] } }) =>
      ports.flatMap(({ port }, index) =>
        port !== 22 ? [] : [{
          node: id,
          path: ["ports", index, "port"],
          message: `"${id}" listens on port 22, that of SSH; expected no login into containers`,
        }]
      )
    ),
};
