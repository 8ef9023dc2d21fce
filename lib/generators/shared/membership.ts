import type { Group } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import type { Index } from "./index.ts";

/** The groups that nodes stand in. */
export interface Membership {
  /** The groups around a node, the outermost first. */
  groupsOf(node: string): readonly Reading<Group>[];
  /**
   * The namespace that the groups around a node give it, the innermost that names one; of a group,
   * its own first. `undefined` where none does: that of the plan.
   */
  namespaceOf(node: string): string | undefined;
}

const NONE: readonly Reading<Group>[] = [];

const found = new WeakMap<Index["groups"], Membership>();

/** The groups of a plan; each is looked at once, however often it is asked. */
export function membershipOf({ groups }: Pick<Index, "groups">): Membership {
  let membership = found.get(groups);
  if (!membership) found.set(groups, membership = find(groups));
  return membership;
}

function find(groups: Index["groups"]): Membership {
  const around = new Map<string, Reading<Group>[]>();
  for (const group of outermostFirst(groups)) {
    for (const member of group.value("members")) {
      const known = around.get(member);
      if (known) known.push(group);
      else around.set(member, [group]);
    }
  }
  const groupsOf = (node: string) => around.get(node) ?? NONE;
  return {
    groupsOf,
    namespaceOf: (node) => {
      const own = groups.get(node);
      const all = own ? [...groupsOf(node), own] : groupsOf(node);
      return all.findLast((group) => group.has("namespace"))?.value("namespace");
    },
  };
}

/** What stands around a group has all of its members, and the group itself: it has more. */
function outermostFirst(groups: Index["groups"]): Reading<Group>[] {
  return [...groups.values()].sort((a, b) => b.value("members").length - a.value("members").length);
}
