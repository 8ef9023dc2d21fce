import type { RenderedChange, RenderedFile } from "../format/rendered_changes.ts";
import type { SideProblem } from "../format/changes.ts";
import { unifiedDiff } from "../format/unified.ts";
import type { Environment } from "../model/environment.ts";
import { hasErrors, type LocatedProblem } from "../model/problem.ts";
import type { Checked, Checking } from "./checking.ts";
import { absent, workflowPath } from "./content/names.ts";
import { findEnvironment } from "./content/finding.ts";
import { type Contents, environmentNames, workflowNames } from "./contents.ts";
import type { States } from "./differences.ts";
import { type GenerationOptions, render } from "./generation.ts";

/** What rendered files are compared with. */
export interface RenderedOptions {
  readonly checking: Checking;
  readonly tools: GenerationOptions;
  /** The environment whose overrides and output count; the plain Kubernetes files without one. */
  readonly environment?: string | undefined;
}

/** What is rendered where no environment says. */
const OUTPUT = "kubernetes";

type Side = "base" | "head";

/** What became of a workflow on one side. */
interface RenderedSide {
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly SideProblem[];
}

/**
 * The workflows whose rendered files differ between two states of a repository, in the order of their
 * names. A side without the workflow or the environment has no files; one that cannot be rendered is
 * told with its faults, and its files are not compared.
 *
 * @throws `not_found` where neither state has the environment.
 */
export async function renderedDifferences(
  states: States,
  options: RenderedOptions,
): Promise<readonly RenderedChange[]> {
  const { environment } = options;
  const environments = {
    base: await environmentIn(states.base, options),
    head: await environmentIn(states.head, options),
  };
  if (environment !== undefined && !environments.base && !environments.head) {
    throw absent("environment", environment, await environmentNames(states.head));
  }
  const names = await Promise.all([states.base, states.head].map(workflowNames));
  const isSameEnvironment = textOf(environments.base) === textOf(environments.head);
  const changes: RenderedChange[] = [];
  for (const name of [...new Set(names.flat())].sort()) {
    if (isSameEnvironment && await isSame(name, states)) continue;
    const [base, head] = await Promise.all(
      (["base", "head"] as const).map((side) =>
        renderedSide(name, side, states[side], environments[side], options)
      ),
    );
    const change = changeOf(name, base!, head!);
    if (change) changes.push(change);
  }
  return changes;
}

function textOf(environment: Checked<Environment> | undefined): string | undefined {
  return environment?.document.text;
}

/** Of the same bytes the same is rendered, or nothing for the same reason. */
async function isSame(name: string, { base, head }: States): Promise<boolean> {
  const path = workflowPath(name);
  return await base.read(path) === await head.read(path);
}

async function environmentIn(
  contents: Contents,
  { environment, checking }: RenderedOptions,
): Promise<Checked<Environment> | undefined> {
  if (environment === undefined) return undefined;
  const isThere = (await environmentNames(contents)).includes(environment);
  return isThere ? await findEnvironment(environment, contents, checking) : undefined;
}

async function renderedSide(
  name: string,
  side: Side,
  contents: Contents,
  environment: Checked<Environment> | undefined,
  { checking, tools, environment: wanted }: RenderedOptions,
): Promise<RenderedSide> {
  const text = await contents.read(workflowPath(name));
  if (text === undefined || wanted !== undefined && !environment) return sideOf(side, [], []);
  const workflow = checking.workflow(text, workflowPath(name));
  const found = [...workflow.problems, ...environment?.problems ?? []];
  if (hasErrors(found)) return sideOf(side, [], found);
  const output = environment?.document.value?.output ?? OUTPUT;
  const documents = { workflow: workflow.document, environment: environment?.document };
  const { files, problems } = render({ ...documents, output }, tools);
  return sideOf(side, files.map(({ path, text }) => [`${name}/${output}/${path}`, text]), problems);
}

/** Warnings are no matter of what differs. */
function sideOf(
  side: Side,
  files: readonly (readonly [string, string])[],
  problems: readonly LocatedProblem[],
): RenderedSide {
  const errors = problems.filter(({ severity }) => severity === "error");
  return { files: new Map(files), problems: errors.map((problem) => ({ ...problem, side })) };
}

function changeOf(
  name: string,
  base: RenderedSide,
  head: RenderedSide,
): RenderedChange | undefined {
  const problems = [...base.problems, ...head.problems];
  if (problems.length > 0) return { name, files: [], problems };
  const paths = [...new Set([...base.files.keys(), ...head.files.keys()])].sort();
  const files = paths.flatMap((path): RenderedFile[] => {
    const [before, after] = [base.files.get(path), head.files.get(path)];
    if (before === after) return [];
    const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    return [{ path, change, diff: unifiedDiff(path, before, after) }];
  });
  return files.length > 0 ? { name, files } : undefined;
}
