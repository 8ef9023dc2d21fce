import type { SideProblem } from "./changes.ts";
import { counted } from "./changes/counted.ts";
import { fitting, type Part } from "./changes/fitting.ts";
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

/** A workflow whose rendered files differ, or that could not be rendered on a side. */
export interface RenderedChange {
  readonly name: string;
  readonly files: readonly RenderedFile[];
  /** The errors that keep a side from being rendered. */
  readonly problems?: readonly SideProblem[];
}

/** GitHub takes a comment of up to 65,536 characters. */
const MOST_CHARACTERS = 60_000;

/** What a page is made of; what there is no room for goes from the last to the first. */
const NOUNS = ["workflow", "problem", "file"];

/** The diffs of all files, as `git apply` takes them. */
export function renderedText(changes: readonly RenderedChange[]): string {
  return changes.map(({ files }) => files.map(({ diff }) => printableLines(diff)).join("")).join(
    "",
  );
}

/** What could not be compared, a line for each fault. */
export function renderedProblems(changes: readonly RenderedChange[]): string {
  return changes.flatMap(({ problems = [] }) => problems)
    .map((problem) => `${printable(problemText(problem))}\n`).join("");
}

/** For a pull request: each file's diff folded up under its workflow; nothing where nothing differs. */
export function renderedMarkdown(changes: readonly RenderedChange[]): string {
  return fitting(changes.flatMap(partsOf), NOUNS, MOST_CHARACTERS).replace(/^\n/, "");
}

function partsOf({ name, files, problems = [] }: RenderedChange): Part[] {
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
    ...files.map((file) => ({ noun: "file", text: fileText(file) })),
  ];
}

function fileText({ path, change, diff }: RenderedFile): string {
  const runs = [...diff.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(2, ...runs) + 1);
  const summary = `<summary>${change} <code>${path}</code></summary>`;
  return `\n<details>${summary}\n\n${fence}diff\n${printableLines(diff)}${fence}\n\n</details>\n`;
}

function problemText({ file, line, column, code, message }: SideProblem): string {
  return `${file}:${line}:${column}: ${code}: ${message}`;
}

/** Printable text that keeps its lines, and tabs as they are. */
function printableLines(text: string): string {
  return text.split("\n").map((line) => line.split("\t").map(printable).join("\t")).join("\n");
}
