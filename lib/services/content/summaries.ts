import type { LocatedProblem } from "../../model/problem.ts";
import type { Workflow } from "../../model/workflow.ts";
import type { Checked } from "../checking.ts";

/** What a list is asked for. Pages count from 1. */
export interface WorkflowQuery {
  readonly page: number;
  readonly perPage: number;
  /** Part of the name, title or description; letter case does not matter. */
  readonly search?: string;
  readonly kind?: string;
  readonly state?: "valid" | "invalid";
  readonly sort?: "name" | "-name" | "updated" | "-updated";
}

/** A workflow as a list shows it. */
export interface WorkflowSummary extends TextSummary {
  readonly name: string;
  readonly etag: string;
  /** When its file last changed; ISO 8601 in UTC. */
  readonly updatedAt: string;
  /** Who changed it; empty when that was longer ago than the last 500 commits. */
  readonly updatedBy: string;
}

/** A workflow as a page of the list shows it. */
export interface ListedWorkflow extends WorkflowSummary {
  /** How much rules find in it; only what is on a page is asked. */
  readonly findings: WorkflowFindings;
}

/** How much rules find in a workflow: nothing in one with errors of its own. */
export interface WorkflowFindings {
  readonly errors: number;
  /** With warnings and hints. */
  readonly total: number;
}

/** What a list shows of a workflow's text, whenever it was written. */
export interface TextSummary {
  readonly title?: string;
  readonly description?: string;
  /** Absent when the file cannot be read that far. */
  readonly kind?: string;
  readonly nodes: number;
  readonly connections: number;
  /** How many errors it has, and the first. */
  readonly errors: number;
  readonly problem?: LocatedProblem;
}

/** Sums up a workflow; one that cannot be read is summed up too. */
export function summaryOf({ document: { value }, problems }: Checked<Workflow>): TextSummary {
  const errors = problems.filter(({ severity }) => severity === "error");
  return {
    ...(value?.title !== undefined && { title: value.title }),
    ...(value?.description !== undefined && { description: value.description }),
    ...(value?.kind && { kind: value.kind }),
    nodes: value?.nodes.size ?? 0,
    connections: value?.connections.length ?? 0,
    errors: errors.length,
    ...(errors[0] && { problem: errors[0] }),
  };
}

/** Those that a query asks for, in its order. */
export function selected(
  all: readonly WorkflowSummary[],
  { search, kind, state, sort = "name" }: WorkflowQuery,
): WorkflowSummary[] {
  const wanted = search?.toLowerCase();
  const found = all.filter((summary) =>
    (wanted === undefined || wordsOf(summary).includes(wanted)) &&
    (kind === undefined || summary.kind === kind) &&
    (state === undefined || (summary.errors === 0) === (state === "valid"))
  );
  const sign = sort.startsWith("-") ? -1 : 1;
  const keyOf = ({ name, updatedAt }: WorkflowSummary) => sort.endsWith("name") ? name : updatedAt;
  return found.sort((a, b) => sign * compared(keyOf(a), keyOf(b)) || compared(a.name, b.name));
}

function wordsOf({ name, title = "", description = "" }: WorkflowSummary): string {
  return `${name}\n${title}\n${description}`.toLowerCase();
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
