import { BINDINGS } from "./classes.ts";
import { COMMON } from "./common.ts";
import { dropped } from "./outcome.ts";
import type { Built, Program } from "./program.ts";
import type { DraftNode } from "../shared/draft.ts";
import { set } from "../yaml/put.ts";
import { argumentOf, plainText } from "./step.ts";
import type { World } from "./world.ts";

/** A binding is a connection in a workflow, and a role of its own where its role is elsewhere. */
export function readBindings(world: World, { built }: Program): void {
  for (const one of built) {
    if (one.type !== "RoleBinding" && one.type !== "ClusterRoleBinding") continue;
    const role = roleOf(world, one);
    for (const call of one.calls) {
      const handler = role && (BINDINGS[call.method] ?? nothing(call.method));
      world.tell(
        one,
        call,
        role,
        handler ? handler({ world, node: role, built: one, call }) : dropped(NO_ROLE),
      );
    }
    if (!role) continue;
    world.add({ built: one, node: role, name: plainText(one.maker.positional[0]) ?? "" });
    if (one.type === "ClusterRoleBinding") set(role, ["binding"], "cluster");
  }
}

const NO_ROLE = "it binds no role";

/** What a binding says of itself is said anew by the role's. */
function nothing(method: string) {
  return () => COMMON[method] ? undefined : dropped("a binding has no place for it");
}

function roleOf(world: World, built: Built): DraftNode | undefined {
  const call = built.calls.find(({ method }) => /^bind_(cluster_)?role$/.test(method));
  const name = plainText(call && argumentOf(call));
  if (!call || name === undefined) return undefined;
  const known = world.named(name, "role");
  if (known) return known;
  const role = world.draft.node(name, "role");
  role.config["scope"] = call.method === "bind_cluster_role" ? "cluster" : "namespace";
  role.config["existing"] = name;
  return role;
}
