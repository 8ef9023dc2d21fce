import { planOf, type SeriesOf } from "../components/plan.ts";
import type { Component } from "../components/component.ts";
import { type Document, locate } from "../format/document.ts";
import { type Destinations, parseEnvironment } from "../format/environment.ts";
import { parseLayout } from "../format/layout.ts";
import { parseRepository } from "../format/repository.ts";
import { parseWorkflow } from "../format/workflow.ts";
import { autoLayout } from "../model/auto_layout.ts";
import type { Catalogue } from "../model/catalogue.ts";
import type { Environment } from "../model/environment.ts";
import type { Layout } from "../model/layout.ts";
import { nodeSizes } from "../model/node_size.ts";
import { overrideProblems } from "../model/override.ts";
import { planProblems } from "../model/plan_problems.ts";
import { hasErrors, type LocatedProblem, type Problem } from "../model/problem.ts";
import { problems } from "../model/problems.ts";
import type { Registry } from "../model/registry.ts";
import type { Workflow } from "../model/workflow.ts";
import { type Contents, workflowNames } from "./contents.ts";
import { kindOf } from "./file_kind.ts";

/** What documents are judged with. */
export interface CheckingOptions {
  readonly catalogue: Catalogue;
  readonly components: Registry<Component>;
  readonly destinations: Destinations;
  /** Finds what the plans of a workflow share, so that little is made anew when little changed. */
  readonly series?: SeriesOf;
}

/** A document with everything that is wrong with it. */
export interface Checked<T> {
  readonly document: Document<T>;
  readonly problems: readonly LocatedProblem[];
}

/** Judges the files of a repository. */
export interface Checking {
  /** A workflow, graph included. The same text is judged once. */
  workflow(text: string, file: string): Checked<Workflow>;
  /** What is wrong with a graph that is no text yet. */
  graph(workflow: Workflow): readonly Problem[];
  /** The layout of a workflow that has none. */
  layout(workflow: Workflow): Layout;
  /** An environment, its overrides included. */
  environment(text: string, file: string, contents: Contents): Promise<Checked<Environment>>;
  /** Any file of a repository, by what it says that it is. */
  file(text: string, file: string, contents: Contents): Promise<readonly LocatedProblem[]>;
}

/** How many workflows are remembered; a deployment or a page looks at one again and again. */
const REMEMBERED = 64;

/** Creates what judges the files of a repository. */
export function createChecking(options: CheckingOptions): Checking {
  const { catalogue, destinations } = options;
  const known = new Map<string, Checked<Workflow>>();

  function workflow(text: string, file: string): Checked<Workflow> {
    const key = `${file}\0${text}`;
    const checked = known.get(key) ?? judged(parseWorkflow(text, file), options);
    known.delete(key);
    known.set(key, checked);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
    return checked;
  }

  async function environment(
    text: string,
    file: string,
    contents: Contents,
  ): Promise<Checked<Environment>> {
    const document = parseEnvironment(text, file, destinations);
    if (!document.value || hasErrors(document.problems)) {
      return { document, problems: document.problems };
    }
    const workflows = await workflowsOf(contents, workflow);
    const overrides = overrideProblems(document.value, workflows, catalogue)
      .map((problem) => locate(document, problem));
    return { document, problems: [...document.problems, ...overrides] };
  }

  return {
    workflow,
    graph: (workflow) => problems(workflow, catalogue),
    layout: (workflow) => autoLayout(workflow, nodeSizes(workflow, catalogue)),
    environment,
    async file(text, file, contents) {
      switch (kindOf(text, file)) {
        case "Layout":
          return parseLayout(text, file).problems;
        case "Environment":
          return (await environment(text, file, contents)).problems;
        case "Repository":
          return parseRepository(text, file, destinations.outputs).problems;
        default:
          return workflow(text, file).problems;
      }
    },
  };
}

/** A graph is judged even when the file's shape has faults: all that is wrong is told at once. */
function judged(
  document: Document<Workflow>,
  { catalogue, components, series }: CheckingOptions,
): Checked<Workflow> {
  const { value } = document;
  if (!value) return { document, problems: document.problems };
  const found = [
    ...document.problems,
    ...problems(value, catalogue).map((problem) => locate(document, problem)),
  ];
  if (hasErrors(found)) return { document, problems: found };
  const plan = planOf(value, { catalogue, components, series });
  const late = planProblems(plan, false).map((problem) => locate(document, problem));
  return { document, problems: [...found, ...late] };
}

async function workflowsOf(
  contents: Contents,
  check: Checking["workflow"],
): Promise<Map<string, Workflow>> {
  const workflows = new Map<string, Workflow>();
  for (const name of await workflowNames(contents)) {
    const file = `workflows/${name}.yaml`;
    const { document } = check(await contents.read(file) ?? "", file);
    if (document.value) workflows.set(name, document.value);
  }
  return workflows;
}
