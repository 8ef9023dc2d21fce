import type { Plan } from "../../model/resource.ts";
import type { Recorder } from "../recorder.ts";
import type { Index } from "./index.ts";

const NO_APP = "no app is connected to it";

/** Says of nodes that nothing uses that nothing of them is written: strategies and monitors. */
export function explainUnused(plan: Plan, index: Index, recorder: Recorder): void {
  const used = new Set([...index.workloads.values()].map((it) => it.value("strategy")));
  const drop = (node: string, fields: readonly string[], message: string) => {
    for (const field of fields) recorder.drop(node, [field], message);
  };
  for (const { node } of index.strategies.values()) {
    if (!used.has(node)) drop(node, Object.keys(plan.written.get(node) ?? {}), NO_APP);
  }
  for (const monitor of index.monitors.values()) {
    if (monitor.value("targets").length > 0) continue;
    drop(monitor.node, ["metrics", "logging", "tracing"], NO_APP);
  }
}
