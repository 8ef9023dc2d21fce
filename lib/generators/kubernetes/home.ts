import { membershipOf } from "../shared/membership.ts";
import type { Context } from "./context.ts";

/** The namespace of the objects of a node: that of its groups, else that of the plan. */
export function homeOf({ plan, index }: Pick<Context, "plan" | "index">, node: string): string {
  return membershipOf(index).namespaceOf(node) ?? plan.namespace;
}
