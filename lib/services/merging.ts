import { parseLayout } from "../format/layout.ts";
import {
  type MergedText,
  mergeLayoutTexts,
  mergeWorkflowTexts,
  type Texts,
} from "../format/merge.ts";
import { markedLines, type MarkedText, markedWhole } from "../format/merge/marked.ts";
import { parseWorkflow } from "../format/workflow.ts";
import type { Catalogue } from "../model/catalogue.ts";
import { AppError } from "../model/error.ts";
import type { Conflict } from "../model/merge.ts";
import { hasErrors } from "../model/problem.ts";
import { problems } from "../model/problems.ts";
import { renamed } from "./content/renaming.ts";

export type { Texts } from "../format/merge.ts";

/** What became of two sides of a file. */
export interface MergedFile {
  readonly text: string;
  /** The entries of `conflicts` in the text. */
  readonly conflicts: readonly Conflict[];
  /** How many places stand between conflict markers; only where lines were merged. */
  readonly marked: number;
  /** Why lines were merged, and not what they say. */
  readonly reason?: string;
}

/** Whether nothing is left to decide. */
export function isClean({ conflicts, marked }: MergedFile): boolean {
  return conflicts.length + marked === 0;
}

/**
 * Merges three versions of a workflow or a layout by what they say. Where that cannot be done, lines are
 * merged as Git merges them: no side's work is ever lost.
 *
 * @param path The file in its repository; one that ends in no `.yaml` is a temporary file, and tells nothing.
 */
export function mergeFiles(texts: Texts, path: string, catalogue: Catalogue): MergedFile {
  const isLayout = isOfLayout(texts, path);
  try {
    const merged = isLayout ? layouts(texts, path) : workflows(texts, path, catalogue);
    return { ...merged, marked: 0 };
  } catch (error) {
    // Also what should never happen may cost nobody their work.
    const reason = error instanceof Error ? error.message : String(error);
    const { text, conflicts: marked } = byLines(texts, isLayout, error);
    return { text, conflicts: [], marked, reason };
  }
}

function isOfLayout({ ours }: Texts, path: string): boolean {
  if (path.endsWith(".yaml")) return path.endsWith(".layout.yaml");
  return /^kind:[ \t]*["']?Layout\b/m.test(ours);
}

function workflows(texts: Texts, path: string, catalogue: Catalogue): MergedText {
  const { texts: same, name } = withOneName(texts, path, workflowName);
  if ([same.ours, same.theirs].some(isUnresolved)) {
    throw new AppError("unprocessable", `${path} holds a merge that is not resolved`);
  }
  return mergeWorkflowTexts(same, name, (workflow) => problems(workflow, catalogue));
}

function layouts(texts: Texts, path: string): MergedText {
  const { texts: same, name } = withOneName(texts, path, layoutName);
  const merged = mergeLayoutTexts(same, name);
  // A layout has no place for conflicts.
  if (merged.conflicts.length === 0) return merged;
  throw new AppError("unprocessable", `Both sides changed the same note of ${path}`);
}

/** What one side renamed is renamed in the others too, as Git finds the file under its new name there. */
function withOneName(
  texts: Texts,
  path: string,
  nameOf: (text: string) => string | undefined,
): { readonly texts: Texts; readonly name: string } {
  const [ours, theirs] = [nameOf(texts.ours), nameOf(texts.theirs)];
  const base = nameOf(texts.base) ?? ours;
  const agreed = ours === theirs || base === theirs ? ours : base === ours ? theirs : undefined;
  const name = agreed ?? named(path) ?? ours ?? "";
  const withName = (text: string) =>
    [undefined, name].includes(nameOf(text)) ? text : renamed(text, name) ?? text;
  return {
    name,
    texts: {
      base: withName(texts.base),
      ours: withName(texts.ours),
      theirs: withName(texts.theirs),
    },
  };
}

function named(path: string): string | undefined {
  return /([^/\\]+?)(?:\.layout)?\.yaml$/.exec(path)?.[1];
}

function workflowName(text: string): string | undefined {
  return parseWorkflow(text).value?.name;
}

function layoutName(text: string): string | undefined {
  return parseLayout(text).value?.name;
}

function isUnresolved(text: string): boolean {
  return (parseWorkflow(text).value?.conflicts.length ?? 0) > 0;
}

/**
 * Lines as Git merges them. They know nothing of what they say, so where both sides are whole but their
 * lines together are not, or miss what both say, somebody must choose between them.
 */
function byLines(texts: Texts, isLayout: boolean, why: unknown): MarkedText {
  const merged = markedLines(texts);
  const isWhole = (text: string) => text.trim() === "" || isReadable(text, isLayout);
  if (merged.conflicts > 0 || ![texts.base, texts.ours, texts.theirs].every(isWhole)) return merged;
  const isUnsayable = why instanceof AppError && why.code === "conflict";
  return isUnsayable || !isReadable(merged.text, isLayout) ? markedWhole(texts) : merged;
}

/** How a file is named whose name does not matter; no rule about names applies to it. */
const NAMELESS = "text";

function isReadable(text: string, isLayout: boolean): boolean {
  const { value, problems: found } = (isLayout ? parseLayout : parseWorkflow)(text, NAMELESS);
  return value !== undefined && !hasErrors(found);
}
