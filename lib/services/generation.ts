import { planOf } from "../components/plan.ts";
import { type Document, locate } from "../format/document.ts";
import type { Generator } from "../generators/generator.ts";
import type { Artifact, Fidelity, MappedLines } from "../model/artifact.ts";
import type { Environment } from "../model/environment.ts";
import { isOverridden, overridden } from "../model/override.ts";
import { planProblems } from "../model/plan_problems.ts";
import { hasErrors, type LocatedProblem, type Problem } from "../model/problem.ts";
import { problems } from "../model/problems.ts";
import type { Registry } from "../model/registry.ts";
import type { Plan } from "../model/resource.ts";
import type { Workflow } from "../model/workflow.ts";
import type { CheckingOptions } from "./checking.ts";

/** What workflows are rendered with. */
export interface GenerationOptions extends CheckingOptions {
  readonly generators: Registry<Generator>;
}

/** A workflow to be rendered. */
export interface Rendering {
  /** A workflow without errors. */
  readonly workflow: Document<Workflow>;
  /** Where it goes, without errors. */
  readonly environment?: Document<Environment> | undefined;
  readonly output: string;
}

/** A rendered workflow, or why it cannot be rendered. */
export interface Rendered {
  readonly problems: readonly LocatedProblem[];
  /** Empty when there are errors. */
  readonly files: readonly Artifact[];
  readonly report: readonly Fidelity[];
  /** What the files were made from; absent when there are errors. */
  readonly plan?: Plan;
}

/** The source map of an output, as `--map` and the branch hold it. */
export interface OutputMap {
  readonly version: 1;
  readonly files: Readonly<Record<string, readonly MappedLines[]>>;
}

/** Renders a workflow for an output, in an environment or by itself. */
export function render(rendering: Rendering, options: GenerationOptions): Rendered {
  const { generators, catalogue } = options;
  const environment = rendering.environment?.value;
  const original = rendering.workflow.value!;
  const workflow = environment ? overridden(original, environment) : original;
  const located = (found: readonly Problem[]) =>
    found.map((problem) => locateIn(rendering, problem));
  const graph = workflow === original ? [] : located(problems(workflow, catalogue));
  if (hasErrors(graph)) return { problems: graph, files: [], report: [] };
  const plan = planOf(workflow, { ...options, ...(environment && { environment }) });
  const generator = generators.get(rendering.output)!;
  const found = [
    ...graph,
    ...located([...planProblems(plan, true), ...generator.problems(plan).map(inDocument)]),
  ];
  if (hasErrors(found)) return { problems: found, files: [], report: [] };
  return { problems: found, plan, ...generator.generate(plan) };
}

/** A generator knows nodes and their configs; where they stand in the file is known here. */
function inDocument(problem: Problem): Problem {
  return { ...problem, path: ["spec", "nodes", problem.node!, "config", ...problem.path] };
}

/** A problem at its place in the workflow, or in the override that brought it. */
function locateIn({ workflow, environment }: Rendering, problem: Problem): LocatedProblem {
  const [, , node, , ...path] = problem.path;
  const name = workflow.value!.name;
  return environment && typeof node === "string" &&
      isOverridden(environment.value!, name, node, path)
    ? locate(environment, { ...problem, path: ["spec", "overrides", name, node, ...path] })
    : locate(workflow, problem);
}

/** The source map of rendered files. */
export function mapOf(files: readonly Artifact[]): OutputMap {
  return { version: 1, files: Object.fromEntries(files.map(({ path, map }) => [path, map])) };
}
