import { parseLayout } from "../../format/layout.ts";
import { isOfLayout } from "../../model/apply_layout.ts";
import type { Operation } from "../../model/operation.ts";
import { hasErrors, type LocatedProblem } from "../../model/problem.ts";
import type { FileChange } from "../../stores/store.ts";
import { layoutPath } from "./names.ts";
import type { OpenLayout } from "./opening.ts";
import { refuseFaults } from "./refusals.ts";
import { renamed } from "./renaming.ts";

/** A layout has no drafts: whatever is wrong with it refuses it, unless it was wrong before. */
export function layoutFile(
  name: string,
  text: string,
  before: readonly LocatedProblem[] = [],
): FileChange {
  const path = layoutPath(name);
  refuseFaults(path, parseLayout(text, path).problems, before);
  return { path, content: text };
}

/** What operations make of a layout. One that was made for looking is kept once somebody touched it. */
export function layoutAfter(
  before: OpenLayout,
  text: string | undefined,
  operations: readonly Operation[],
): FileChange[] {
  const isFile = before.etag !== undefined;
  const isToKeep = isFile || operations.some(isOfLayout);
  if (text === before.text || !isToKeep) return [];
  if (text !== undefined) return [layoutFile(before.name, text, before.problems)];
  return isFile ? [{ path: layoutPath(before.name), remove: true }] : [];
}

/** The layout of a copy: none where it is made anyway, or cannot be read. */
export function layoutOfCopy(to: string, { text, etag, problems }: OpenLayout): FileChange[] {
  if (etag === undefined || hasErrors(problems)) return [];
  const copied = renamed(text, to);
  return copied === undefined ? [] : [layoutFile(to, copied)];
}
