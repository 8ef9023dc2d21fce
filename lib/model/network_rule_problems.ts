import { isInside } from "./cidr.ts";
import type { Path } from "./json.ts";
import { configProblem, type PlanIndex } from "./plan_index.ts";
import type { Problem } from "./problem.ts";
import type { NetworkPeer, NetworkRule } from "./resource.ts";
import { nearest } from "./suggestion.ts";

/** Rules that bind nobody, and other ends that cannot be. */
export function networkRuleProblems(rule: NetworkRule, { plan }: PlanIndex): Problem[] {
  const runners = plan.resources.filter(({ kind }) => kind === "workload" || kind === "task")
    .map(({ node }) => node);
  return [
    ...subjectProblems(rule),
    ...(["ingress", "egress"] as const).flatMap((side) =>
      (rule[side] ?? []).flatMap((peer, index) => [
        ...nodeProblems(rule.node, [side, index], peer, runners),
        ...rangeProblems(rule.node, [side, index], peer),
        ...portProblems(rule.node, [side, index], peer),
      ])
    ),
  ];
}

function subjectProblems({ node, subjects, selector, allows }: NetworkRule): Problem[] {
  if (selector && subjects.length > 0) {
    const message = `selector is for pods that no node makes, but ${node}.policy is connected to ` +
      `"${subjects[0]}"; use one of both`;
    return [configProblem("invalid_value", node, ["selector"], message)];
  }
  if (selector || subjects.length > 0 || allows.length === 0) return [];
  const message = `"${node}" allows something to nobody: connect ${node}.policy to the policies ` +
    "of the nodes that it is for";
  return [configProblem("invalid_value", node, [], message)];
}

/** Only what runs can be reached, and reaches. */
function nodeProblems(
  node: string,
  at: Path,
  { nodes = [] }: NetworkPeer,
  runners: readonly string[],
): Problem[] {
  return nodes.flatMap((id, index) => {
    if (runners.includes(id)) return [];
    const message = `"${id}" is no node that runs anything`;
    return [
      configProblem("unknown_node", node, [...at, "nodes", index], message, nearest(id, runners)),
    ];
  });
}

function rangeProblems(node: string, at: Path, peer: NetworkPeer): Problem[] {
  const { cidr, except = [] } = peer;
  const problem = (path: Path, message: string) =>
    configProblem("invalid_value", node, [...at, ...path], message);
  if (cidr === undefined) {
    const message = "except leaves ranges out of cidr, which is not set";
    return except.length > 0 ? [problem(["except"], message)] : [];
  }
  const both = (["nodes", "podLabels", "namespaceLabels"] as const)
    .filter((field) => peer[field] !== undefined)
    .map((field) =>
      problem(["cidr"], `cidr and ${field} exclude each other: pods are no addresses`)
    );
  const outside = except.flatMap((range, index) =>
    isInside(range, cidr)
      ? []
      : [problem(["except", index], `${range} must lie inside of ${cidr} and be smaller`)]
  );
  return [...both, ...outside];
}

function portProblems(node: string, at: Path, { ports = [] }: NetworkPeer): Problem[] {
  return ports.flatMap(({ port, endPort }, index) => {
    if (endPort === undefined || typeof port === "number") return [];
    const message = `A range begins with a number, not with the name "${port}"`;
    return [configProblem("invalid_value", node, [...at, "ports", index, "endPort"], message)];
  });
}
