import { Buffer } from "node:buffer";
import { hash } from "node:crypto";
import { readChangedPaths } from "./changed_paths.ts";
import { hexAt, ID, readSortedIds } from "./sorted_ids.ts";

/** One file of a commit-graph. Commits are named by their positions among those of all its files. */
export interface GraphFile {
  readonly count: number;
  /** The position of a commit in this file. */
  find(id: string): number | undefined;
  idAt(position: number): string;
  commitAt(position: number): GraphCommit;
  /** Whether a commit can have changed a path. */
  mayHold(position: number, path: string): boolean;
}

/** A commit in a commit-graph. */
export interface GraphCommit {
  readonly tree: string;
  /** Positions among the commits of all files. */
  readonly parents: readonly number[];
  readonly time: number;
}

const MAGIC = 0x43475048;
const ROW = ID + 16;
const NONE = 0x70000000;
/** Marks the end of a list of further parents, and a second parent that begins one. */
const MARK = 0x80000000;

/** Reads a file of a commit-graph. Throws where it is damaged. */
export function readGraphFile(bytes: Uint8Array): GraphFile {
  const chunks = chunksOf(bytes);
  const rows = chunk(chunks, "CDAT");
  const rowBytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
  const starts = [chunk(chunks, "OIDF"), chunk(chunks, "OIDL")].map((view) =>
    view.byteOffset - bytes.byteOffset
  );
  const ids = readSortedIds(bytes, starts[0]!, starts[1]!);
  if (rows.byteLength < ids.count * ROW) throw new Error("it is cut");
  const [ends, filters] = [chunks.get("BIDX"), chunks.get("BDAT")];
  const paths = ends && filters && readChangedPaths(ends, filters);

  function furtherParents(at: number): number[] {
    const edges = chunk(chunks, "EDGE");
    const found: number[] = [];
    for (let edge = at;; edge++) {
      const parent = edges.getUint32(4 * edge);
      found.push(parent & ~MARK);
      if (parent >= MARK) return found;
    }
  }

  return {
    count: ids.count,
    find: ids.find,
    idAt: ids.at,
    commitAt(position) {
      const at = position * ROW;
      const [first, second] = [rows.getUint32(at + ID), rows.getUint32(at + ID + 4)];
      const parents = first === NONE ? [] : [first];
      if (second >= MARK) parents.push(...furtherParents(second & ~MARK));
      else if (second !== NONE) parents.push(second);
      // The two bits above the 32 stand beside the generation.
      const time = (rows.getUint32(at + ID + 8) & 3) * 2 ** 32 + rows.getUint32(at + ID + 12);
      return { tree: hexAt(rowBytes, at), parents, time };
    },
    mayHold: (position, path) => paths?.mayHold(position, path) ?? true,
  };
}

type Chunks = ReadonlyMap<string, DataView>;

function chunksOf(bytes: Uint8Array): Chunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 8 + ID || view.getUint32(0) !== MAGIC) {
    throw new Error("it is no commit-graph");
  }
  if (bytes[4] !== 1 || bytes[5] !== 1) throw new Error("it is of an unknown version");
  const found = hash("sha1", bytes.subarray(0, -ID), "hex");
  if (found !== hexAt(bytes, bytes.length - ID)) throw new Error("it is damaged");
  const chunks = new Map<string, DataView>();
  for (let row = 8; row < 8 + bytes[6]! * 12; row += 12) {
    const name = Buffer.from(bytes.subarray(row, row + 4)).toString("latin1");
    const [start, end] = [row + 4, row + 16].map((at) => Number(view.getBigUint64(at)));
    chunks.set(name, new DataView(bytes.buffer, bytes.byteOffset + start!, end! - start!));
  }
  return chunks;
}

function chunk(chunks: Chunks, name: string): DataView {
  const found = chunks.get(name);
  if (!found) throw new Error(`it lacks ${name}`);
  return found;
}
