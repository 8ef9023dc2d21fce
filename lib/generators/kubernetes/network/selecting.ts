import type { Context } from "../context.ts";
import { selectorOf } from "../labels.ts";
import type { Selector } from "./peers.ts";
import type { Pods } from "./pods.ts";

/** Selects the pods of one workload or task, or of several. */
export function selecting(context: Context, pods: readonly Pods[]): Selector {
  const [first, ...others] = pods.map(({ name }) => name).sort();
  const { "app.kubernetes.io/name": name, ...partOf } = selectorOf(context, first!);
  if (others.length === 0) return { matchLabels: { "app.kubernetes.io/name": name, ...partOf } };
  return {
    matchExpressions: [
      { key: "app.kubernetes.io/name", operator: "In", values: [first!, ...others] },
    ],
    matchLabels: partOf,
  };
}
