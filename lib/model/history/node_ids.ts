import { renamesBetween } from "../diff/renames.ts";
import type { Workflow } from "../workflow.ts";

/** The ids that nodes got from each version to the next, the oldest first. */
export type Renames = readonly ReadonlyMap<string, string>[];

/** What was renamed from each of some versions to the next. */
export function renamesAlong(versions: readonly Workflow[]): Renames {
  return versions.slice(1).map((next, index) =>
    new Map(renamesBetween(versions[index]!, next).map(({ node, to }) => [node, to]))
  );
}

/** The id that a node of the oldest version has in the newest. */
export function idAfter(id: string, renames: Renames): string {
  return renames.reduce((now, step) => step.get(now) ?? now, id);
}

/** The id in each version, of a node of the oldest. */
export function idsAfter(id: string, renames: Renames): string[] {
  return renames.reduce((ids, step) => [...ids, step.get(ids.at(-1)!) ?? ids.at(-1)!], [id]);
}

/** The id that a node of the newest version has in the oldest. */
export function idBefore(id: string, renames: Renames): string {
  return renames.reduceRight((now, step) => {
    for (const [was, is] of step) if (is === now) return was;
    return now;
  }, id);
}
