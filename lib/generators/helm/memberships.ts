import type { JsonObject } from "../../model/json.ts";
import type { Plan } from "../../model/resource.ts";

/** The Services that select a node's pods by a label, and the groups around it, by node. */
export function membershipsOf({ resources }: Plan): Map<string, JsonObject> {
  const found = new Map<string, { memberships?: string[]; groups?: string[] }>();
  const add = (node: string, list: "memberships" | "groups", id: string) => {
    const known = found.get(node) ?? {};
    found.set(node, { ...known, [list]: [...known[list] ?? [], id] });
  };
  for (const resource of resources) {
    if (resource.kind !== "endpoint" || resource.selector) continue;
    if (resource.backends.length < 2) continue;
    for (const backend of resource.backends) add(backend, "memberships", resource.node);
  }
  const groups = resources.flatMap((one) => one.kind === "group" ? [one] : []);
  // What stands around a group has all of its members, and the group itself: it has more.
  groups.sort((a, b) => b.members.length - a.members.length);
  for (const { node, members } of groups) {
    for (const member of members) add(member, "groups", node);
  }
  return found;
}
