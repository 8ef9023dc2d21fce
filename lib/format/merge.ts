import { compare, type Drawing, isEmpty } from "../model/diff.ts";
import { AppError } from "../model/error.ts";
import type { Json } from "../model/json.ts";
import { isSame } from "../model/json_path.ts";
import type { Layout } from "../model/layout.ts";
import { type Conflict, type Judge, merge } from "../model/merge.ts";
import { operationsBetween } from "../model/operations_between.ts";
import type { Workflow } from "../model/workflow.ts";
import { applyOperations } from "./edit.ts";
import { edited } from "./edit/file.ts";
import { newLayout } from "./edit/layout.ts";
import { shared } from "./edit/reading.ts";
import { parseLayout } from "./layout.ts";
import { withTheirComments } from "./merge/head_comments.ts";
import { mergedLines, type Texts } from "./merge/lines.ts";
import { withTheirNodes } from "./merge/transplants.ts";
import { parseWorkflow } from "./workflow.ts";

export type { Texts } from "./merge/lines.ts";

/** A text that two sides became, and what they contradict each other in. */
export interface MergedText {
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

/**
 * Merges three versions of a workflow's file by what they say; bytes start from ours. What only they
 * touched comes with its bytes, comments included. Conflicts stand in the file until somebody decides.
 *
 * @param name The name of the workflow.
 * @throws `unprocessable` with `details.problems` where a side cannot be read; `conflict` where what both
 * say cannot be written into our text.
 */
export function mergeWorkflowTexts(texts: Texts, name: string, judge: Judge): MergedText {
  const taken = takenAlone(texts);
  if (taken !== undefined) return { text: taken, conflicts: [] };
  const file = `workflows/${name}.yaml`;
  const [ours, theirs] = [texts.ours, texts.theirs].map((text) => drawn(workflowIn(text, file)));
  const base = drawn(isBlank(texts.base) ? without(ours!.workflow) : workflowIn(texts.base, file));
  const { drawing, conflicts } = merge({ base, ours: ours!, theirs: theirs! }, judge);
  const theirNodes = nodesAs(theirs!.workflow, drawing.workflow);
  for (const start of startsFrom(texts, theirNodes)) {
    const made = reworked(start, name, drawing);
    if (made === undefined) continue;
    // A node that could only be written anew has a place now where their lines fit.
    const whole = reworked(withTheirNodes(made, texts, theirNodes), name, drawing) ?? made;
    const text = withTheirComments(whole, texts);
    return { text: withConflicts(text, conflicts, file), conflicts };
  }
  throw cannotWrite(file);
}

/** The same for the file of a layout; what a note says is the only thing to contradict each other in. */
export function mergeLayoutTexts(texts: Texts, name: string): MergedText {
  const taken = takenAlone(texts);
  if (taken !== undefined) return { text: taken, conflicts: [] };
  const file = `workflows/${name}.layout.yaml`;
  const layouts = [texts.base, texts.ours, texts.theirs].map((text) => layoutIn(text, name, file));
  const [base, ours, theirs] = layouts.map((layout) => placed(layout, layouts)) as Drawings;
  const { drawing, conflicts } = merge({ base, ours, theirs }, () => []);
  for (const start of [mergedLines(texts), texts.ours]) {
    const text = relaid(start, name, drawing);
    if (text !== undefined) return { text, conflicts };
  }
  throw cannotWrite(file);
}

type Drawings = [Drawing, Drawing, Drawing];

/** The text of the only side that changed anything. */
function takenAlone({ base, ours, theirs }: Texts): string | undefined {
  if (ours === theirs || base === theirs) return ours;
  return base === ours ? theirs : undefined;
}

/** Texts to begin with, those first that have most of what they wrote. */
function* startsFrom(texts: Texts, theirNodes: ReadonlySet<string>): Generator<string> {
  const lines = mergedLines(texts);
  yield withTheirNodes(lines, texts, theirNodes);
  yield withTheirNodes(texts.ours, texts, theirNodes);
  yield lines;
  yield texts.ours;
}

/** A text that says what a drawing says; nothing where it cannot be made to. */
function reworked(text: string, name: string, drawing: Drawing): string | undefined {
  return attempt(() => {
    const file = `workflows/${name}.yaml`;
    const goal = drawn(drawing.workflow);
    const operations = operationsBetween(drawn(workflowIn(text, file)), goal);
    const { workflow } = applyOperations({ workflow: text, name }, operations);
    return isEmpty(compare(drawn(workflowIn(workflow, file)), goal)) ? workflow : undefined;
  });
}

function relaid(layout: string, name: string, goal: Drawing): string | undefined {
  return attempt(() => {
    const file = `workflows/${name}.layout.yaml`;
    const now = { ...goal, layout: layoutIn(layout, name, file) };
    const operations = operationsBetween(now, goal);
    const workflow = workflowOf([...goal.workflow.nodes.keys()]);
    const { layout: text = layout } = applyOperations({ workflow, layout, name }, operations);
    return isEmpty(compare({ ...goal, layout: layoutIn(text, name, file) }, goal))
      ? text
      : undefined;
  });
}

function attempt(make: () => string | undefined): string | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** The nodes that a merge made as they have them. */
function nodesAs(theirs: Workflow, merged: Workflow): Set<string> {
  const isAlike = (id: string) =>
    isSame(theirs.nodes.get(id) as unknown as Json, merged.nodes.get(id) as unknown as Json);
  return new Set([...merged.nodes.keys()].filter(isAlike));
}

/** Conflicts are the last thing in the file. */
export function withConflicts(text: string, conflicts: readonly Conflict[], file: string): string {
  const value = conflicts as unknown as Json;
  const changes = conflicts.length > 0
    ? [{ put: ["conflicts"], value }]
    : [{ take: [], keys: ["conflicts"] }];
  return edited({ text, file, readings: shared }, changes, undefined, () => false)?.text ?? text;
}

/** Before both sides made the file there was none, which Git hands over as an empty one. */
function isBlank(text: string): boolean {
  return text.trim() === "";
}

/** A workflow of the same kind that says nothing. */
function without({ kind, name }: Workflow): Workflow {
  return { kind, name, labels: {}, nodes: new Map(), connections: [], conflicts: [] };
}

function workflowIn(text: string, file: string): Workflow {
  const { value, problems } = parseWorkflow(text, file);
  const faults = problems.filter(({ severity }) => severity === "error");
  if (value && faults.length === 0) return value;
  throw unreadable(file, faults);
}

function layoutIn(text: string, name: string, file: string): Layout {
  const { value, problems } = parseLayout(isBlank(text) ? newLayout(name) : text, file);
  if (value && problems.length === 0) return value;
  throw unreadable(file, problems);
}

function unreadable(file: string, problems: readonly { readonly message: string }[]): AppError {
  const message = `${file} cannot be merged: ${problems[0]?.message ?? "it says nothing"}`;
  return new AppError("unprocessable", message, { details: { problems } });
}

function cannotWrite(file: string): AppError {
  return new AppError("conflict", `${file}: what both sides say cannot be written into one text`);
}

function drawn(workflow: Workflow): Drawing {
  return { workflow, layout: { name: workflow.name, nodes: {}, notes: {} } };
}

/** A layout is judged by itself: every node that a side has a place for counts as there. */
function placed(layout: Layout, all: readonly Layout[]): Drawing {
  const ids = new Set(all.flatMap(({ nodes }) => Object.keys(nodes)));
  const nodes = [...ids].map((id) => [id, { id, component: "", config: {} }] as const);
  const workflow = {
    kind: "",
    name: layout.name,
    labels: {},
    nodes: new Map(nodes),
    connections: [],
    conflicts: [],
  };
  return { workflow, layout };
}

/** A file with nodes that say nothing. */
function workflowOf(ids: readonly string[]): string {
  const nodes = Object.fromEntries(ids.map((id) => [id, {}]));
  return `spec: ${JSON.stringify({ nodes })}\n`;
}
