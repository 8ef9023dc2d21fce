import type { SourceEntry, SourceList, SourceMap, SourceNode } from "../source.ts";

/**
 * A value that stands a number of characters further on. What is inside of a map or list is moved
 * when somebody looks at it: an edit moves everything behind it, and the next looks at little of that.
 */
export function shifted(node: SourceNode, by: number): SourceNode {
  if (by === 0) return node;
  switch (node.type) {
    case "scalar":
      return { type: "scalar", value: node.value, from: node.from + by, to: node.to + by };
    case "list":
      return node instanceof LaterList ? node.further(by) : new LaterList(node, by);
    case "map":
      return node instanceof LaterMap ? node.further(by) : new LaterMap(node, by);
  }
}

/** An entry that stands a number of characters further on. */
export function shiftedEntry(entry: SourceEntry, by: number): SourceEntry {
  if (by === 0) return entry;
  const { key, keyFrom, keyTo, value } = entry;
  return { key, keyFrom: keyFrom + by, keyTo: keyTo + by, value: shifted(value, by) };
}

class LaterMap implements SourceMap {
  readonly type = "map";
  readonly from: number;
  readonly to: number;
  readonly #origin: SourceMap;
  readonly #by: number;
  #entries: readonly SourceEntry[] | undefined;

  constructor(origin: SourceMap, by: number) {
    this.#origin = origin;
    this.#by = by;
    this.from = origin.from + by;
    this.to = origin.to + by;
  }

  get entries(): readonly SourceEntry[] {
    return this.#entries ??= this.#origin.entries.map((entry) => shiftedEntry(entry, this.#by));
  }

  /** From where it was at first, so that many edits make no chain. */
  further(by: number): SourceMap {
    return new LaterMap(this.#origin, this.#by + by);
  }
}

class LaterList implements SourceList {
  readonly type = "list";
  readonly from: number;
  readonly to: number;
  readonly #origin: SourceList;
  readonly #by: number;
  #items: readonly SourceNode[] | undefined;

  constructor(origin: SourceList, by: number) {
    this.#origin = origin;
    this.#by = by;
    this.from = origin.from + by;
    this.to = origin.to + by;
  }

  get items(): readonly SourceNode[] {
    return this.#items ??= this.#origin.items.map((item) => shifted(item, this.#by));
  }

  /** From where it was at first, so that many edits make no chain. */
  further(by: number): SourceList {
    return new LaterList(this.#origin, this.#by + by);
  }
}
