import { Buffer } from "node:buffer";
import { leadsAway } from "../names.ts";
import { createLru } from "./lru.ts";
import { entryIn, isFile, isFolder, type TreeEntry } from "./tree.ts";

/** What a path holds below a tree, as text: the same where Git sees no difference. */
export type PathState = (tree: string) => Promise<string>;

/** What a path holds where there is nothing. */
export const NOTHING = "-";

/** Most of a history lies on a few lines, so a commit's neighbours are met soon. */
const KEPT = 64;

/** Creates what looks at a path in one tree after the other. Only changed folders are read. */
export function createPathState(
  bytesOf: (tree: string) => Promise<Uint8Array>,
  path: string,
): PathState {
  const names = path.split("/");
  if (names.some(leadsAway)) return () => Promise.resolve(NOTHING);
  const levels = names.map((name) => ({
    name: Buffer.from(name, "utf8"),
    known: createLru<string>(KEPT),
  }));

  async function below(tree: string, level: number): Promise<string> {
    const { name, known } = levels[level]!;
    const before = known.get(tree);
    if (before !== undefined) return before;
    const entry = entryIn(await bytesOf(tree), name);
    const state = await stateOf(entry, level + 1);
    known.set(tree, state, 1);
    return state;
  }

  function stateOf(entry: TreeEntry | undefined, level: number): string | Promise<string> {
    if (!entry) return NOTHING;
    if (level === levels.length) return `${kindOf(entry)} ${entry.id}`;
    return isFolder(entry) ? below(entry.id, level) : NOTHING;
  }

  return (tree) => below(tree, 0);
}

/** Git once wrote more modes of files than it tells apart. */
function kindOf(entry: TreeEntry): string {
  if (!isFile(entry)) return entry.mode;
  return parseInt(entry.mode, 8) & 0o100 ? "program" : "file";
}
