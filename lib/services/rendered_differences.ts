import type { SideProblem } from "../format/changes.ts";
import type { RenderedChange, RenderedNode } from "../format/rendered_changes.ts";
import { fateOf, type FilePair, renderedNodes } from "../format/rendered_nodes.ts";
import { unifiedDiff } from "../format/unified.ts";
import type { Artifact } from "../model/artifact.ts";
import type { Environment } from "../model/environment.ts";
import { hasErrors, type LocatedProblem } from "../model/problem.ts";
import type { Workflow } from "../model/workflow.ts";
import type { Checked, Checking } from "./checking.ts";
import { absent, workflowPath } from "./content/names.ts";
import { findEnvironment } from "./content/finding.ts";
import { type Contents, environmentNames, workflowNames } from "./contents.ts";
import type { States } from "./differences.ts";
import { type GenerationOptions, render } from "./generation.ts";
import { environmentsOf } from "./variants.ts";

/** What rendered files are compared with. */
export interface RenderedOptions {
  readonly checking: Checking;
  readonly tools: GenerationOptions;
  /** The environment whose overrides and output count; none unless told. */
  readonly environment?: string | undefined;
  /** What is rendered; what the environment says, or the plain Kubernetes files, unless told. */
  readonly outputs?: readonly string[] | undefined;
}

/** What is rendered where nothing says. */
const OUTPUT = "kubernetes";

type SideName = "base" | "head";

/** A state of a repository with the environments that count. */
interface Side {
  readonly name: SideName;
  readonly contents: Contents;
  /** The one that was asked for, if it is there. */
  readonly environment?: Checked<Environment> | undefined;
  /** All of them, where an output writes all. */
  readonly variants: readonly Checked<Environment>[];
}

/** What became of a workflow on one side. */
interface RenderedSide {
  readonly workflow?: Workflow | undefined;
  readonly files: ReadonlyMap<string, Artifact>;
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
  const names = await Promise.all([states.base, states.head].map(workflowNames));
  return await renderedDifferencesOf([...new Set(names.flat())].sort(), states, options);
}

/** The same for some workflows. @throws `not_found` where neither state has the environment. */
export async function renderedDifferencesOf(
  names: readonly string[],
  states: States,
  options: RenderedOptions,
): Promise<readonly RenderedChange[]> {
  const [base, head] = [
    await sideOf("base", states.base, options),
    await sideOf("head", states.head, options),
  ];
  const { environment } = options;
  if (environment !== undefined && !base.environment && !head.environment) {
    throw absent("environment", environment, await environmentNames(states.head));
  }
  const isSamePlace = textsOf(base) === textsOf(head);
  const changes: RenderedChange[] = [];
  for (const name of names) {
    if (isSamePlace && await isSame(name, states)) continue;
    const change = changeOf(
      name,
      await renderedSide(name, base, options),
      await renderedSide(name, head, options),
    );
    if (change) changes.push(change);
  }
  return changes;
}

async function sideOf(
  name: SideName,
  contents: Contents,
  { environment, outputs = [], checking, tools }: RenderedOptions,
): Promise<Side> {
  if (environment !== undefined) {
    const isThere = (await environmentNames(contents)).includes(environment);
    const found = isThere ? await findEnvironment(environment, contents, checking) : undefined;
    return { name, contents, environment: found, variants: [] };
  }
  const isForAll = outputs.some((output) => tools.generators.get(output)?.variants);
  return { name, contents, variants: isForAll ? await environmentsOf(contents, checking) : [] };
}

/** Everything that the environments of a side say. */
function textsOf({ environment, variants }: Side): string {
  const all = [environment, ...variants].flatMap((checked) => checked ?? []);
  return JSON.stringify(all.map(({ document }) => [document.file, document.text]));
}

/** Of the same bytes the same is rendered, or nothing for the same reason. */
async function isSame(name: string, { base, head }: States): Promise<boolean> {
  const path = workflowPath(name);
  return await base.read(path) === await head.read(path);
}

async function renderedSide(
  name: string,
  { name: side, contents, environment, variants }: Side,
  { checking, tools, environment: wanted, outputs }: RenderedOptions,
): Promise<RenderedSide> {
  const text = await contents.read(workflowPath(name));
  if (text === undefined || wanted !== undefined && !environment) return failed(side, []);
  const { document: workflow, problems } = checking.workflow(text, workflowPath(name));
  const found = [...problems, ...environment?.problems ?? []];
  if (hasErrors(found)) return failed(side, found);
  const files = new Map<string, Artifact>();
  for (const output of outputs ?? [environment?.document.value?.output ?? OUTPUT]) {
    const place = { environment: environment?.document, variants };
    const rendered = render({ workflow, ...place, output }, tools);
    if (hasErrors(rendered.problems)) return failed(side, rendered.problems);
    for (const file of rendered.files) files.set(`${name}/${output}/${file.path}`, file);
  }
  return { workflow: workflow.value, files, problems: [] };
}

/** Warnings are no matter of what differs. */
function failed(side: SideName, problems: readonly LocatedProblem[]): RenderedSide {
  const errors = problems.filter(({ severity }) => severity === "error");
  return { files: new Map(), problems: errors.map((problem) => ({ ...problem, side })) };
}

function changeOf(
  name: string,
  base: RenderedSide,
  head: RenderedSide,
): RenderedChange | undefined {
  const problems = [...base.problems, ...head.problems];
  if (problems.length > 0) return { name, files: [], nodes: [], problems };
  const paths = [...new Set([...base.files.keys(), ...head.files.keys()])].sort();
  const pairs = paths.flatMap((path): FilePair[] => {
    const [before, after] = [base.files.get(path), head.files.get(path)];
    return before?.text === after?.text ? [] : [{ path, before, after }];
  });
  if (pairs.length === 0) return undefined;
  const files = pairs.map((pair) => ({
    path: pair.path,
    change: fateOf(pair),
    diff: unifiedDiff(pair.path, pair.before?.text, pair.after?.text),
  }));
  const nodes = renderedNodes(pairs).map((one) => titled(one, base.workflow, head.workflow));
  return { name, files, nodes };
}

/** A node as the head calls it; one that is gone as it was called. */
function titled(
  { node, ...rest }: RenderedNode,
  base: Workflow | undefined,
  head: Workflow | undefined,
): RenderedNode {
  const title = [head, base].map((workflow) => workflow?.nodes.get(node ?? "")?.title)
    .find((title) => title !== undefined);
  return { node, ...(title !== undefined && { title }), ...rest };
}
