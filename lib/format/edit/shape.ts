import type { SourceNode } from "../source.ts";

/** Where something stands. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Whether an alias stands in the place of a value. */
export function isAlias(text: string, { from, to }: Range): boolean {
  return text[from] === "*" && to > from;
}

/** Whether a map or list is written with brackets. */
export function isBracketed(text: string, { type, from }: SourceNode): boolean {
  return text[from] === (type === "map" ? "{" : "[");
}

/** Whether a value is a map or list without brackets, and not what an alias stands for. */
export function isBlock(text: string, node: SourceNode): boolean {
  return node.type !== "scalar" && !isBracketed(text, node) && !isAlias(text, node);
}
