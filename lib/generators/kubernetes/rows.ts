import type { Fidelity } from "../../model/artifact.ts";
import type { Plan } from "../../model/resource.ts";
import { rowsOf, type Sheet } from "../recorder.ts";
import { reasonOf } from "./reasons.ts";

/** The rows of a report, by node. */
export type Rows = ReadonlyMap<string, readonly Fidelity[]>;

/** What was recorded, and what was told of it. */
export interface Told {
  /** In the order of their steps. */
  readonly sheets: readonly Sheet[];
  readonly rows: Rows;
}

/**
 * How the properties of each node were carried, ordered by node.
 *
 * @param former What was told before, and the nodes that changed since: where the same was recorded of
 * a node that did not change, the same is told.
 */
export function toldOf(
  plan: Plan,
  sheets: readonly Sheet[],
  former?: Told & { readonly changed: ReadonlySet<string> },
): Told {
  const nodes = [...plan.written.keys()].sort();
  const stale = former ? staleNodes(sheets, former) : new Set(nodes);
  const of = sheetsBy(stale, sheets);
  const rows = new Map(nodes.map((node) => [
    node,
    stale.has(node) ? rowsOf(node, plan, of.get(node) ?? [], reasonOf) : former!.rows.get(node)!,
  ]));
  return { sheets, rows };
}

/** The nodes of which something else was recorded than before, and those that changed. */
function staleNodes(
  sheets: readonly Sheet[],
  former: Told & { readonly changed: ReadonlySet<string> },
): Set<string> {
  const stale = new Set(former.changed);
  for (const [index, sheet] of sheets.entries()) {
    const before = former.sheets[index]!;
    if (sheet === before) continue;
    for (const node of new Set([...sheet.traces.keys(), ...before.traces.keys()])) {
      const [now, old] = [sheet.traces.get(node), before.traces.get(node)];
      if (!now || !old?.isLike(now)) stale.add(node);
    }
    for (const { node } of [...sheet.asides, ...before.asides]) stale.add(node);
  }
  return stale;
}

/** The sheets on which something stands of each of some nodes. */
function sheetsBy(nodes: ReadonlySet<string>, sheets: readonly Sheet[]): Map<string, Sheet[]> {
  const by = new Map<string, Sheet[]>();
  const put = (node: string, sheet: Sheet) => {
    if (!nodes.has(node)) return;
    const known = by.get(node);
    if (!known) by.set(node, [sheet]);
    else if (known.at(-1) !== sheet) known.push(sheet);
  };
  for (const sheet of sheets) {
    for (const node of sheet.traces.keys()) put(node, sheet);
    for (const { node } of sheet.asides) put(node, sheet);
  }
  return by;
}
