import type { WorkloadConfig } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** What keeps data has a place for it. */
export const statefulStorage: Rule = {
  id: "stateful-storage",
  title: "Stateful apps have storage",
  why: "Without a volume all data is lost when a replica is started again.",
  severity: "warning",
  mending: "Set storage and mountPath, or make it an app if it keeps nothing.",
  known: {},
  findings: (graph) =>
    graph.of<WorkloadConfig>("stateful-app").filter(({ config }) =>
      config.storage === undefined && !config.volumes?.length
    ).map(({ id }) => ({
      node: id,
      path: ["storage"],
      message: `"${id}" keeps its data nowhere; expected storage or volumes`,
    })),
};
