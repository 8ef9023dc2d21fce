import type { SideProblem } from "../../format/changes.ts";
import { locate } from "../../format/document.ts";
import { parseLayout } from "../../format/layout.ts";
import { parseWorkflow } from "../../format/workflow.ts";
import type { Drawing } from "../../model/diff.ts";
import { error, type LocatedProblem, type Problem } from "../../model/problem.ts";
import { LIMITS, type Workflow } from "../../model/workflow.ts";
import type { Contents } from "../contents.ts";

/** The texts of a workflow and its layout. */
export interface WorkflowFiles {
  readonly workflow: string;
  readonly layout: string | undefined;
}

/** A workflow as it was read from one state of a repository. */
export interface Opened {
  readonly files: WorkflowFiles;
  /** What is drawn, faults and all; `undefined` where the file says nothing to be compared. */
  readonly drawing?: Drawing;
  readonly problems: readonly SideProblem[];
}

/** The files of a workflow by its name, which need not be a good one. */
export function filesOf(name: string): readonly [workflow: string, layout: string] {
  return [`workflows/${name}.yaml`, `workflows/${name}.layout.yaml`];
}

/** Reads a workflow with its layout; `undefined` where there is none. */
export async function opened(
  name: string,
  contents: Contents,
  side: "base" | "head",
): Promise<Opened | undefined> {
  const [file, layoutFile] = filesOf(name);
  const text = await contents.read(file);
  if (text === undefined) return undefined;
  const layout = await contents.read(layoutFile);
  const drawn = layout === undefined ? undefined : parseLayout(layout, layoutFile);
  const { value, problems } = readWorkflow(text, file);
  return {
    files: { workflow: text, layout },
    ...(value && {
      drawing: { workflow: value, layout: drawn?.value ?? { name, nodes: {}, notes: {} } },
    }),
    problems: [...problems, ...drawn?.problems ?? []].map((problem) => ({ ...problem, side })),
  };
}

/** Two drawings as far as they can be compared: with a layout in error, nobody knows who moved. */
export function comparable(
  { base, head }: DrawingPair,
  problems: readonly LocatedProblem[],
): DrawingPair {
  if (!problems.some(isLayoutFault)) return { base, head };
  return { base: withoutLayout(base), head: withoutLayout(head) };
}

/** What is compared with what. */
export interface DrawingPair {
  readonly base: Drawing;
  readonly head: Drawing;
}

function withoutLayout({ workflow }: Drawing): Drawing {
  return { workflow, layout: { name: workflow.name, nodes: {}, notes: {} } };
}

/** A layout under another name says all the same where the nodes stand. */
function isLayoutFault({ file, code }: LocatedProblem): boolean {
  return file.endsWith(".layout.yaml") && code !== "name_mismatch";
}

/** A workflow as far as it can be compared, and what is wrong with its file. */
export function readWorkflow(
  text: string,
  file: string,
): { readonly value?: Workflow; readonly problems: readonly LocatedProblem[] } {
  const document = parseWorkflow(text, file);
  const { value } = document;
  if (!value) return { problems: document.problems };
  const tooMany = excess(value);
  const found = [...tooMany, ...unresolved(value)].map((problem) => locate(document, problem));
  return {
    ...(tooMany.length === 0 && { value }),
    problems: [...document.problems, ...found],
  };
}

/** What is larger than any workflow may be would take too long to compare. */
function excess({ nodes, connections }: Workflow): Problem[] {
  const sizes = { nodes: nodes.size, connections: connections.length };
  return (["nodes", "connections"] as const).filter((what) => sizes[what] > LIMITS[what])
    .map((what) => {
      const message = `Found ${sizes[what]} ${what}: expected at most ${LIMITS[what]}`;
      return error("limit_exceeded", ["spec", what], message);
    });
}

function unresolved({ conflicts }: Workflow): Problem[] {
  if (conflicts.length === 0) return [];
  const message = `Entries of a merge that are not resolved: ${conflicts.length}`;
  return [error("unresolved_conflict", ["conflicts"], message)];
}
