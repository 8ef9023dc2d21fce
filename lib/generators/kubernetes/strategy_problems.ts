import { error, type Problem } from "../../model/problem.ts";
import type { Plan } from "../../model/resource.ts";

/** Ways to replace a version that could never end well. */
export function strategyProblems(plan: Plan): Problem[] {
  return [...switchProblems(plan), ...volumeProblems(plan)];
}

/** Both versions run at the same time, and a volume is for one pod alone. */
function volumeProblems({ resources }: Plan): Problem[] {
  const both = new Set(
    resources.flatMap((it) =>
      it.kind === "rollout-strategy" && ["Canary", "BlueGreen"].includes(it.type) ? [it.node] : []
    ),
  );
  return resources.flatMap((it) => {
    if (it.kind !== "workload" || !both.has(it.strategy ?? "")) return [];
    const { storage, accessMode, volumes = [] } = it;
    const modes = [...(storage ? [accessMode] : []), ...volumes.map(({ access }) => access)];
    if (!modes.includes("ReadWriteOncePod")) return [];
    const message =
      `"${it.strategy}" runs two versions at the same time, and a volume of the app ` +
      "is for one pod alone (ReadWriteOncePod): use another access mode, or another type";
    return [error("not_supported", it.at, message, { node: it.node })];
  });
}

/** A switch between versions that no Service could make. */
function switchProblems({ resources }: Plan): Problem[] {
  const reached = new Set(resources.flatMap((it) => it.kind === "endpoint" ? [it.node] : []));
  const switched = new Set(
    resources.flatMap((it) =>
      it.kind === "rollout-strategy" && it.type === "BlueGreen" ? [it.node] : []
    ),
  );
  return resources.flatMap((it) => {
    if (it.kind !== "workload" || !switched.has(it.strategy ?? "") || reached.has(it.node)) {
      return [];
    }
    const message = `"${it.strategy}" is of type BlueGreen, which moves a Service to the new ` +
      "version, and the app has none: give it ports, or use another type";
    return [error("port_missing", it.at, message, { node: it.node })];
  });
}
