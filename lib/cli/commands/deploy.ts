import { AppError } from "../../model/error.ts";
import { secondsOf } from "../../model/formats.ts";
import { hasErrors } from "../../model/problem.ts";
import { changedFiles } from "../../services/branch.ts";
import { contentsAt } from "../../services/contents.ts";
import { render, type Rendered } from "../../services/generation.ts";
import type { Store } from "../../stores/store.ts";
import { checkName, deploymentsOf, reachTarget } from "../deploying.ts";
import { excludeData } from "../exclude.ts";
import { EXIT } from "../exit.ts";
import { printProblems } from "../faults.ts";
import type { Host } from "../host.ts";
import { identityOf } from "../identity.ts";
import type { Options } from "../options.ts";
import { progress } from "../progress.ts";
import { type Repository, repositoryOf } from "../repository.ts";
import type { Command } from "../command.ts";
import { tellRuleErrors } from "../rule_errors.ts";
import { openEnvironment, openWorkflow, Printed } from "../source.ts";
import { checking, tools } from "../tools.ts";

/** `celestra deploy`: from HEAD to running containers. */
export const command: Command = {
  usage: {
    line: "deploy <name> --env <environment> [--dry-run] [--no-apply] [--timeout 5m] [--repo DIR]",
    summary: "Renders a workflow from HEAD, commits it to deploy/<environment> and applies it.",
    values: ["env", "timeout", "repo"],
    flags: ["dry-run", "no-apply"],
    count: [1, 1],
  },
  async run(options, host) {
    const name = checkName("a workflow", options.args[0]!);
    const env = checkName("an environment", options.needed("env"));
    const timeout = timeoutOf(options);
    const repository = repositoryOf(options, host);
    const { store, deployments } = await deploymentsOf(repository);
    const source = await headOf(store, repository);
    await refuseUncommitted(repository, store, source, [
      `workflows/${name}.yaml`,
      `environments/${env}.yaml`,
    ]);
    const { rendered, target: id, output } = await renderHead(name, env, store, source, host);
    if (options.has("dry-run")) return await dryRun(host, store, { name, env, output, rendered });
    const reached = options.has("no-apply")
      ? { reason: "it was asked not to apply" }
      : await reachTarget(id, repository, host);
    excludeData(repository.root, repository.data);
    const deployment = await deployments.deploy({
      workflow: name,
      environment: env,
      output,
      source,
      rendered,
      target: "target" in reached ? reached.target : undefined,
      actor: identityOf(host, repository.root),
      timeout,
      signal: host.interrupted,
      onChange: progress(host),
    });
    if (reached.reason !== undefined) host.out(`Nothing was applied: ${reached.reason}\n`);
    host.out(`deployment ${deployment.id}\n`);
    return ["failed", "cancelled"].includes(deployment.state) ? EXIT.general : EXIT.ok;
  },
};

function timeoutOf(options: Options): number {
  const text = options.value("timeout") ?? "5m";
  const seconds = secondsOf(text);
  if (seconds) return seconds * 1000;
  throw new AppError("usage", `--timeout takes a duration such as 90s or 5m, not "${text}"`);
}

async function headOf(store: Store, repository: Repository): Promise<string> {
  const head = await store.resolve("HEAD");
  if (head !== undefined) return head;
  throw new AppError(
    "not_found",
    `${repository.root} has no commit yet; commit the workflow first`,
  );
}

/** What is not committed would not be deployed, and nobody would see why. */
async function refuseUncommitted(
  repository: Repository,
  store: Store,
  source: string,
  paths: readonly string[],
): Promise<void> {
  if (repository.isBare) return;
  const [tree, head] = [await repository.contents(), contentsAt(store, source)];
  const changed: string[] = [];
  for (const path of paths) {
    // Git may change line ends on checkout, which changes nothing that is deployed.
    const [here, there] = [await tree.read(path), await head.read(path)];
    if (here?.replaceAll("\r\n", "\n") !== there?.replaceAll("\r\n", "\n")) changed.push(path);
  }
  if (changed.length === 0) return;
  const message = `${changed.join(" and ")} has changes that are not committed; ` +
    "commit them, since HEAD is what is deployed";
  throw new AppError("uncommitted_changes", message, { details: { paths: changed } });
}

async function renderHead(
  name: string,
  env: string,
  store: Store,
  source: string,
  host: Host,
): Promise<{ rendered: Rendered; target: string; output: string }> {
  const contents = contentsAt(store, source);
  const check = checking();
  const checked = {
    workflow: await openWorkflow(name, contents, check, host),
    environment: await openEnvironment(env, contents, check, host),
  };
  const { document: workflow } = checked.workflow;
  const { document: environment } = checked.environment;
  const { target, output } = environment.value!;
  const rendered = render({ workflow, environment, output }, tools);
  printProblems(
    host,
    rendered.problems,
    (file) => [workflow, environment].find((document) => document.file === file)?.text,
  );
  if (hasErrors(rendered.problems)) throw new Printed();
  await tellRuleErrors(host, { ...checked, contents });
  return { rendered, target, output };
}

/** Says what would change on the branch. */
async function dryRun(
  host: Host,
  store: Store,
  planned: { name: string; env: string; output: string; rendered: Rendered },
): Promise<number> {
  const changes = await changedFiles(store, planned.env, { ...planned, workflow: planned.name });
  for (const { path, change } of changes) host.out(`${change} ${path}\n`);
  if (changes.length === 0) host.out(`deploy/${planned.env} would not change\n`);
  return EXIT.ok;
}
