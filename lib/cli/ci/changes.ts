import { changesPage } from "../../format/changes_page.ts";
import type { Checking } from "../../services/checking.ts";
import { contentsAt } from "../../services/contents.ts";
import { differences } from "../../services/differences.ts";
import { renderedDifferences } from "../../services/rendered_differences.ts";
import type { Repository } from "../repository.ts";
import { tools } from "../tools.ts";

/** What a pull request is checked out as: its head, merged into the branch that it is for. */
const MERGE = /^refs\/pull\/\d+\/merge$/;

/** What a pull request is compared with. */
export interface ChangesOptions {
  readonly check: Checking;
  /** The outputs whose files are compared. */
  readonly outputs: readonly string[];
  /** What was checked out, as the runner names it. */
  readonly ref: string | undefined;
}

/**
 * What a pull request changes, as lines of Markdown: in the workflows, and in the files rendered from
 * them. None for anything but a pull request, or where the checkout holds nothing to compare with.
 */
export async function pullRequestChanges(
  repository: Repository,
  { check, outputs, ref }: ChangesOptions,
): Promise<string[]> {
  if (!MERGE.test(ref ?? "")) return [];
  const store = await repository.store();
  const [base, head] = await Promise.all(["HEAD~1", "HEAD"].map((one) => store.resolve(one)));
  if (base === undefined || head === undefined) return [];
  const states = { base: contentsAt(store, base), head: contentsAt(store, head) };
  const rendered = await renderedDifferences(states, { checking: check, tools, outputs });
  const page = changesPage(await differences(states), rendered);
  return page === "" ? [] : ["", "## What changes", "", ...page.trimEnd().split("\n")];
}
