import {
  changeSentences,
  isTold,
  sentenceTexts,
  type SideProblem,
  type WorkflowChange,
} from "../../format/changes.ts";
import { compare } from "../../model/diff.ts";
import { comparable } from "../content/comparable.ts";
import { hollow } from "../differences.ts";
import type { State } from "./readable.ts";
import type { Version } from "./versions.ts";

/** A side of a comparison. */
export interface Side {
  readonly version: Version;
  readonly state: State;
}

/** What differs between two versions of a workflow, as `celestra diff` tells it; nothing where nothing does. */
export function changesBetween(base: Side, head: Side): WorkflowChange[] {
  if (isSameFiles(base.version, head.version)) return [];
  const problems = [...problemsOf(base, "base"), ...problemsOf(head, "head")];
  const about = {
    name: (head.state.is === "absent" ? base : head).version.name,
    ...(problems.length > 0 && { problems }),
  };
  if ([base, head].some(({ state }) => state.is === "unreadable")) {
    return [{ ...about, change: "unreadable" }];
  }
  const [before, after] = [drawingOf(base), drawingOf(head)];
  const pair = comparable({
    base: before ?? hollow(after!.workflow),
    head: after ?? hollow(before!.workflow),
  }, problems);
  const change = {
    ...about,
    ...fateOf(base, head),
    difference: compare(pair.base, pair.head),
    ...pair,
  };
  return [change].filter(isTold);
}

/** What differs, in words. */
export function wordsOf(changes: readonly WorkflowChange[]): string[] {
  return sentenceTexts(changes.flatMap((change) => [...whole(change), ...changeSentences(change)]));
}

function whole({ name, change, was }: WorkflowChange) {
  const texts: Partial<Record<WorkflowChange["change"], string>> = {
    added: "Created the workflow",
    removed: "Deleted the workflow",
    renamed: `Renamed the workflow from ${was} to ${name}`,
    unreadable: "One side cannot be read",
  };
  const text = texts[change];
  return text === undefined ? [] : [{ text, nodes: [], subject: change }];
}

function fateOf(base: Side, head: Side): Pick<WorkflowChange, "change" | "was"> {
  if (base.state.is === "absent") return { change: "added" };
  if (head.state.is === "absent") return { change: "removed" };
  const was = base.version.name;
  return was === head.version.name ? { change: "changed" } : { change: "renamed", was };
}

function isSameFiles(one: Version, other: Version): boolean {
  return one.name === other.name && one.workflow === other.workflow && one.layout === other.layout;
}

function drawingOf({ state }: Side) {
  return state.is === "there" ? state.drawing : undefined;
}

function problemsOf({ state }: Side, side: SideProblem["side"]): SideProblem[] {
  if (state.is === "absent") return [];
  const problems = state.is === "there" ? state.problems : [state.problem];
  return problems.map((problem) => ({ ...problem, side }));
}
