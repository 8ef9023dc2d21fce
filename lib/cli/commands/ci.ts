import { AppError } from "../../model/error.ts";
import { EXIT, exitOf } from "../exit.ts";
import type { Host } from "../host.ts";
import type { Options } from "../options.ts";
import { repositoryOf } from "../repository.ts";
import type { Command } from "../command.ts";
import { Printed } from "../source.ts";
import { check } from "../ci/check.ts";
import { deploy } from "../ci/deploy.ts";
import { type Guard, guard } from "../ci/guard.ts";
import { plan } from "../ci/plan.ts";
import { errorText } from "../ci/annotation.ts";

/** `celestra ci`: what the Actions files start. */
export const command: Command = {
  usage: {
    line: "ci check | ci plan [--stdin] | ci deploy --env <environment> [--repo DIR]",
    summary: "What GitHub Actions runs: checks all and annotates, lists the environments of a " +
      "push, commits what changed to one.",
    values: ["env", "repo"],
    flags: ["stdin"],
    count: [1, 1],
  },
  async run(options, host) {
    const guarded = guard(host);
    try {
      return await start(options, host, guarded);
    } catch (error) {
      if (error instanceof Printed) return EXIT.validation;
      if (error instanceof AppError) guarded.tell(errorText(error.code, error.message));
      return exitOf(error, guarded.host);
    } finally {
      guarded.end();
    }
  },
};

function start(options: Options, host: Host, guard: Guard): Promise<number> {
  const [verb] = options.args;
  const repository = repositoryOf(options, host);
  if (verb === "check") return check(repository, guard);
  if (verb === "plan") return plan(options, repository, guard);
  if (verb === "deploy") return deploy(options, repository, guard);
  throw new AppError("usage", `There is no "ci ${verb}"; expected check, plan or deploy`);
}
