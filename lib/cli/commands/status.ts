import { AppError } from "../../model/error.ts";
import { deploymentsOf } from "../deploying.ts";
import { EXIT } from "../exit.ts";
import { printable } from "../faults.ts";
import { nodeText } from "../progress.ts";
import { repositoryOf } from "../repository.ts";
import type { Command } from "../command.ts";

/** `celestra status`: the outcome of a deployment, from its note. */
export const command: Command = {
  usage: {
    line: "status <deployment> [--json] [--repo DIR]",
    summary: "Says how a deployment ended, node by node.",
    values: ["repo"],
    flags: ["json"],
    count: [1, 1],
  },
  async run(options, host) {
    const [id] = options.args as [string];
    const { deployments } = await deploymentsOf(repositoryOf(options, host));
    const deployment = /^[0-9a-f-]{36}$/.test(id) ? await deployments.find(id) : undefined;
    if (!deployment) throw new AppError("not_found", `There is no deployment "${id}"`);
    if (options.has("json")) {
      host.out(`${JSON.stringify(deployment, null, 2)}\n`);
      return EXIT.ok;
    }
    const { workflow, environment, state, createdAt, actor, message } = deployment;
    host.out(
      printable(`${workflow} in ${environment}: ${state}, ${createdAt}, by ${actor}`) + "\n",
    );
    if (message !== undefined) host.out(`  ${printable(message)}\n`);
    for (const node of deployment.nodes) host.out(`  ${nodeText(node)}\n`);
    return EXIT.ok;
  },
};
