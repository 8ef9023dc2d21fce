import { isEmpty, isOnlyLayout } from "../../model/diff.ts";
import { counted } from "./counted.ts";
import { movedNodes, type NodeFate, nodeRows } from "./rows.ts";
import type { WorkflowChange } from "./workflow_change.ts";

const FATES: readonly NodeFate[] = [
  "added",
  "removed",
  "renamed",
  "changed",
  "regrouped",
  "rewired",
];

/** What became of a workflow, counted: `1 added, 2 changed, 3 connections, 2 moved`. */
export function summaryOf(change: WorkflowChange, was = change.was): string {
  const parts = [...wholeOf(change, was), ...countsOf(change)];
  return parts.length > 0 ? parts.join(", ") : "nothing that could be compared";
}

function wholeOf({ change, difference }: WorkflowChange, was: string | undefined): string[] {
  if (change === "unreadable") return ["cannot be read"];
  if (change === "added" || change === "removed") return [`workflow ${change}`];
  if (change === "renamed") return [`workflow renamed from ${was}`];
  const isLook = difference && isOnlyLayout(difference) && !isEmpty(difference);
  return isLook ? ["no logical change"] : [];
}

function countsOf(change: WorkflowChange): string[] {
  const { difference } = change;
  if (!difference) return [];
  const rows = Map.groupBy(nodeRows(change), ({ fate }) => fate);
  return [
    ...FATES.flatMap((fate) => some(rows.get(fate)?.length ?? 0, fate)),
    ...several(difference.connections.length, "connection"),
    ...several(difference.fields.length, "field"),
    ...some(movedNodes(difference), "moved"),
    ...several(difference.notes.length, "note"),
  ];
}

function some(number: number, word: string): string[] {
  return number > 0 ? [`${number.toLocaleString("en")} ${word}`] : [];
}

function several(number: number, noun: string): string[] {
  return number > 0 ? [counted(number, noun)] : [];
}
