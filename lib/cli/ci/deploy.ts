import { AppError } from "../../model/error.ts";
import { checkName, deploymentsOf } from "../deploying.ts";
import { hasErrors } from "../../model/problem.ts";
import { contentsAt, workflowNames } from "../../services/contents.ts";
import { EXIT } from "../exit.ts";
import { identityOf } from "../identity.ts";
import type { Options } from "../options.ts";
import type { Repository } from "../repository.ts";
import { checking } from "../tools.ts";
import type { Guard } from "./guard.ts";
import { codeText, tableText } from "./markdown.ts";
import { deployOne, type Result, type Round } from "./deploy_one.ts";
import { tellProblems } from "./problems.ts";
import { writeSummary } from "./runner_files.ts";

/** Commits every workflow of HEAD whose output changed, and removes those that are gone. */
export async function deploy(
  options: Options,
  repository: Repository,
  guard: Guard,
): Promise<number> {
  const name = checkName("an environment", options.needed("env"));
  const { store, deployments } = await deploymentsOf(repository);
  const head = await store.resolve("HEAD");
  if (head === undefined) throw new AppError("not_found", `${repository.root} has no commit yet`);
  const contents = contentsAt(store, head);
  const check = checking();
  const file = `environments/${name}.yaml`;
  const text = await contents.read(file);
  if (text === undefined) throw new AppError("not_found", `There is no environment "${name}"`);
  const { document: environment, problems } = await check.environment(text, file, contents);
  tellProblems(guard, problems, [environment]);
  if (hasErrors(problems)) return EXIT.validation;
  const round = { repository, store, deployments, environment, contents, check, guard };
  const present = await workflowNames(contents);
  const results: Result[] = [];
  for (const workflow of present) results.push(await deployOne(workflow, round));
  results.push(...await removeGone(present, round));
  writeSummary(guard.host, [
    `## Celestra: deploy/${name}`,
    "",
    ...tableText(["Workflow", "Result"], results.map((one) => [codeText(one.name), one.what])),
  ]);
  return Math.max(EXIT.ok, ...results.map(({ code }) => code));
}

/** Takes away the folders whose workflow is no longer there. What else lies on the branch stays. */
async function removeGone(present: readonly string[], round: Round): Promise<Result[]> {
  const { store, deployments, repository, guard: { host } } = round;
  const environment = round.environment.value!.name;
  const head = await store.head(`deploy/${environment}`);
  const paths = head === undefined ? [] : (await store.list(head, "")).map(({ path }) => path);
  const deployed = paths.flatMap((path) => /^([^/]+)\/map\.json$/.exec(path)?.[1] ?? []);
  const gone = deployed.filter((name) => !present.includes(name));
  const actor = identityOf(host, repository.root);
  for (const workflow of gone) {
    await deployments.undeploy({ workflow, environment, actor });
    host.out(`${workflow}: removed, since its workflow is gone\n`);
  }
  return gone.map((name) => ({ name, what: "removed", code: EXIT.ok }));
}
