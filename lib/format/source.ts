import type { Json, Path } from "../model/json.ts";
import type { ProblemCode } from "../model/problem.ts";

/** A value of a YAML document with the range of its text: offsets, the end excluded. */
export type SourceNode = SourceScalar | SourceMap | SourceList;

/** A scalar. */
export interface SourceScalar {
  readonly type: "scalar";
  readonly value: null | boolean | number | string;
  readonly from: number;
  readonly to: number;
}

/** A map; keys are text. */
export interface SourceMap {
  readonly type: "map";
  readonly entries: readonly SourceEntry[];
  readonly from: number;
  readonly to: number;
}

/** An entry of a map. */
export interface SourceEntry {
  readonly key: string;
  readonly keyFrom: number;
  readonly keyTo: number;
  readonly value: SourceNode;
}

/** A list. */
export interface SourceList {
  readonly type: "list";
  readonly items: readonly SourceNode[];
  readonly from: number;
  readonly to: number;
}

/** A fault of the text itself, at an offset. */
export interface TextFault {
  readonly code: ProblemCode;
  readonly offset: number;
  readonly message: string;
}

/** The plain value of a source node. */
export function valueOf(node: SourceNode): Json {
  switch (node.type) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(valueOf);
    case "map": {
      const result: Record<string, Json> = {};
      for (const { key, value } of node.entries) result[key] = valueOf(value);
      return result;
    }
  }
}

/**
 * The offset at which a path stands: its key where it is an entry of a map, otherwise its value.
 * A path that is not there stands at the nearest thing above it.
 */
export function offsetOf(root: SourceNode, path: Path): number {
  let node = root;
  let offset = root.from;
  for (const step of path) {
    if (node.type === "map") {
      const entry = node.entries.find(({ key }) => key === step);
      if (!entry) return offset;
      offset = entry.keyFrom;
      node = entry.value;
    } else if (node.type === "list") {
      const item = typeof step === "number" ? node.items[step] : undefined;
      if (!item) return offset;
      offset = item.from;
      node = item;
    } else return offset;
  }
  return offset;
}

/** The line and column of an offset, both from 1; columns count UTF-16 units as editors do. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}
