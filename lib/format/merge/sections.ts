import { columnOf, endOf, headOf, nextLine, tailOf } from "../edit/place.ts";
import type { Sheet } from "../edit/sheet.ts";
import { isBlock } from "../edit/spot.ts";
import type { SourceMap } from "../source.ts";
import { startOf } from "../yaml_text.ts";

/** The lines of one node: the comments above it, its key, and what is indented below. */
export interface Section {
  /** Where its first line starts, and where its last one ends, the line end not included. */
  readonly from: number;
  readonly to: number;
  /** Where the line of its key starts, below the comments. */
  readonly key: number;
  /** The column of its key. */
  readonly column: number;
}

/** The sections of nodes by their ids, in the order of the text; none where nodes share lines. */
export function sectionsOf({ text, root }: Sheet): Map<string, Section> {
  const nodes = nodesIn(root);
  if (!nodes || !isBlock(text, nodes)) return new Map();
  let least = startOf(text);
  return new Map(nodes.entries.map(({ key, keyFrom, value }) => {
    const column = columnOf(text, keyFrom);
    const from = headOf(text, keyFrom, least);
    const to = tailOf(text, endOf(text, value), column);
    least = nextLine(text, to);
    return [key, { from, to, key: keyFrom - column, column }];
  }));
}

function nodesIn(root: Sheet["root"]): SourceMap | undefined {
  const spec = entryOf(root, "spec");
  const nodes = spec && entryOf(spec, "nodes");
  return nodes?.type === "map" ? nodes : undefined;
}

function entryOf(node: Sheet["root"], key: string): Sheet["root"] | undefined {
  return node.type === "map" ? node.entries.find((one) => one.key === key)?.value : undefined;
}
