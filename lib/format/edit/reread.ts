import type { Json, JsonObject } from "../../model/json.ts";
import type { SourcePiece } from "../../model/operation.ts";
import { LIMITS } from "../../model/workflow.ts";
import type { SourceList, SourceMap, SourceNode } from "../source.ts";
import { valueOf } from "../source.ts";
import { sizeFault } from "../yaml_bytes.ts";
import { readLines } from "../yaml_subset.ts";
import { applied } from "./piece.ts";
import { type Region, regionsAround } from "./region.ts";
import type { Sheet } from "./sheet.ts";
import { shifted, shiftedEntry } from "./shifted.ts";

/**
 * The sheet after pieces were put into its text, of which only the lines around them are read.
 * Nothing where that cannot be told apart from the rest: then the text must be read as a whole.
 *
 * @param pieces The last first, as `inTurn` puts them.
 * @param text What they make of the text: a copy of a long one costs as much as the rest.
 */
export function reread(
  sheet: Sheet,
  pieces: readonly SourcePiece[],
  text: string,
): Sheet | undefined {
  if (!sheet.isOrdinary) return undefined;
  let now: Sheet | undefined = sheet;
  const patches = patchesOf(sheet, pieces);
  for (const [index, patch] of patches.entries()) {
    const isLast = index === patches.length - 1;
    now = now && patched(now, patch, isLast ? text : applied(now.text, patch.pieces));
  }
  return now && !sizeFault(now.text, LIMITS.fileBytes) ? now : undefined;
}

/** Pieces that lie in one region. */
interface Patch {
  readonly pieces: SourcePiece[];
  readonly from: number;
  readonly to: number;
}

/** The last first; neighbours whose regions meet are one. */
function patchesOf({ text, root }: Sheet, pieces: readonly SourcePiece[]): Patch[] {
  const patches: Patch[] = [];
  let reach = Infinity;
  for (const one of pieces) {
    const end = one.at + one.length;
    const region = regionsAround(text, root, one.at, end).at(-1);
    const last = patches.at(-1);
    const isApart = !last || region && region.to <= reach;
    if (isApart) patches.push({ pieces: [one], from: one.at, to: end });
    else patches.splice(-1, 1, { pieces: [...last.pieces, one], from: one.at, to: last.to });
    reach = isApart ? region?.from ?? 0 : Math.min(reach, region?.from ?? 0);
  }
  return patches;
}

/** By the least region whose lines can be read by themselves. */
function patched(sheet: Sheet, { from, to }: Patch, text: string): Sheet | undefined {
  for (const region of regionsAround(sheet.text, sheet.root, from, to).reverse()) {
    // To read most of a text by itself is no gain.
    if (region.to - region.from > sheet.text.length / 2) return undefined;
    const after = readIn(sheet, region, text);
    if (after) return after;
  }
  return undefined;
}

function readIn(sheet: Sheet, region: Region, text: string): Sheet | undefined {
  const by = text.length - sheet.text.length;
  const lines = text.slice(region.from, region.to + by);
  // Whatever follows must begin a line, as before.
  if (region.to < sheet.text.length && !lines.endsWith("\n")) return undefined;
  const read = readLines(lines, region.path.length + 1);
  if (!read || !isIn(region, read)) return undefined;
  const fresh = shifted(read, region.from) as SourceMap | SourceList;
  const changed = rebuilt(sheet.root as SourceMap | SourceList, sheet.json, 0, {
    region,
    fresh,
    by,
  });
  return { text, ...changed, isOrdinary: true };
}

/** Whether the lines of a region are still of its map or list, each key once. */
function isIn({ node, first, last }: Region, read: SourceNode): boolean {
  if (node.type === "list") return read.type === "list";
  if (read.type !== "map") return false;
  const keys = new Set(read.entries.map(({ key }) => key));
  return !node.entries.some(({ key }, index) => (index < first || index > last) && keys.has(key));
}

interface Work {
  readonly region: Region;
  /** What stands in the region now. */
  readonly fresh: SourceMap | SourceList;
  /** How far everything behind the region moves. */
  readonly by: number;
}

/** What a sheet knows of a value. */
interface Known {
  readonly root: SourceMap | SourceList;
  readonly json: Json;
}

/** A value on the way to the region, which is shared with the old one before the region. */
function rebuilt(node: SourceMap | SourceList, json: Json, depth: number, work: Work): Known {
  const { region: { path, first, last }, fresh, by } = work;
  const at = path[depth];
  if (node.type === "list") {
    const items = json as readonly Json[];
    if (at === undefined) {
      const read = fresh as SourceList;
      const root = listOf(node, first, last, read.items, by);
      return { root, json: items.toSpliced(first, last - first + 1, ...read.items.map(valueOf)) };
    }
    const inner = rebuilt(node.items[at] as SourceMap | SourceList, items[at]!, depth + 1, work);
    return { root: listOf(node, at, at, [inner.root], by), json: items.with(at, inner.json) };
  }
  const map = json as JsonObject;
  if (at === undefined) {
    const root = mapOf(node, first, last, (fresh as SourceMap).entries, by);
    return { root, json: jsonOf(root, map, first, fresh as SourceMap) };
  }
  const entry = node.entries[at]!;
  const old = entry.value as SourceMap | SourceList;
  const { root: value, json: part } = rebuilt(old, map[entry.key]!, depth + 1, work);
  return {
    root: mapOf(node, at, at, [{ ...entry, value }], by),
    json: { ...map, [entry.key]: part },
  };
}

function listOf(
  { from, items }: SourceList,
  first: number,
  last: number,
  fresh: readonly SourceNode[],
  by: number,
): SourceList {
  const behind = items.slice(last + 1).map((item) => shifted(item, by));
  const all = [...items.slice(0, first), ...fresh, ...behind];
  return { type: "list", items: all, from, to: all.at(-1)!.to };
}

function mapOf(
  { from, entries }: SourceMap,
  first: number,
  last: number,
  fresh: SourceMap["entries"],
  by: number,
): SourceMap {
  const behind = entries.slice(last + 1).map((entry) => shiftedEntry(entry, by));
  const all = [...entries.slice(0, first), ...fresh, ...behind];
  return { type: "map", entries: all, from, to: all.at(-1)!.value.to };
}

/** The value of a map of which some entries are new. */
function jsonOf(
  { entries }: SourceMap,
  old: JsonObject,
  first: number,
  fresh: SourceMap,
): JsonObject {
  const json: Record<string, Json> = {};
  for (const [index, { key, value }] of entries.entries()) {
    const isFresh = index >= first && index < first + fresh.entries.length;
    json[key] = isFresh ? valueOf(value) : old[key]!;
  }
  return json;
}
