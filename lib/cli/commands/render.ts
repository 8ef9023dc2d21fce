import type { Artifact, Fidelity } from "../../model/artifact.ts";
import { AppError } from "../../model/error.ts";
import { pathText } from "../../model/json.ts";
import { hasErrors } from "../../model/problem.ts";
import { nearest } from "../../model/suggestion.ts";
import type { Checked } from "../../services/checking.ts";
import { textOf } from "../../services/contents.ts";
import { mapOf, render } from "../../services/generation.ts";
import { environmentsOf } from "../../services/variants.ts";
import type { Workflow } from "../../model/workflow.ts";
import { EXIT } from "../exit.ts";
import { printProblems } from "../faults.ts";
import type { Host } from "../host.ts";
import type { Options } from "../options.ts";
import { folderOf, resolvePath, writeFile, writeFiles } from "../paths.ts";
import { type Repository, repositoryOf } from "../repository.ts";
import type { Command } from "../command.ts";
import { tellRuleErrors } from "../rule_errors.ts";
import { openEnvironment, openWorkflow, usable } from "../source.ts";
import { checking, tools } from "../tools.ts";

/** `celestra render`: the files of one output. */
export const command: Command = {
  usage: {
    line: "render <file|name> --target <output> [--env <environment>] [--out <dir>] " +
      "[--map <file>] [--report <file>] [--ref <revision>] [--repo DIR]",
    summary: `Writes a workflow as ${[...tools.generators.keys()].join(" or ")} files.`,
    values: ["target", "env", "out", "map", "report", "ref", "repo"],
    count: [1, 1],
  },
  async run(options, host) {
    const output = outputOf(options.needed("target"));
    const repository = repositoryOf(options, host);
    const check = checking();
    const workflow = await workflowOf(options, repository, check, host);
    const environment = options.value("env") === undefined ? undefined : await openEnvironment(
      options.value("env")!,
      await repository.contents(options.value("ref")),
      check,
      host,
      repository.shown,
    );
    const variants = environment || !tools.generators.get(output)!.variants ? [] : (
      await environmentsOf(
        await repository.contents(options.value("ref")),
        check,
        repository.shown,
      )
    );
    const documents = [workflow, ...environment ? [environment] : variants]
      .map(({ document }) => document);
    const rendered = render({
      workflow: workflow.document,
      environment: environment?.document,
      variants,
      output,
    }, tools);
    printProblems(
      host,
      rendered.problems,
      (file) => documents.find((document) => document.file === file)?.text,
    );
    if (hasErrors(rendered.problems)) return EXIT.validation;
    const contents = await repository.contents(options.value("ref"));
    await tellRuleErrors(host, { workflow, environment, contents });
    writeOut(options, host, rendered.files);
    writeJson(options, host, "map", mapOf(rendered.files));
    writeJson(options, host, "report", rendered.report);
    if (!options.has("report")) tellLosses(host, output, rendered.report);
    return EXIT.ok;
  },
};

function outputOf(target: string): string {
  if (tools.generators.has(target)) return target;
  const known = [...tools.generators.keys()];
  const near = nearest(target, known);
  throw new AppError(
    "usage",
    `There is no output "${target}"; ${
      near ? `did you mean ${near}?` : `expected ${known.join(", ")}`
    }`,
  );
}

/** A file by its path, or a workflow of the repository by its name. */
async function workflowOf(
  options: Options,
  repository: Repository,
  check: ReturnType<typeof checking>,
  host: Host,
): Promise<Checked<Workflow>> {
  const [name] = options.args as [string];
  const revision = options.value("ref");
  if (!/[/\\.]/.test(name)) {
    return await openWorkflow(
      name,
      await repository.contents(revision),
      check,
      host,
      repository.shown,
    );
  }
  if (revision !== undefined) {
    throw new AppError("usage", "--ref takes the name of a workflow, not a file");
  }
  const text = textOf(await Deno.readFile(resolvePath(host.cwd, name)));
  return usable(check.workflow(text, name), host);
}

/** Into a folder, or as one stream of YAML documents. */
function writeOut(options: Options, host: Host, files: readonly Artifact[]): void {
  const out = options.value("out");
  if (out !== undefined) {
    writeFiles(resolvePath(host.cwd, out), files);
    host.err(`${files.length} files written to ${out}\n`);
    return;
  }
  const documents = files.filter(({ path }) => path.endsWith(".yaml"));
  const several = documents.length > 1;
  host.out(
    documents.map(({ path, text }) => several ? `---\n# Source: ${path}\n${text}` : text).join(""),
  );
  if (documents.length < files.length) {
    host.err(
      `${files.length - documents.length} more files belong to it; use --out to write all\n`,
    );
  }
}

function writeJson(options: Options, host: Host, name: string, value: unknown): void {
  const file = options.value(name);
  if (file === undefined) return;
  const path = resolvePath(host.cwd, file);
  Deno.mkdirSync(folderOf(path), { recursive: true });
  writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** What the output cannot say is never lost in silence: the dropped one by one, the rest counted. */
function tellLosses(host: Host, output: string, report: readonly Fidelity[]): void {
  const dropped = new Map<string, string[]>();
  for (const { node, path, class: how, message } of report) {
    if (how !== "dropped") continue;
    const key = `${node}\0${message}`;
    dropped.set(key, [...dropped.get(key) ?? [], pathText(path)]);
  }
  for (const [key, paths] of dropped) {
    const [node, message] = key.split("\0");
    host.err(`${output}: ${node} drops ${paths.join(", ")}: ${message}\n`);
  }
  const approximated = report.filter((entry) => entry.class === "approximated").length;
  if (approximated === 0) return;
  host.err(`${output}: ${approximated} properties are approximated; --report FILE says how\n`);
}
