import { parseCommit } from "../objects/commit.ts";
import type { Objects } from "../objects/objects.ts";

/** How far back is looked. */
const FURTHEST = 20;

/** Whether an id is a commit itself, or one of its last ancestors along first parents. */
export async function leadsTo(objects: Objects, commit: string, other: string): Promise<boolean> {
  let id: string | undefined = commit;
  for (let back = 0; back < FURTHEST && id !== undefined; back++) {
    if (id === other) return true;
    const stored = await objects.read(id);
    id = stored?.kind === "commit" ? parseCommit(stored.bytes).parents[0] : undefined;
  }
  return false;
}
