import type { TaskConfig } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** Jobs that have ended go away, and runs on a schedule keep their history. */
export const jobCleanup: Rule = {
  id: "job-cleanup",
  title: "Jobs that have ended go away",
  why: "Ended jobs and their pods stay in the cluster until somebody removes them.",
  // What is gone and still in Git runs again with the next deployment, so not every job should go.
  severity: "info",
  mending: "Set keepFinished, for instance to 24h, if the job may run again with the next " +
    "deployment. Runs of a cron job have a history instead.",
  known: { kubeLinter: ["job-ttl-seconds-after-finished"] },
  findings: (graph) => [
    ...graph.of<TaskConfig>("job").filter(({ config }) => config.keepFinished === undefined)
      .map(({ id }) => ({
        node: id,
        path: ["keepFinished"],
        message: `"${id}" stays in the cluster after its end; expected keepFinished`,
        mend: [{ op: "set" as const, node: id, path: ["keepFinished"], value: "24h" }],
      })),
    ...graph.of<TaskConfig>("cron-job").filter(({ config }) => config.keepFinished !== undefined)
      .map(({ id }) => ({
        node: id,
        path: ["keepFinished"],
        message: `keepFinished takes runs of "${id}" out of its history; expected only ` +
          "successfulHistory and failedHistory",
        mend: [{ op: "unset" as const, node: id, path: ["keepFinished"] }],
      })),
  ],
};
