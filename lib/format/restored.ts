import { compare, type Drawing, isEmpty } from "../model/diff.ts";
import { AppError } from "../model/error.ts";
import { operationsBetween } from "../model/operations_between.ts";
import { applyOperations, type WorkflowFiles } from "./edit.ts";
import { sheetOf } from "./edit/reading.ts";
import { parseLayout } from "./layout.ts";
import { linesOf, mergedLines } from "./merge/lines.ts";
import { type Section, sectionsOf } from "./merge/sections.ts";
import { withTheirNodes } from "./merge/transplants.ts";
import { parseWorkflow } from "./workflow.ts";

/** The texts of a workflow that bear on bringing a node back. */
export interface RestoreTexts {
  /** When it was as it shall be. */
  readonly was: string;
  /** After the first change since. */
  readonly since: string;
  readonly today: WorkflowFiles;
}

/**
 * Today's files with a node brought back. Where its lines of that time fit, they stand there again, comments
 * included; otherwise only what differs is written. Every byte of other nodes stays.
 *
 * @param goal What the files shall say.
 * @param node The id of the node, today and then.
 */
export function withRestoredNode(
  { was, since, today }: RestoreTexts,
  goal: Drawing,
  node: { readonly today: string; readonly then: string },
): { readonly workflow: string; readonly layout: string | undefined } {
  const workflow = today.workflow;
  const isSameId = node.today === node.then;
  const starts = isSameId
    ? [
      mergedLines({ base: since, ours: workflow, theirs: was }),
      withTheirNodes(
        workflow,
        { base: workflow, ours: workflow, theirs: was },
        gone(node, workflow),
      ),
    ]
    : [];
  for (const start of starts) {
    const made = attempt({ ...today, workflow: start }, goal);
    if (!made) continue;
    if (isOnlyOf(node.today, workflow, made.workflow)) return made;
    if (made.workflow === was && isJustRemoved(node.then, was, today)) return made;
  }
  return reworked(today, goal);
}

/** Whether nothing happened but that a node was taken away: then what was is what comes back. */
function isJustRemoved(node: string, was: string, { workflow, name }: WorkflowFiles): boolean {
  try {
    const operation = { op: "remove-node", node } as const;
    return applyOperations({ workflow: was, name }, [operation]).workflow === workflow;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** A node that is there keeps the lines that it has; one that went has none. */
function gone(node: { readonly then: string }, text: string): ReadonlySet<string> {
  return new Set(sections(text).has(node.then) ? [] : [node.then]);
}

/** The files, made to say what a drawing says. */
function reworked(
  files: WorkflowFiles,
  goal: Drawing,
): { readonly workflow: string; readonly layout: string | undefined } {
  const now = drawingOf(files);
  const { workflow, layout } = applyOperations(files, operationsBetween(now, goal));
  return { workflow, layout };
}

function attempt(
  files: WorkflowFiles,
  goal: Drawing,
): { readonly workflow: string; readonly layout: string | undefined } | undefined {
  try {
    const made = reworked(files, goal);
    return isEmpty(compare(drawingOf({ ...files, ...made }), goal)) ? made : undefined;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** @throws `unprocessable` where the text says nothing. */
function drawingOf({ workflow: text, layout: drawn, name }: WorkflowFiles): Drawing {
  const file = `workflows/${name}.yaml`;
  const { value: workflow, problems } = parseWorkflow(text, file);
  if (!workflow) {
    throw new AppError("unprocessable", `${file} cannot be read`, { details: { problems } });
  }
  const layout = drawn === undefined ? undefined : parseLayout(drawn).value;
  return { workflow, layout: layout ?? { name, nodes: {}, notes: {} } };
}

/** Whether a text shows everything but one node and its connections byte for byte as another. */
function isOnlyOf(node: string, before: string, after: string): boolean {
  const [one, other] = [partsOf(before, node), partsOf(after, node)];
  return [...one.nodes].every(([id, lines]) => other.nodes.get(id) === lines) &&
    (one.beside === other.beside || one.beside === other.withoutHead);
}

/** What a text shows beside one node and its connections. */
interface Parts {
  /** The lines of each other node. */
  readonly nodes: ReadonlyMap<string, string>;
  /** The lines beside nodes. */
  readonly beside: string;
  /** The same without the comments right above the node: those of the first one belong to the list. */
  readonly withoutHead: string;
}

function partsOf(text: string, node: string): Parts {
  const found = [...sections(text)];
  const cut = (heads: RegExp) =>
    found.reduceRight((rest, [id, { from, to }]) => {
      const above = rest.slice(0, from);
      return (id === node ? above.replace(heads, "") : above) + rest.slice(to);
    }, text);
  return {
    nodes: new Map(
      found.filter(([id]) => id !== node).map(([id, { from, to }]) => [id, text.slice(from, to)]),
    ),
    beside: linesBeside(cut(NO_HEAD), node),
    withoutHead: linesBeside(cut(HEAD), node),
  };
}

const HEAD = /(?<=^|\n)(?:[ \t]*#[^\n]*\n)+$/;
const NO_HEAD = /$^/;

function linesBeside(text: string, node: string): string {
  return linesOf(text)
    .filter((line) => line.trim() !== "" && !line.includes(`${node}.`))
    // A list that is empty says so on the line of its key.
    .map((line) => line.replace(/^(\s*(?:nodes|connections):)[ \t]*(?:\{\}|\[\])/, "$1"))
    .join("");
}

/** Where the lines of each node are. */
function sections(text: string): ReadonlyMap<string, Section> {
  const sheet = sheetOf(text);
  return "root" in sheet ? sectionsOf(sheet) : new Map();
}
