import type { Deployment, NodeStatus } from "../model/deployment.ts";
import { printable } from "./faults.ts";
import type { Host } from "./host.ts";

/** Tells what changes in a deployment, a line a change, and the last log lines of what fails. */
export function progress(host: Host): (deployment: Deployment) => void {
  let state = "";
  const told = new Map<string, string>();
  return (deployment) => {
    if (deployment.state !== state) {
      state = deployment.state;
      host.out(`${state}${detail(deployment)}\n`);
    }
    for (const node of deployment.nodes) {
      const line = `  ${nodeText(node)}`;
      if (node.state === "waiting" || told.get(node.node) === line) continue;
      told.set(node.node, line);
      host.out(`${line}\n`);
      for (const logged of node.state === "failed" ? node.log ?? [] : []) {
        host.out(`    | ${printable(logged)}\n`);
      }
    }
  };
}

function detail({ state, commit, environment }: Deployment): string {
  return state === "committed" ? ` ${commit!.slice(0, 12)} on deploy/${environment}` : "";
}

/** What happened to a node, in a line. */
export function nodeText({ node, state, reason, message }: NodeStatus): string {
  const why = [reason, message].filter((part) => part !== undefined).join(": ");
  return printable(why ? `${node}: ${state} (${why})` : `${node}: ${state}`);
}
