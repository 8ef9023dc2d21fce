import { POD_SECURITY } from "../../model/environment.ts";
import type { Plan } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { itemsOf } from "../shared/origin.ts";
import type { Context, Runner } from "./context.ts";

/** The rights of a container: none but those that it names. */
export function securityOf({ plan }: Context, runner: Reading<Runner>): Record<string, unknown> {
  runner.value("podSecurity");
  return {
    user: userOf(runner),
    ...rightsOf(plan, runner),
    security_opt: ["no-new-privileges:true"],
    read_only: runner.value("readOnly") ? runner.get("readOnly") : undefined,
  };
}

/** The rights of a container beside a main one: none of its own. */
export function plainSecurityOf(runner: Reading<Runner>): Record<string, unknown> {
  return {
    cap_drop: ["ALL"],
    read_only: runner.value("readOnly") ? runner.get("readOnly") : undefined,
    security_opt: ["no-new-privileges:true"],
    user: userOf(runner),
  };
}

/** Whether a container may ask for the rights of the host. */
export function isPrivilegedAllowed(plan: Plan, runner: Reading<Runner>): boolean {
  const [lowest] = POD_SECURITY;
  return runner.value("podSecurity") === lowest && plan.podSecurity === lowest;
}

function userOf(runner: Reading<Runner>): unknown {
  const user = runner.value("user");
  const group = runner.value("group") ?? user;
  return runner.as(runner.has("group") ? "group" : "user", `${user}:${group}`);
}

function rightsOf(plan: Plan, runner: Reading<Runner>): Record<string, unknown> {
  if (runner.value("privileged") && isPrivilegedAllowed(plan, runner)) {
    runner.drop("capabilities", "a privileged container has every capability");
    return { privileged: runner.get("privileged") };
  }
  if (runner.value("privileged")) {
    runner.drop("privileged", "it needs podSecurity: privileged on the node and its environment");
  }
  const added = itemsOf(runner, "capabilities", (name) => name);
  return {
    cap_drop: ["ALL"],
    cap_add: added.length > 0 ? runner.as("capabilities", added) : undefined,
  };
}
