import type { SideProblem } from "./changes.ts";
import { counted } from "./changes/counted.ts";
import { fitting, type Part } from "./changes/fitting.ts";
import { MOST_CHARACTERS } from "./changes/markdown.ts";
import { codeText } from "./markdown.ts";
import { printable } from "./printable.ts";

/** A rendered file that differs. */
export interface RenderedFile {
  /** As it lies on the branch of an environment: `shop/kubernetes/02-service-api.yaml`. */
  readonly path: string;
  readonly change: "added" | "removed" | "changed";
  /** As `git diff` writes it. */
  readonly diff: string;
}

/** What differs in the rendered files because of a node. */
export interface RenderedNode {
  /** `null` for what belongs to the workflow as a whole. */
  readonly node: string | null;
  readonly title?: string;
  /** The config paths that the lines come from, where they come from a part of the config. */
  readonly paths: readonly string[];
  /** Of each file the lines of this node alone. */
  readonly files: readonly RenderedFile[];
}

/** A workflow whose rendered files differ, or that could not be rendered on a side. */
export interface RenderedChange {
  readonly name: string;
  readonly files: readonly RenderedFile[];
  /** The same by node, the workflow as a whole first. */
  readonly nodes: readonly RenderedNode[];
  /** The errors that keep a side from being rendered. */
  readonly problems?: readonly SideProblem[];
}

/** What a page is made of; what there is no room for goes from the last to the first. */
const NOUNS = ["workflow", "problem", "node"];

/** The diffs of all files, as `git apply` takes them. */
export function renderedText(changes: readonly RenderedChange[]): string {
  return changes.flatMap(({ files }) => files).map(({ diff }) => printableLines(diff)).join("");
}

/** What differs node by node: a line that names the node, and the diffs of its lines. */
export function renderedNodesText(changes: readonly RenderedChange[]): string {
  return changes.flatMap(({ name, nodes }) =>
    nodes.map((node) => `# ${headOf(name, node)}\n${diffsOf(node)}`)
  ).join("\n");
}

/** What could not be compared, a line for each fault. */
export function renderedProblems(changes: readonly RenderedChange[]): string {
  return changes.flatMap(({ problems = [] }) => problems)
    .map((problem) => `${printable(problemText(problem))}\n`).join("");
}

/**
 * For a pull request: what each node's lines say differently, folded up under its workflow; nothing
 * where nothing differs.
 */
export function renderedMarkdown(
  changes: readonly RenderedChange[],
  limit: number = MOST_CHARACTERS,
): string {
  return fitting(changes.flatMap(partsOf), NOUNS, limit).replace(/^\n/, "");
}

function partsOf({ name, files, nodes, problems = [] }: RenderedChange): Part[] {
  const fates = ["added", "changed", "removed"] as const;
  const counts = fates.flatMap((fate) => {
    const count = files.filter(({ change }) => change === fate).length;
    return count > 0 ? [`${counted(count, "file")} ${fate}`] : [];
  });
  const summary = problems.length > 0 ? "cannot be rendered" : counts.join(", ");
  return [
    { noun: "workflow", text: `\n### ${codeText(name)}: ${summary}\n` },
    ...problems.map((problem) => ({
      noun: "problem",
      text: `\n- ${problem.side}: ${codeText(problemText(problem))}\n`,
    })),
    ...nodes.map((node) => ({ noun: "node", text: nodeText(node) })),
  ];
}

function nodeText(node: RenderedNode): string {
  const diff = diffsOf(node);
  const runs = [...diff.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(2, ...runs) + 1);
  const [name, ...facts] = factsOf(node).map((fact) => `<code>${htmlText(fact)}</code>`);
  const summary = node.node === null ? "the whole workflow" : [name, ...facts].join(" ");
  return `\n<details><summary>${summary}</summary>\n\n${fence}diff\n${diff}${fence}\n\n</details>\n`;
}

/** The node, its title and where in its config the change is. */
function headOf(workflow: string, node: RenderedNode): string {
  const [id = "the whole workflow", ...facts] = factsOf(node);
  return [`${workflow}:`, id, ...facts].map(printable).join(" ");
}

/** How many paths are named beside a node; the diff shows all. */
const MOST_PATHS = 8;

function factsOf({ node, title, paths }: RenderedNode): string[] {
  if (node === null) return [];
  const left = paths.length - MOST_PATHS;
  const shown = left > 0 ? [...paths.slice(0, MOST_PATHS), `and ${left} more`] : paths;
  return [
    node,
    ...title === undefined ? [] : [`"${title}"`],
    ...shown.length > 0 ? [`(${shown.join(", ")})`] : [],
  ];
}

function diffsOf({ files }: RenderedNode): string {
  return files.map(({ diff }) => printableLines(diff)).join("");
}

function problemText({ file, line, column, code, message }: SideProblem): string {
  return `${file}:${line}:${column}: ${code}: ${message}`;
}

/** Text of users in HTML: neither a mark nor a line end of theirs counts. */
function htmlText(text: string): string {
  return printable(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Printable text that keeps its lines, and tabs as they are. */
function printableLines(text: string): string {
  return text.split("\n").map((line) => line.split("\t").map(printable).join("\t")).join("\n");
}
