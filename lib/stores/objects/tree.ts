import { Buffer } from "node:buffer";

/** A file, folder, link or submodule in a tree. */
export interface TreeEntry {
  /** Octal, as Git stores it: `100644`, `40000`, `120000`, ... */
  readonly mode: string;
  readonly id: string;
}

/** A tree's entries by key; see {@linkcode keyOf}. */
export type Tree = ReadonlyMap<string, TreeEntry>;

/** The mode of a folder. */
export const FOLDER = "40000";
/** The mode of an ordinary file. */
export const FILE = "100644";

/** Whether an entry is a folder. */
export function isFolder(entry: TreeEntry): boolean {
  return entry.mode === FOLDER;
}

/** Whether an entry is a file: neither a folder, a link nor a submodule. */
export function isFile(entry: TreeEntry): boolean {
  return entry.mode.startsWith("100");
}

/** A name as a string of its bytes, so that names in any encoding survive and sort as in Git. */
export function keyOf(name: string): string {
  return Buffer.from(name, "utf8").toString("latin1");
}

/** The name behind a key; `undefined` where its bytes are not UTF-8. */
export function nameOf(key: string): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
      .decode(Buffer.from(key, "latin1"));
  } catch {
    return undefined;
  }
}

/** Reads a tree object. Modes and names stay byte for byte. */
export function parseTree(bytes: Uint8Array): Tree {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const tree = new Map<string, TreeEntry>();
  for (let at = 0; at < buffer.length;) {
    const space = buffer.indexOf(0x20, at);
    const end = buffer.indexOf(0, space);
    if (space < 0 || end < 0 || end + 21 > buffer.length) throw new Error("a tree entry is cut");
    const mode = buffer.toString("latin1", at, space);
    const id = buffer.toString("hex", end + 1, end + 21);
    tree.set(buffer.toString("latin1", space + 1, end), { mode, id });
    at = end + 21;
  }
  return tree;
}

/** Writes a tree object, its entries in Git's order. */
export function formatTree(tree: Tree): Uint8Array {
  const entries = [...tree].map(([key, entry]) => ({ key, entry, order: orderOf(key, entry) }));
  entries.sort((a, b) => a.order < b.order ? -1 : 1);
  return Buffer.concat(entries.flatMap(({ key, entry }) => [
    Buffer.from(`${entry.mode} ${key}\0`, "latin1"),
    Buffer.from(entry.id, "hex"),
  ]));
}

/** Git sorts a folder as if its name ended with a slash. */
function orderOf(key: string, entry: TreeEntry): string {
  return isFolder(entry) ? `${key}/` : key;
}
