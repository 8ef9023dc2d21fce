import { workloads } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** No container uses the network of its host. */
export const hostNetwork: Rule = {
  id: "host-network",
  title: "No container uses the network of its host",
  why: "It then reaches, and can listen to, everything that only the host should reach.",
  severity: "warning",
  mending: "Take hostNetwork away, and join nodes by connections.",
  known: {
    kubeLinter: ["host-network"],
    polaris: ["hostNetworkSet"],
    kubescape: ["C-0041"],
  },
  findings: (graph) =>
    workloads(graph).filter(({ config }) => config.hostNetwork).map(({ id }) => ({
      node: id,
      path: ["hostNetwork"],
      message: `"${id}" uses the network of its host; expected a network of its own`,
      mend: [{ op: "unset", node: id, path: ["hostNetwork"] }],
    })),
};
