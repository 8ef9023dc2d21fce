import { isTold, type WorkflowChange } from "../format/changes.ts";
import { compare, type Drawing } from "../model/diff.ts";
import type { Workflow } from "../model/workflow.ts";
import { type Contents, workflowNames } from "./contents.ts";
import { withRenames } from "./content/moved_workflows.ts";
import {
  comparable,
  type DrawingPair,
  filesOf,
  opened,
  type WorkflowFiles,
} from "./content/comparable.ts";

/** Two states of a repository. */
export interface States {
  readonly base: Contents;
  readonly head: Contents;
}

/**
 * The workflows that differ between two states of a repository, in the order of their names. One
 * that has another name and says the same was renamed.
 */
export async function differences(states: States): Promise<readonly WorkflowChange[]> {
  const [before, after] = await Promise.all([
    workflowNames(states.base),
    workflowNames(states.head),
  ]);
  const changes: WorkflowChange[] = [];
  for (const name of [...new Set([...before, ...after])].sort()) {
    if (!await isSame(name, states)) changes.push(...await changeOf(name, states));
  }
  return withRenames(changes);
}

/** Whether the places can tell that no byte differs; then nothing is read. */
async function isSame(name: string, { base, head }: States): Promise<boolean> {
  if (!base.idOf || !head.idOf) return false;
  for (const path of filesOf(name)) {
    if (await base.idOf(path) !== await head.idOf(path)) return false;
  }
  return true;
}

async function changeOf(name: string, states: States): Promise<WorkflowChange[]> {
  const [base, head] = await Promise.all([
    opened(name, states.base, "base"),
    opened(name, states.head, "head"),
  ]);
  if (isSameText(base?.files, head?.files)) return [];
  const found = [...base?.problems ?? [], ...head?.problems ?? []];
  const problems = found.length > 0 ? { problems: found } : {};
  if ((base && !base.drawing) || (head && !head.drawing)) {
    return [{ name, change: "unreadable", ...problems }];
  }
  const pair = comparable(pairOf(base?.drawing, head?.drawing), found);
  const difference = compare(pair.base, pair.head);
  const change = !base ? "added" : head ? "changed" : "removed";
  return [{ name, change, difference, ...problems, ...pair } as const].filter(isTold);
}

function isSameText(one: WorkflowFiles | undefined, other: WorkflowFiles | undefined): boolean {
  return one?.workflow === other?.workflow && one?.layout === other?.layout;
}

/** With what came or went, a workflow that says nothing is compared. */
function pairOf(base: Drawing | undefined, head: Drawing | undefined): DrawingPair {
  return { base: base ?? hollow(head!.workflow), head: head ?? hollow(base!.workflow) };
}

/** A workflow of the same kind that says nothing. */
export function hollow({ kind, name }: Workflow): Drawing {
  return {
    workflow: { kind, name, labels: {}, nodes: new Map(), connections: [], conflicts: [] },
    layout: { name, nodes: {}, notes: {} },
  };
}
