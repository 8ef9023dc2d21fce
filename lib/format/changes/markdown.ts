import { codeText, rowText, tableText } from "../markdown.ts";
import { fitting, type Part } from "./fitting.ts";
import { changedGraph, TOO_LARGE } from "./graph.ts";
import { lineChanges } from "./lines.ts";
import { type FieldRow, type NodeRow, nodeRows, noteRows, workflowRows } from "./rows.ts";
import { summaryOf } from "./summary.ts";
import { nameText, valueTexts } from "./values.ts";
import { isTold, type SideProblem, type WorkflowChange } from "./workflow_change.ts";

/** GitHub takes a comment of up to 65,536 characters. */
export const MOST_CHARACTERS = 60_000;

/** What a page is made of; what there is no room for goes from the last to the first. */
const NOUNS = ["workflow", "problem", "node", "note", "field", "graph"];

const COLUMNS = ["Node", "Change", "Field", "Before", "After"];

/** What changed, for a pull request; nothing where nothing changed. What users wrote is code in it. */
export function changesMarkdown(
  changes: readonly WorkflowChange[],
  limit: number = MOST_CHARACTERS,
): string {
  return fitting(changes.filter(isTold).flatMap(partsOf), NOUNS, limit).replace(/^\n/, "");
}

function partsOf(change: WorkflowChange): Part[] {
  const problems = (change.problems ?? []).map(problemPart);
  const rows = [
    ...workflowRows(change).map(fieldPart),
    ...nodeRows(change).flatMap((row) => [nodePart(row), ...row.fields.map(fieldPart)]),
    ...noteRows(change).flatMap(({ note, fate, fields }) => [
      part("note", [`note ${nameCode(note)}`, fate, "", "", ""]),
      ...fields.map(fieldPart),
    ]),
  ];
  const head: Part = { noun: "workflow", text: headText(change) };
  const table = rows.length > 0 ? `\n${tableText(COLUMNS, []).join("\n")}\n` : "";
  return [...withTable([head, ...problems], table), ...rows, ...graphPart(change)];
}

/** The head of a table goes with what stands before it: rows are given up earlier. */
function withTable(parts: readonly Part[], table: string): Part[] {
  const last = parts.at(-1)!;
  return [...parts.slice(0, -1), { ...last, text: last.text + table }];
}

function headText(change: WorkflowChange): string {
  const was = change.was === undefined ? undefined : nameCode(change.was);
  return `\n### ${nameCode(change.name)}: ${summaryOf(change, was)}\n`;
}

function problemPart(
  { side, file, line, column, code, message }: SideProblem,
  index: number,
): Part {
  const place = nameCode(`${file}:${line}:${column}`);
  const item = `- ${side} ${place}: ${code}: ${codeText(message)}\n`;
  return { noun: "problem", text: index === 0 ? `\n${item}` : item };
}

function nodePart({ node, was, fate, isMoved }: NodeRow): Part {
  const names = [was, node].filter((name) => name !== undefined).map(nameCode).join(" → ");
  return part("node", [names, isMoved ? `${fate}, moved` : fate, "", "", ""]);
}

function fieldPart({ name, before, after }: FieldRow): Part {
  const lines = lineChanges(before, after);
  const [one, other] = lines
    ? [textOf(lines.map(({ removed }) => removed)), textOf(lines.map(({ added }) => added))]
    : [before, after];
  const values = valueTexts(one, other).map((text) => text === undefined ? "" : codeText(text));
  return part("field", ["", "", nameCode(name), ...values]);
}

function textOf(lines: readonly (readonly string[])[]): string | undefined {
  const all = lines.flat();
  return all.length > 0 ? all.join("\n") : undefined;
}

function part(noun: string, cells: readonly string[]): Part {
  return { noun, text: `${rowText(cells)}\n` };
}

function graphPart(change: WorkflowChange): Part[] {
  const graph = changedGraph(change);
  if (graph === undefined) return [];
  const text = graph === TOO_LARGE ? "" : `\n\`\`\`mermaid\n${graph}\n\`\`\`\n`;
  return [{ noun: "graph", text }];
}

function nameCode(name: string): string {
  return codeText(nameText(name));
}
