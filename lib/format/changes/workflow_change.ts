import { type Difference, type Drawing, isEmpty } from "../../model/diff.ts";
import type { LocatedProblem } from "../../model/problem.ts";

/** A workflow that differs between two states of a repository. */
export interface WorkflowChange {
  readonly name: string;
  /** `unreadable` where a file of either side says nothing that could be compared. */
  readonly change: "added" | "removed" | "renamed" | "changed" | "unreadable";
  /** Its name before, where it got another. */
  readonly was?: string;
  /** What differs; of one that came or went, all that it says. */
  readonly difference?: Difference;
  /** What is wrong with its files. What stands there in error is not compared. */
  readonly problems?: readonly SideProblem[];
  /** What was compared. */
  readonly base?: Drawing;
  readonly head?: Drawing;
}

/** A problem of a file, and in which of the two states. */
export interface SideProblem extends LocatedProblem {
  readonly side: "base" | "head";
}

/** Whether there is anything to tell of a workflow. */
export function isTold({ change, difference, problems }: WorkflowChange): boolean {
  return change !== "changed" || problems !== undefined || !difference || !isEmpty(difference);
}

/** What a program is told of a change: all but the drawings, which are in the repository. */
export function plainChange(
  { name, change, was, difference, problems }: WorkflowChange,
): Omit<WorkflowChange, "base" | "head"> {
  return {
    name,
    change,
    ...(was !== undefined && { was }),
    ...(difference && { difference }),
    ...(problems && { problems }),
  };
}
