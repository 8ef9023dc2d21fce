import type { Placement, Task } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { dropAll } from "../../shared/drop_all.ts";
import { callFrom, placeOf } from "../builder.ts";
import { type Call, Keyword } from "../python/program.ts";

const LOST = {
  hosts: "only a Job of the library could say it, and no app",
  spread: "the library spreads no pods",
  skew: "the library spreads no pods",
  near: "the library knows no other nodes of the workflow",
  apart: "the library knows no other nodes of the workflow",
  strict: "the library knows no other nodes of the workflow",
  priorityClass: "the library has no priority classes of pods",
} as const;

/** Where a job may run. */
export function placementCalls(task: Reading<Task>): Call[] {
  const placement = task.part("placement") as Reading<Placement> | undefined;
  if (!placement) return [];
  dropAll(placement, LOST);
  const selector = placement.value("nodeSelector");
  return [
    ...(selector
      ? [callFrom(placeOf(placement, "nodeSelector"), "node_selector", { ...selector })]
      : []),
    ...placement.each("tolerations").flatMap(tolerationCalls),
  ];
}

/** The library always names an effect, so one without would tolerate less than it says. */
function tolerationCalls(
  toleration: Reading<NonNullable<Placement["tolerations"]>[number]>,
): Call[] {
  const effect = toleration.value("effect");
  if (effect === undefined) {
    const reason = "the library tolerates no taint of every effect";
    for (const key of ["key", "operator", "value", "for"] as const) toleration.drop(key, reason);
    return [];
  }
  toleration.drop("for", "the library tolerates a taint without end");
  const value = toleration.value("value");
  return [callFrom(
    placeOf(toleration),
    "toleration",
    toleration.value("key"),
    toleration.value("operator"),
    ...(value ? [value] : []),
    new Keyword("effect", effect),
  )];
}
