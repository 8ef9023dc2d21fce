import type { Json } from "../../model/json.ts";
import type { SourceNode } from "../source.ts";
import { columnOf } from "./place.ts";
import { isBlock } from "./shape.ts";
import type { Torn } from "./torn_places.ts";

/** A text that is edited. */
export interface Sheet {
  readonly text: string;
  readonly root: SourceNode;
  readonly json: Json;
  /** Whether the fast reader reads all of it, so that a part can be read by itself. */
  readonly isOrdinary?: boolean;
  /** What cannot be read, which stands in `text` as comments. */
  readonly torn?: readonly Torn[];
}

/** How a file is written. */
export interface Habits {
  readonly eol: string;
  /** How many columns a map stands in its key, and a list. */
  readonly map: number;
  readonly list: number;
}

const habits = new WeakMap<Sheet, Habits>();

/** How a file is written, judged by the first map and list in it that have lines of their own. */
export function habitsOf(sheet: Sheet): Habits {
  let known = habits.get(sheet);
  if (!known) habits.set(sheet, known = found(sheet));
  return known;
}

function found({ text, root }: Sheet): Habits {
  const steps: { map?: number; list?: number } = {};
  look(text, root, steps);
  const map = steps.map ?? 2;
  return { eol: /\r?\n/.exec(text)?.[0] ?? "\n", map, list: steps.list ?? map };
}

function look(text: string, node: SourceNode, steps: { map?: number; list?: number }): void {
  if (node.type === "scalar" || (steps.map !== undefined && steps.list !== undefined)) return;
  if (node.type === "list") return node.items.forEach((item) => look(text, item, steps));
  for (const { keyFrom, value } of node.entries) {
    if (value.type === "scalar" || !isBlock(text, value)) continue;
    steps[value.type] ??= columnOf(text, value.from) - columnOf(text, keyFrom);
    look(text, value, steps);
  }
}
