import { parseRepository } from "../../format/repository.ts";
import type { Document } from "../../format/document.ts";
import type { Fidelity } from "../../model/artifact.ts";
import type { Environment } from "../../model/environment.ts";
import { hasErrors, type LocatedProblem } from "../../model/problem.ts";
import type { Workflow } from "../../model/workflow.ts";
import type { Checked, Checking } from "../../services/checking.ts";
import { type Contents, documentPaths, workflowNames } from "../../services/contents.ts";
import { render } from "../../services/generation.ts";
import type { Ruling } from "../../services/ruling.ts";
import { environmentsOf } from "../../services/variants.ts";
import { tools } from "../tools.ts";

/** An output by itself, or as an environment renders it. */
export interface Output {
  /** How a person names it: `kubernetes`, or `compose for local`. */
  readonly title: string;
  readonly id: string;
  readonly environment?: Document<Environment>;
}

/** What became of a workflow in one output. */
export interface Outcome {
  /** How many files; none when it cannot be rendered. */
  readonly files: number;
  /** What the output does not carry exactly. */
  readonly losses: readonly Fidelity[];
}

/** A workflow of a repository, rendered for each output in their order; not at all with errors. */
export interface Row {
  readonly name: string;
  readonly file: string;
  readonly outcomes: readonly Outcome[];
}

/** Everything that can be said about the files of a repository. */
export interface Findings {
  /** By file and place; each once, however many outputs have it. */
  readonly problems: readonly LocatedProblem[];
  readonly outputs: readonly Output[];
  readonly rows: readonly Row[];
}

/** Judges every file and renders every workflow for every output and every environment. */
export async function findingsOf(
  contents: Contents,
  { check, rules }: { readonly check: Checking; readonly rules: Ruling },
): Promise<Findings> {
  const problems = await fileProblems(contents, rules);
  const variants = (await environmentsOf(contents, check))
    .filter(({ document, problems }) => document.value && !hasErrors(problems));
  const outputs = await outputsOf(contents, variants);
  const rows: Row[] = [];
  for (const name of await workflowNames(contents)) {
    const file = `workflows/${name}.yaml`;
    const checked = check.workflow(await contents.read(file) ?? "", file);
    const isUsable = !hasErrors(checked.problems);
    rows.push({
      name,
      file,
      outcomes: isUsable ? outputs.map((output) => outcome(checked.document, output)) : [],
    });
  }
  return { problems: inOrder(problems), outputs, rows };

  function outcome(workflow: Document<Workflow>, { id, environment }: Output): Outcome {
    const rendered = render({ workflow, environment, variants, output: id }, tools);
    problems.push(...rendered.problems);
    return {
      files: rendered.files.length,
      losses: rendered.report.filter((entry) => entry.class !== "exact"),
    };
  }
}

async function fileProblems(contents: Contents, rules: Ruling): Promise<LocatedProblem[]> {
  const problems: LocatedProblem[] = [];
  for (const file of await documentPaths(contents)) {
    problems.push(...await rules.file(await contents.read(file) ?? "", file, contents));
  }
  return problems;
}

/** Those that `celestra.yaml` lists, and those of the environments that can be used. */
async function outputsOf(
  contents: Contents,
  environments: readonly Checked<Environment>[],
): Promise<Output[]> {
  const known = tools.destinations.outputs;
  const config = parseRepository(await contents.read("celestra.yaml") ?? "", "", known).value;
  const listed = (config?.outputs ?? ["kubernetes"]).filter((id) => known.includes(id));
  const outputs: Output[] = [...new Set(listed)].map((id) => ({ id, title: id }));
  for (const { document } of environments) {
    const { name, output: id } = document.value!;
    outputs.push({ id, title: `${id} for ${name}`, environment: document });
  }
  return outputs;
}

function inOrder(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const keyOf = ({ file, line, column, code, message }: LocatedProblem) =>
    JSON.stringify([file, line, column, code, message]);
  const single = [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()];
  return single.sort((a, b) =>
    a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1
  );
}
