import { hasErrors } from "../../model/problem.ts";
import { environmentNames } from "../../services/contents.ts";
import { checkName } from "../deploying.ts";
import { EXIT } from "../exit.ts";
import type { Options } from "../options.ts";
import type { Repository } from "../repository.ts";
import { checking } from "../tools.ts";
import { defaultBranchOf } from "./default_branch.ts";
import type { Guard } from "./guard.ts";
import { tellProblems } from "./problems.ts";
import { writeOutput } from "./runner_files.ts";

/** Says which environments a push to this ref deploys to. Broken ones are not among them. */
export async function plan(
  options: Options,
  repository: Repository,
  guard: Guard,
): Promise<number> {
  const { host } = guard;
  const advertised = options.has("stdin") ? await host.input() : "";
  const branch = defaultBranchOf(advertised, host.env.DEFAULT_BRANCH);
  if (branch === undefined || host.env.GITHUB_REF !== `refs/heads/${branch}`) {
    host.out("Only the default branch is deployed, and this is another one\n");
    writeOutput(host, "environments", "[]");
    return EXIT.ok;
  }
  const { names, isBroken } = await pushEnvironments(repository, guard);
  host.out(`A push deploys to ${names.join(", ") || "no environment"}\n`);
  writeOutput(host, "environments", JSON.stringify(names));
  return isBroken ? EXIT.validation : EXIT.ok;
}

async function pushEnvironments(
  repository: Repository,
  guard: Guard,
): Promise<{ names: string[]; isBroken: boolean }> {
  const contents = await repository.contents();
  const check = checking();
  const names: string[] = [];
  let isBroken = false;
  for (const name of await environmentNames(contents)) {
    const file = `environments/${name}.yaml`;
    const text = await contents.read(file);
    if (text === undefined) continue;
    const { document, problems } = await check.environment(text, file, contents);
    tellProblems(guard, problems, [document]);
    if (hasErrors(problems)) isBroken = true;
    else if (document.value?.trigger === "push") names.push(checkName("an environment", name));
  }
  return { names, isBroken };
}
