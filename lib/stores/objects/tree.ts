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
/** How many bytes an id takes in a tree. */
const ID = 20;
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
  if (/^[ -~]*$/.test(key)) return key;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
      .decode(Buffer.from(key, "latin1"));
  } catch {
    return undefined;
  }
}

/** Reads a tree object. Modes and names stay byte for byte. */
export function parseTree(bytes: Uint8Array): Tree {
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  const tree = new Map<string, TreeEntry>();
  for (let at = 0; at < text.length;) {
    const space = text.indexOf(" ", at);
    const end = text.indexOf("\0", space);
    if (space < 0 || end < 0 || end + ID >= text.length) throw new Error("a tree entry is cut");
    const mode = text.slice(at, space);
    at = end + 1 + ID;
    tree.set(text.slice(space + 1, end), { mode, id: plain.subarray(end + 1, at).toHex() });
  }
  return tree;
}

/** The entry of a name in a tree object, without reading the others. */
export function entryIn(bytes: Uint8Array, name: Uint8Array): TreeEntry | undefined {
  for (let at = 0; at < bytes.length;) {
    const start = at;
    while (at < bytes.length && bytes[at] !== 0x20) at++;
    const from = ++at;
    let same = 0;
    while (same < name.length && bytes[from + same] === name[same]) same++;
    at = from + same;
    const isHere = same === name.length && bytes[at] === 0;
    while (at < bytes.length && bytes[at] !== 0) at++;
    if (at + ID >= bytes.length) throw new Error("a tree entry is cut");
    if (isHere) return entryOf(bytes, start, from, at + 1);
    at += 1 + ID;
  }
  return undefined;
}

function entryOf(bytes: Uint8Array, start: number, name: number, id: number): TreeEntry {
  return {
    mode: String.fromCharCode(...bytes.subarray(start, name - 1)),
    id: new Uint8Array(bytes.buffer, bytes.byteOffset + id, ID).toHex(),
  };
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
