import type { CustomObject } from "../../resource.ts";
import type { Rule } from "../rule.ts";

/** Kinds of Kubernetes that run containers, and whether somebody starts those again. */
const KINDS: Readonly<Record<string, string>> = {
  Pod: "a bare pod, which nothing starts again",
  ReplicaSet: "a bare replica set, which no update replaces",
  ReplicationController: "a replication controller, which no update replaces",
  Deployment: "a workload that no rule looks into",
  StatefulSet: "a workload that no rule looks into",
  DaemonSet: "a workload that no rule looks into",
  Job: "a workload that no rule looks into",
  CronJob: "a workload that no rule looks into",
};

/** Containers are drawn as apps and jobs. */
export const customWorkload: Rule = {
  id: "custom-workload",
  title: "Containers are run by apps and jobs, not by custom resources",
  why: "Nothing here looks into a custom resource: it may run as root, without limits, for ever.",
  severity: "warning",
  mending: "Draw it as an app, a stateful app, a job or a cron job where one of them fits.",
  known: { kubescape: ["C-0073"] },
  findings: (graph) =>
    graph.of<CustomObject>("custom-resource").flatMap((node) => {
      const { id, config: { apiVersion, objectKind } } = node;
      const isOwn = /^(v1|(apps|batch|extensions)\/[a-z0-9]+)$/.test(apiVersion);
      const what = isOwn && Object.hasOwn(KINDS, objectKind) ? KINDS[objectKind] : undefined;
      if (what === undefined) return [];
      const message = `"${id}" is ${what}; expected an app or a job`;
      return [{ node: id, path: ["objectKind"], message }];
    }),
};
