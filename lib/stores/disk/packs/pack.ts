import { readFileSync } from "node:fs";
import type { Lru } from "../../objects/lru.ts";
import type { StoredObject } from "../../objects/objects.ts";
import { applyDelta, LARGEST } from "./delta.ts";
import { type EntryHeader, LONGEST_HEADER, readHeader } from "./entry.ts";
import { inflated } from "./inflating.ts";
import { type PackIndex, readPackIndex } from "./pack_index.ts";
import type { Windows } from "./windows.ts";

/** A pack of objects, with its index. */
export interface Pack {
  /** Where it is, without the end of its name. */
  readonly path: string;
  /** Its index, read when it is first asked for. */
  index(): PackIndex;
  /** The object that begins at an offset. Not to be written into. */
  objectAt(offset: number): PackedObject;
}

/** An object of a pack. */
export interface PackedObject extends StoredObject {
  /** The hash of what it holds, once somebody has looked. */
  id?: string;
}

/** What all packs of a repository share. */
export interface PackTools {
  readonly windows: Windows;
  /** Objects as they were read last: the next ones are mostly deltas of them. */
  readonly bases: Lru<PackedObject, number>;
}

/** Git itself never makes longer ones; one that leads in a circle must end. */
const LONGEST_CHAIN = 4096;
/** More than any pack has bytes, so that a pack and an offset make one number. */
const MOST = 2 ** 40;
/** What an object takes of memory besides its bytes. */
const OVERHEAD = 200;

/** Opens a pack by its path, without the end of its name. Nothing is read yet. */
export function openPack(path: string, { windows, bases }: PackTools): Pack {
  const file = windows.open(`${path}.pack`);
  let index: PackIndex | undefined;

  function headerAt(offset: number): EntryHeader {
    const header = readHeader(windows.read(file, offset, LONGEST_HEADER), offset);
    if (header.size > LARGEST) throw new Error("the object is too large");
    return header;
  }

  /** The bytes of an object or of its delta. */
  function bytesAt(offset: number, { size, length }: EntryHeader): Uint8Array {
    // What zlib makes of bytes that it cannot compress; other programs may make a little more.
    for (let most = size + (size >> 9) + 64;; most *= 2) {
      const compressed = windows.read(file, offset + length, most);
      const found = inflated(compressed, size);
      if (found) return found;
      if (compressed.length < most) throw new Error("the pack is cut");
    }
  }

  function baseOf(content: EntryHeader["content"]): number | undefined {
    if ("base" in content) return content.base;
    if (!("baseId" in content)) return undefined;
    const offset = open.index().find(content.baseId);
    if (offset === undefined) throw new Error("the base of a delta is not in the pack");
    return offset;
  }

  /** Goes to the object of which all others are deltas, or one that is known, and back. */
  function objectAt(offset: number): PackedObject {
    const deltas: { readonly at: number; readonly bytes: Uint8Array }[] = [];
    let found = bases.get(file * MOST + offset);
    for (let at = offset; !found;) {
      const header = headerAt(at);
      const bytes = bytesAt(at, header);
      const base = baseOf(header.content);
      if (base === undefined) {
        found = keep(at, { kind: (header.content as StoredObject).kind, bytes });
      } else {
        deltas.push({ at, bytes });
        if (deltas.length > LONGEST_CHAIN || base <= 0) throw new Error("a delta leads nowhere");
        found = bases.get(file * MOST + base);
        at = base;
      }
    }
    for (const { at, bytes } of deltas.reverse()) {
      found = keep(at, { kind: found.kind, bytes: applyDelta(found.bytes, bytes) });
    }
    return found;
  }

  function keep(offset: number, object: PackedObject): PackedObject {
    // Commits are hardly ever deltas of each other, and what reads them remembers them itself.
    if (object.kind === "commit") return object;
    bases.set(file * MOST + offset, object, object.bytes.length + OVERHEAD);
    return object;
  }

  const open: Pack = {
    path,
    index: () => index ??= readPackIndex(readFileSync(`${path}.idx`)),
    objectAt,
  };
  return open;
}
