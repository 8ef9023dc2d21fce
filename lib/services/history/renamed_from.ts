import type { Json } from "../../model/json.ts";
import { isSame } from "../../model/json_path.ts";
import type { Workflow } from "../../model/workflow.ts";
import type { Moment } from "./moment.ts";
import type { Versions } from "./versions.ts";

/** How much of two workflows must be the same for one to be the other under a new name. */
const SIMILAR = 0.5;

/** How many that went with one commit are looked at. */
const MOST_GONE = 50;

/**
 * The name that a workflow had before a commit with which it came: that of one that went with the same
 * commit and has most nodes in common. Nothing where it is new.
 */
export async function renamedFrom(
  { commit, name }: Moment,
  parent: string,
  versions: Versions,
): Promise<string | undefined> {
  const [here, before] = await Promise.all([versions.names(commit), versions.names(parent)]);
  if (!here.has(name) || before.has(name)) return undefined;
  const gone = [...before.difference(here)].slice(0, MOST_GONE);
  if (gone.length === 0) return undefined;
  const made = await said(versions, commit, name);
  let best: { readonly name: string; readonly likeness: number } | undefined;
  for (const was of gone) {
    const likeness = likenessOf(made, await said(versions, parent, was));
    if (likeness >= SIMILAR && likeness > (best?.likeness ?? 0)) best = { name: was, likeness };
  }
  return best?.name;
}

async function said(
  versions: Versions,
  commit: string,
  name: string,
): Promise<Workflow | undefined> {
  return (await versions.workflow(await versions.at(commit, name)))?.value;
}

/** From 0, nothing in common, to 1. */
function likenessOf(one: Workflow | undefined, other: Workflow | undefined): number {
  if (!one || !other || one.kind !== other.kind) return 0;
  const most = Math.max(one.nodes.size, other.nodes.size, 1);
  const same = [...one.nodes].filter(([id, node]) =>
    isSame(node as unknown as Json, other.nodes.get(id) as unknown as Json)
  );
  return same.length / most;
}
