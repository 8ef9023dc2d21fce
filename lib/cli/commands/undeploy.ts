import { AppError } from "../../model/error.ts";
import { contentsAt } from "../../services/contents.ts";
import { checkName, deploymentsOf, reachTarget } from "../deploying.ts";
import { EXIT } from "../exit.ts";
import { identityOf } from "../identity.ts";
import { repositoryOf } from "../repository.ts";
import type { Command } from "../command.ts";
import { openEnvironment } from "../source.ts";
import { checking } from "../tools.ts";

/** `celestra undeploy`: takes a workflow away, volumes excepted. */
export const command: Command = {
  usage: {
    line: "undeploy <name> --env <environment> [--repo DIR]",
    summary: "Removes what a deployment started, and its folder on the branch; volumes stay.",
    values: ["env", "repo"],
    count: [1, 1],
  },
  async run(options, host) {
    const workflow = checkName("a workflow", options.args[0]!);
    const environment = checkName("an environment", options.needed("env"));
    const repository = repositoryOf(options, host);
    const { store, deployments } = await deploymentsOf(repository);
    const head = await store.resolve("HEAD");
    if (head === undefined) throw new AppError("not_found", `${repository.root} has no commit yet`);
    const { document } = await openEnvironment(
      environment,
      contentsAt(store, head),
      checking(),
      host,
    );
    const { target, reason } = await reachTarget(document.value!.target, repository, host);
    const actor = identityOf(host, repository.root);
    const { commit, volumes } = await deployments.undeploy({
      workflow,
      environment,
      target,
      actor,
    });
    host.out(
      commit
        ? `removed ${workflow} from deploy/${environment}: ${commit.slice(0, 12)}\n`
        : `${workflow} is not on deploy/${environment}\n`,
    );
    if (reason !== undefined) host.out(`Nothing else was removed: ${reason}\n`);
    if (volumes.length > 0) {
      host.out(
        `Volumes stay. To remove them with their data:\n  docker volume rm ${volumes.join(" ")}\n`,
      );
    }
    return EXIT.ok;
  },
};
