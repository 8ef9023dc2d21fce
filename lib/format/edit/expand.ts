import type { Path } from "../../model/json.ts";
import { isSame } from "../../model/json_path.ts";
import type { SourcePiece } from "../../model/operation.ts";
import { type SourceNode, valueOf } from "../source.ts";
import type { Change } from "./change.ts";
import { aliasName, markBefore } from "./marks.ts";
import { lineStart } from "./place.ts";
import { applied, inTurn } from "./piece.ts";
import type { Readings } from "./reading.ts";
import { replaced } from "./replace.ts";
import type { Sheet } from "./sheet.ts";
import { isAlias, isBracketed, type Range } from "./shape.ts";
import type { Spot } from "./spot.ts";
import { moved, touched } from "./torn_places.ts";

/** A sheet in which no alias keeps a value from being changed, and the pieces that made it. */
export interface Expanded {
  readonly start: Sheet;
  readonly lead: readonly SourcePiece[];
}

/** A text holds few aliases, and each can be expanded once. */
const MOST_ROUNDS = 64;

/**
 * Writes out what aliases stand for where they keep changes from being made: those on the way to a
 * value, and those that repeat what is changed.
 */
export function expanded(readings: Readings, sheet: Sheet, changes: readonly Change[]): Expanded {
  let start = sheet;
  const lead: SourcePiece[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const spots = toExpand(start, changes);
    const step = spots.length > 0 ? written(readings, start, spots) : undefined;
    if (!step) break;
    start = step.start;
    lead.push(...step.lead);
  }
  return { start, lead };
}

/** The text with what some aliases stand for, in the first form that says the same. */
function written(readings: Readings, sheet: Sheet, spots: readonly Spot[]): Expanded | undefined {
  for (const form of ["best", "lines", "flow"] as const) {
    const pieces = inTurn(spots.flatMap((spot) => {
      const { node: { from, to } } = spot;
      const alias = { type: "scalar", value: null, from, to } as const;
      return replaced(sheet, { ...spot, node: alias }, valueOf(spot.node), form);
    }));
    if (!pieces || touched(sheet.torn, pieces)) continue;
    const after = readings.of(applied(sheet.text, pieces));
    if (!("root" in after) || !isSame(after.json, sheet.json)) continue;
    const torn = sheet.torn && { torn: moved(sheet.torn, pieces) };
    return { start: { ...after, ...torn }, lead: pieces };
  }
  return undefined;
}

function toExpand(sheet: Sheet, changes: readonly Change[]): Spot[] {
  const aliases = aliasesIn(sheet.text, { node: sheet.root, inFlow: false });
  const wanted = new Set<Spot>();
  if (aliases.length === 0) return [];
  for (const path of changes.flatMap(subjectsOf)) {
    for (const one of inTheWay(sheet, path, aliases)) wanted.add(one);
  }
  return [...wanted];
}

/** What a change is about. */
function subjectsOf(change: Change): Path[] {
  if ("put" in change) return [change.put];
  if ("take" in change) return change.keys.map((key) => [...change.take, key]);
  return "insert" in change ? [change.insert] : [change.rename];
}

/** The aliases that keep the value at a path from being changed. */
function inTheWay({ text, root }: Sheet, path: Path, aliases: readonly Spot[]): Spot[] {
  let node: SourceNode = root;
  let gap = 0;
  const repeating = new Set<string>();
  const note = (from: number, range: Range) => {
    const mark = markBefore(text, from, range);
    if (mark?.kind === "anchor") repeating.add(mark.name);
  };
  note(0, root);
  for (const step of path) {
    const at = aliases.find((one) => one.node.from === node.from);
    if (at) return [at];
    const next: Step | undefined = stepInto(text, node, step);
    if (!next) break;
    if (next.key) note(lineStart(text, next.key.from), next.key);
    note(next.gap, next.node);
    ({ node, gap } = next);
  }
  const own = aliases.find((one) => one.node.from === node.from);
  if (own) return [own];
  return aliases.filter(({ node: alias }) => {
    if (alias.from < node.from) return false;
    const name = aliasName(text, alias);
    const isInside = alias.from < node.to;
    return repeating.has(name) || !isInside && isAnchored(text.slice(gap, node.to), name);
  });
}

interface Step {
  readonly node: SourceNode;
  /** Where what stands before the value begins. */
  readonly gap: number;
  readonly key?: Range;
}

function stepInto(text: string, node: SourceNode, step: string | number): Step | undefined {
  if (node.type === "list") {
    const item = node.items[Number(step)];
    return item && { node: item, gap: node.items[Number(step) - 1]?.to ?? node.from };
  }
  if (node.type !== "map") return undefined;
  const entry = node.entries.find(({ key }) => key === step);
  if (!entry) return undefined;
  const { keyFrom: from, keyTo: to, value } = entry;
  return { node: value, gap: to, ...(!isBracketed(text, node) && { key: { from, to } }) };
}

/** Whether an anchor of a name may stand in a text. */
function isAnchored(text: string, name: string): boolean {
  return [...text.matchAll(/&([^\s,[\]{}]+)/g)].some(([, one]) => one === name);
}

/** Every alias of a text. */
function aliasesIn(text: string, spot: Spot): Spot[] {
  const { node } = spot;
  if (isAlias(text, node)) return [spot];
  if (node.type === "scalar") return [];
  const inFlow = spot.inFlow || isBracketed(text, node);
  return node.type === "list"
    ? node.items.flatMap((item) => aliasesIn(text, { node: item, inFlow }))
    : node.entries.flatMap((entry) => aliasesIn(text, { node: entry.value, entry, inFlow }));
}
