import { changeSentences, sentenceTexts } from "../../format/changes.ts";
import { parseLayout } from "../../format/layout.ts";
import { compare, type Drawing } from "../../model/diff.ts";
import type { Kept } from "../../model/history/restored_node.ts";
import type { Operation } from "../../model/operation.ts";
import { operationsBetween } from "../../model/operations_between.ts";
import { readWorkflow } from "../content/comparable.ts";
import { workflowPath } from "../content/names.ts";
import type { Chronicle } from "./chronicle.ts";
import type { HistoryEntry } from "./entries.ts";
import type { Told } from "./moment.ts";
import type { Timeline } from "./timeline.ts";
import type { Version } from "./versions.ts";

/** The files of a workflow as they are today; no workflow where it is gone. */
export interface TodaysFiles {
  readonly name: string;
  readonly workflow: string | undefined;
  readonly layout: string | undefined;
  /** The commit from which its history is looked at. */
  readonly head: string;
}

/** What stays as it is today, and why. */
export interface Skipped extends Omit<Kept, "reason" | "message" | "again"> {
  readonly reason: string;
  /** The commit that changed it again. */
  readonly commit?: Told;
}

/** What bringing something back makes of today's files. */
export interface Restoration {
  readonly restored: Told;
  readonly workflow: string;
  readonly layout: string | undefined;
  /** From today to what was; absent where operations cannot say it. */
  readonly operations?: readonly Operation[];
  readonly changes: readonly string[];
  /** The commits since that changed it, the newest first. */
  readonly later: readonly HistoryEntry[];
  readonly skipped: readonly Skipped[];
}

/** A version of the past, and how many moments came after it. */
export interface Past {
  readonly chronicle: Chronicle;
  readonly timeline: Timeline;
  readonly version: Version;
  readonly count: number;
}

/** What is made of today's files, and the node that it is about, by its id of today. */
export type Made = Omit<Restoration, "restored" | "later"> & { readonly node?: string };

/** From today to what was: in words, and as operations where they can say it. */
export function said(before: Drawing, after: Drawing): Pick<Restoration, "changes" | "operations"> {
  const difference = compare(before, after);
  const change = { name: after.workflow.name, change: "changed", difference } as const;
  const changes = sentenceTexts(changeSentences(change));
  // No operation changes the kind of a workflow.
  if (before.workflow.kind !== after.workflow.kind) return { changes };
  return { changes, operations: operationsBetween(before, after) };
}

/** What files say; nothing where the workflow is not there or cannot be read. */
export function drawn({ name, workflow, layout }: Omit<TodaysFiles, "head">): Drawing | undefined {
  if (workflow === undefined) return undefined;
  const { value } = readWorkflow(workflow, workflowPath(name));
  const places = layout === undefined ? undefined : parseLayout(layout).value;
  return value && { workflow: value, layout: places ?? { name, nodes: {}, notes: {} } };
}
