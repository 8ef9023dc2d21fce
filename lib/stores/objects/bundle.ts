import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { deflate } from "node:zlib";
import { AppError } from "../../model/error.ts";
import type { Database } from "./database.ts";
import type { ObjectKind, Objects, StoredObject } from "./objects.ts";

/** A ref and the object that it names. */
export interface BundledRef {
  readonly name: string;
  readonly id: string;
}

const packed = promisify(deflate);

/** The numbers of the sorts of objects in a pack. */
const KINDS: Readonly<Record<ObjectKind, number>> = { commit: 1, tree: 2, blob: 3, tag: 4 };

/** A module of its own inside a tree: its commit is in another repository. */
const SUBMODULE = "160000";

/**
 * Refs with everything that they reach, as `git bundle create` writes it: plain Git clones it and
 * fetches from it. See gitformat-bundle and gitformat-pack.
 *
 * @throws `not_supported` where history was cut off, since a bundle without it could not be restored.
 */
export async function* bundle(
  database: Database,
  objects: Objects,
  refs: readonly BundledRef[],
): AsyncGenerator<Uint8Array> {
  const ids = await reachable(database, refs);
  const lines = refs.map(({ name, id }) => `${id} ${name}\n`);
  yield new TextEncoder().encode(`# v2 git bundle\n${lines.join("")}\n`);
  const hash = createHash("sha1");
  for await (const bytes of packOf(objects, ids)) {
    hash.update(bytes);
    yield bytes;
  }
  yield hash.digest();
}

/** Every object that refs reach, each once. */
async function reachable(database: Database, refs: readonly BundledRef[]): Promise<Set<string>> {
  const ids = new Set<string>();
  const open = refs.map(({ id }) => id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (ids.has(id)) continue;
    ids.add(id);
    open.push(...await namedBy(database, id, ids));
  }
  return ids;
}

/** The objects that one names. Files name none, so they are told without being read. */
async function namedBy(database: Database, id: string, ids: Set<string>): Promise<string[]> {
  const found = await database.find(id);
  if (!found) throw cut(id);
  if (found.kind === "tag") return [found.target];
  if (found.kind === "commit") return [found.commit.tree, ...found.commit.parents];
  if (found.kind === "blob") return [];
  const folders: string[] = [];
  for (const { mode, id } of found.tree.values()) {
    if (mode === "40000") folders.push(id);
    else if (mode !== SUBMODULE) ids.add(id);
  }
  return folders;
}

async function* packOf(objects: Objects, ids: ReadonlySet<string>): AsyncGenerator<Uint8Array> {
  const header = Buffer.from("PACK\0\0\0\x02\0\0\0\0", "latin1");
  header.writeUInt32BE(ids.size, 8);
  yield header;
  for (const id of ids) {
    const stored = await objects.read(id);
    if (!stored) throw cut(id);
    yield Buffer.concat([sizeOf(stored), await packed(stored.bytes)]);
  }
}

/** The sort of an object and its size: four bits, then seven a byte, the lowest first. */
function sizeOf({ kind, bytes }: StoredObject): Uint8Array {
  const numbers = [KINDS[kind] << 4 | bytes.length & 15];
  for (let rest = Math.floor(bytes.length / 16); rest > 0; rest = Math.floor(rest / 128)) {
    numbers[numbers.length - 1]! |= 0x80;
    numbers.push(rest & 0x7f);
  }
  return Uint8Array.from(numbers);
}

function cut(id: string): AppError {
  const message = `The object ${id} is not in this repository: its history was cut off; ` +
    "fetch the rest first (git fetch --unshallow)";
  return new AppError("not_supported", message, { details: { id } });
}
