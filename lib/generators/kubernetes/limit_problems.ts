import { bytesOf, millicoresOf } from "../../model/formats.ts";
import type { Path } from "../../model/json.ts";
import { error, type Problem } from "../../model/problem.ts";
import type { ComputeResources, Group, Plan, Task, Workload } from "../../model/resource.ts";
import { Recorder } from "../recorder.ts";
import { indexOf } from "../shared/index.ts";
import { membershipOf } from "../shared/membership.ts";

/** The limits of a container, and what a group calls the most of each. */
const BOUNDS = [
  ["cpuLimit", "maxCpu", millicoresOf],
  ["memoryLimit", "maxMemory", bytesOf],
] as const;

/** Containers that may use more than the limits of their namespace allow: no pod of them would start. */
export function limitProblems(plan: Plan): Problem[] {
  const groups = plan.resources.filter((it) => it.kind === "group" && it.limits !== undefined);
  if (groups.length === 0) return [];
  const { namespaceOf } = membershipOf(indexOf(plan, new Recorder()));
  const homeOf = (node: string) => namespaceOf(node) ?? plan.namespace;
  return plan.resources.flatMap((it) =>
    it.kind !== "workload" && it.kind !== "task" ? [] : (groups as readonly Group[])
      .filter(({ node }) => homeOf(node) === homeOf(it.node))
      .flatMap((group) => runnerProblems(group, it))
  );
}

function runnerProblems(group: Group, runner: Workload | Task): Problem[] {
  const companions = (["init", "sidecars"] as const).flatMap((key) =>
    (runner[key] ?? []).map((one, index) => [[key, index, "resources"], one.resources] as const)
  );
  return [[["resources"], runner.resources] as const, ...companions].flatMap(([path, resources]) =>
    boundProblems(group, runner, path, resources)
  );
}

function boundProblems(
  group: Group,
  { node, at }: Workload | Task,
  path: Path,
  resources: ComputeResources,
): Problem[] {
  return BOUNDS.flatMap(([limit, most, read]) => {
    const [given, bound] = [resources[limit], group.limits?.[most]];
    if (given === undefined || bound === undefined || read(given)! <= read(bound)!) return [];
    const message = `"${node}" may use ${given}, but limits.${most} of "${group.node}" allows ` +
      `${bound} at most: set ${limit} to that or less`;
    return [error("invalid_value", [...at, ...path, limit], message, { node })];
  });
}
