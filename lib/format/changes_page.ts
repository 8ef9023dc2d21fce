import { changesMarkdown, type WorkflowChange } from "./changes.ts";
import { MOST_CHARACTERS } from "./changes/markdown.ts";
import { type RenderedChange, renderedMarkdown } from "./rendered_changes.ts";

/** Between what was drawn and what is made of it. */
const TITLE = "## In the rendered files\n\n";

/**
 * For a pull request: what changed in the workflows, and below it what that changes in the files
 * that are rendered from them; nothing where nothing changed.
 */
export function changesPage(
  workflows: readonly WorkflowChange[],
  rendered: readonly RenderedChange[],
  limit: number = MOST_CHARACTERS,
): string {
  if (rendered.length === 0) return changesMarkdown(workflows, limit);
  const first = changesMarkdown(workflows, limit / 2);
  const space = first === "" ? "" : "\n";
  const room = limit - first.length - space.length - TITLE.length;
  return `${first}${space}${TITLE}${renderedMarkdown(rendered, room)}`;
}
