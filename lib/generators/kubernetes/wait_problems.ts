import { error, type Problem } from "../../model/problem.ts";
import type { Plan, Task } from "../../model/resource.ts";

/** Pods that wait for a Job that the cluster takes away: a new one of them would wait for ever. */
export function waitProblems({ resources }: Plan): Problem[] {
  const jobs = new Map<string, Task>();
  for (const one of resources) {
    if (one.kind === "task" && one.suffix === "" && one.schedule === undefined) {
      jobs.set(one.node, one);
    }
  }
  return resources.flatMap((one) => {
    if (one.kind !== "workload" && one.kind !== "task") return [];
    if (one.wait?.taskImage === undefined) return [];
    const { node, after } = one;
    return after.filter(({ task, order }) => order && jobs.get(task)?.keepFinished !== undefined)
      .map(({ task }) => {
        const message = `"${node}" waits for "${task}", which is gone some time after its end ` +
          "(keepFinished): a new pod would wait for ever; leave keepFinished out there";
        return error("not_supported", ["wait", "taskImage"], message, { node });
      });
  });
}
