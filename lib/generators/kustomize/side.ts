import type { Plan } from "../../model/resource.ts";
import { type Written, writtenOf } from "../kubernetes/written.ts";
import { type Placed, placed } from "./objects.ts";

/** A plan with what it becomes. */
export interface Side extends Pick<Written, "files" | "report"> {
  readonly plan: Plan;
  readonly objects: readonly Placed[];
}

/** A plan with its objects, to be compared with another. */
export function sideOf(plan: Plan): Side {
  const { manifests, files, report } = writtenOf(plan);
  return { plan, objects: manifests.map(placed), files, report };
}
