import type { Group, Identity, NetworkRule, Permission } from "../../../lib/model/resource.ts";

/** A role that says no more than it must. */
export function permission(node: string, rest: Partial<Permission> = {}): Permission {
  return {
    kind: "permission",
    node,
    at: [],
    scope: "namespace",
    binding: "namespace",
    identities: [],
    ...rest,
  };
}

/** An account that says no more than it must. */
export function identity(node: string, rest: Partial<Identity> = {}): Identity {
  return { kind: "identity", node, at: [], automount: false, permissions: [], ...rest };
}

/** A network rule that closes both directions. */
export function networkRule(node: string, rest: Partial<NetworkRule> = {}): NetworkRule {
  return {
    kind: "network-rule",
    node,
    at: [],
    subjects: [],
    allows: [],
    denyIngress: true,
    denyEgress: true,
    dns: true,
    ...rest,
  };
}

/** A group with a closed network. */
export function group(node: string, members: readonly string[], rest: Partial<Group> = {}): Group {
  return { kind: "group", node, at: [], members, network: "deny", ...rest };
}
