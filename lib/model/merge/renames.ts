import { namedIn } from "../apply_rename.ts";
import { type Drawing, renamed } from "../diff.ts";
import { renamesBetween } from "../diff/renames.ts";
import type { RenameNode } from "../operation.ts";
import type { Conflict } from "./conflict.ts";

/** Three versions of a drawing. */
interface Versions {
  readonly base: Drawing;
  readonly ours: Drawing;
  readonly theirs: Drawing;
}

/**
 * The same versions with one id for each node: what one side renamed is renamed in the others too. A
 * node that both renamed differently keeps our id, which is a conflict.
 */
export function withSameIds(
  versions: Versions,
): { readonly versions: Versions; readonly conflicts: readonly Conflict[] } {
  const { base, ours, theirs } = versions;
  const mine = renamesOf(base, ours, theirs);
  const others = renamesOf(base, theirs, ours);
  const conflicts: Conflict[] = [];
  let now = versions;
  for (const id of [...new Set([...mine.keys(), ...others.keys()])].sort()) {
    const [our, their] = [mine.get(id), others.get(id)];
    const to = our ?? their!;
    const next = {
      base: one(now.base, id, to),
      ours: our === undefined ? one(now.ours, id, to) : now.ours,
      theirs: their === to ? now.theirs : one(now.theirs, their ?? id, to),
    };
    // Where the id means something else on another side, they are two nodes, whichever side is ours.
    const isOne = our === their || our === undefined || their === undefined ||
      one(now.ours, our, their);
    if (!next.base || !next.ours || !next.theirs || !isOne) continue;
    now = next as Versions;
    if (our !== undefined && their !== undefined && our !== their) {
      conflicts.push({ node: our, path: ["id"], base: id, ours: our, theirs: their });
    }
  }
  return { versions: now, conflicts };
}

/** From the old id of a node to its new one. */
type Renames = ReadonlyMap<string, string>;

/**
 * What a side renamed. A node that looks as the other side has it is that node as well: then what
 * the other did is in it already, as after a merge that is made again.
 */
function renamesOf(base: Drawing, side: Drawing, other: Drawing): Renames {
  const own = renamesBetween(base.workflow, side.workflow);
  const taken = new Set(own.flatMap(({ node, to }) => [`- ${node}`, `+ ${to}`]));
  const { nodes } = base.workflow;
  const more = renamesBetween(other.workflow, side.workflow).filter(({ node, to }) =>
    nodes.has(node) && !nodes.has(to) && !taken.has(`- ${node}`) && !taken.has(`+ ${to}`)
  );
  return new Map([...own, ...more].map(({ node, to }) => [node, to]));
}

/** A drawing in which a node has another id; nothing where that id is taken. */
function one(drawing: Drawing, node: string, to: string): Drawing | undefined {
  const { workflow } = drawing;
  if (!workflow.nodes.has(node)) return drawing;
  const rename: RenameNode = { op: "rename-node", node, to };
  return namedIn(workflow).has(to) ? undefined : renamed(drawing, [rename]);
}
