import type { Json } from "../../model/json.ts";
import type { SourcePiece } from "../../model/operation.ts";
import { columnOf, endOf, isFirst, lineEnd, lineStart } from "./place.ts";
import { piece } from "./piece.ts";
import { habitsOf, type Sheet } from "./sheet.ts";
import { isBlock, type Spot } from "./spot.ts";
import { scalarSource } from "./scalar.ts";
import type { Form } from "./form.ts";
import { flowSource, type Written, written } from "./write.ts";

/** Puts a value in the place of another. Comments beside it and above it stay. */
export function replaced(sheet: Sheet, spot: Spot, value: Json, form: Form): SourcePiece[] {
  const { node: { from, to }, inFlow } = spot;
  const old = sheet.text.slice(from, to);
  if (inFlow) return [piece(from, to, flowLead(spot) + flowValue(value, old))];
  const text = written(value, columnAt(sheet, spot), habitsOf(sheet), form, {
    isItem: !spot.entry,
    old,
  });
  const isInline = text.lines.length === 0 && !hasLines(sheet.text, spot);
  if (isInline) return [piece(from, to, (from === to ? " " : "") + text.head)];
  return inParts(sheet, spot, text);
}

function flowValue(value: Json, old: string): string {
  const isScalar = typeof value !== "object" || value === null;
  return isScalar ? scalarSource(value, true, old) : flowSource(value);
}

/** A value that is left out between brackets may lack its colon. */
function flowLead({ node: { from, to }, entry }: Spot): string {
  if (from < to) return "";
  return entry && entry.keyTo === from ? ": " : " ";
}

/** The column of the key, or of the dash as if one space followed it. */
function columnAt({ text }: Sheet, { node, entry }: Spot): number {
  if (entry) return columnOf(text, entry.keyFrom);
  return columnOf(text, node.from) - (node.from === node.to ? 1 : 2);
}

/** Whether a value has lines of its own: below its key, or after the header of a block scalar. */
function hasLines(text: string, { node }: Spot): boolean {
  return isBlock(text, node) || isBlockScalar(text, node);
}

function isBlockScalar(text: string, { type, from }: Spot["node"]): boolean {
  return type === "scalar" && /[|>]/.test(text.charAt(from));
}

/** Replaces what stands beside the key or dash, and the lines below, each by itself. */
function inParts(sheet: Sheet, spot: Spot, { head, lines }: Written): SourcePiece[] {
  const { text } = sheet;
  const { eol } = habitsOf(sheet);
  const { headFrom, headTo, from, to } = partsOf(text, spot, lines.length > 0);
  const lead = headFrom < spot.node.from || spot.node.from === spot.node.to ? " " : "";
  return [
    piece(headFrom, headTo, head && lead + head),
    piece(from, to, lines.map((line) => eol + line).join("")),
  ];
}

interface Parts {
  readonly headFrom: number;
  readonly headTo: number;
  readonly from: number;
  readonly to: number;
}

function partsOf(text: string, spot: Spot, keepsGap: boolean): Parts {
  const { node, entry } = spot;
  const colon = entry ? colonOf(text, spot) : node.from;
  if (isBlockScalar(text, node)) {
    const headTo = node.from + /^[|>][-+\d]*/.exec(text.slice(node.from, node.from + 4))![0].length;
    return { headFrom: colon, headTo, from: lineEnd(text, headTo), to: contentEnd(text, node) };
  }
  const to = endOf(text, node);
  if (isBlock(text, node) && entry && isFirst(text, node.from)) {
    const above = lineStart(text, node.from) - 1;
    const from = keepsGap
      ? lineEnd(text, text[above - 1] === "\r" ? above - 1 : above)
      : lineEnd(text, colon);
    return { headFrom: colon, headTo: colon, from, to };
  }
  if (isBlock(text, node)) return { headFrom: colon, headTo: Math.min(node.to, to), from: to, to };
  const isBelow = text.slice(colon, node.from).includes("\n");
  if (isBelow) return { headFrom: colon, headTo: colon, from: lineEnd(text, colon), to };
  return { headFrom: colon, headTo: node.to, from: to, to };
}

/** The offset after the colon of an entry. */
function colonOf(text: string, { node, entry }: Spot): number {
  return node.from === node.to ? node.from : text.indexOf(":", entry!.keyTo) + 1;
}

/** Where the last line of a block scalar that is not blank ends. */
function contentEnd(text: string, { from, to }: Spot["node"]): number {
  return lineEnd(text, from + text.slice(from, to).trimEnd().length);
}
