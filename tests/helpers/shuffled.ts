import type { Plan } from "../../lib/model/resource.ts";

/** The same plan, with its resources and the keys of every map the other way round. */
export function shuffled(plan: Plan): Plan {
  return {
    ...plan,
    labels: reversed(plan.labels),
    resources: plan.resources.toReversed().map(reversed),
    written: new Map([...plan.written].reverse().map(([node, it]) => [node, reversed(it)])),
  };
}

function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).reverse().map(([key, item]) => [key, reversed(item)]),
  ) as T;
}
