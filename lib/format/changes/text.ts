import { printable } from "../printable.ts";
import { lineChanges } from "./lines.ts";
import { type FieldRow, type NodeRow, nodeRows, noteRows, workflowRows } from "./rows.ts";
import { summaryOf } from "./summary.ts";
import { lineText, nameText, valueTexts } from "./values.ts";
import { isTold, type SideProblem, type WorkflowChange } from "./workflow_change.ts";

/** How many lines of a text of several lines are shown. */
const MOST_LINES = 20;

/** What changed, for a terminal: a block for each workflow, and nothing where nothing changed. */
export function changesText(changes: readonly WorkflowChange[]): string {
  return changes.filter(isTold).map(blockText).join("\n");
}

function blockText(change: WorkflowChange): string {
  const was = change.was === undefined ? undefined : nameText(change.was);
  return [
    `${nameText(change.name)}: ${summaryOf(change, was)}`,
    ...(change.problems ?? []).map(problemText),
    ...workflowRows(change).flatMap((field) => fieldLines(field, "  ")),
    ...nodeRows(change).flatMap(nodeLines),
    ...noteRows(change).flatMap(({ note, fate, fields }) => [
      `  ${fate.padEnd(WIDTH)} note ${nameText(note)}`,
      ...fields.flatMap((field) => fieldLines(field)),
    ]),
  ].join("\n") + "\n";
}

/** As wide as the longest word for what became of a node. */
const WIDTH = "moved only".length;

function nodeLines({ node, was, fate, component, isMoved, fields }: NodeRow): string[] {
  const names = [was, node].filter((name) => name !== undefined).map(nameText).join(" -> ");
  const kind = component === undefined ? "" : ` (${nameText(component)})`;
  return [
    `  ${fate.padEnd(WIDTH)} ${names}${kind}${isMoved ? ", moved" : ""}`,
    ...fields.flatMap((field) => fieldLines(field)),
  ];
}

function fieldLines({ name, before, after }: FieldRow, margin = "      "): string[] {
  const head = `${margin}${nameText(name)}:`;
  const lines = lineChanges(before, after)?.flatMap(({ line, removed, added }) => [
    `line ${line}`,
    ...removed.map((text, index) => `- ${lineText(text, added[index])}`),
    ...added.map((text, index) => `+ ${lineText(text, removed[index])}`),
  ]);
  if (lines) return [head, ...firstOf(lines).map((line) => `${margin}  ${line}`)];
  const [one = "(none)", other = "(none)"] = valueTexts(before, after);
  return [`${head} ${one} -> ${other}`];
}

function firstOf(lines: readonly string[]): readonly string[] {
  const left = lines.length - MOST_LINES;
  return left > 1 ? [...lines.slice(0, MOST_LINES), `... and ${left} more lines`] : lines;
}

function problemText({ side, file, line, column, code, message }: SideProblem): string {
  return `  ${side} ${printable(`${file}:${line}:${column}: ${code}: ${message}`)}`;
}
