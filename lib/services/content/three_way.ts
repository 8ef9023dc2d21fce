import {
  canDecide,
  decide,
  type Decided,
  type Decision,
  type FileVersions,
} from "../../format/decide.ts";
import type { WorkflowFiles } from "../../format/edit.ts";
import { forgetPlaces } from "../../format/forget.ts";
import { mergeLayoutTexts, mergeWorkflowTexts } from "../../format/merge.ts";
import { parseWorkflow } from "../../format/workflow.ts";
import { AppError } from "../../model/error.ts";
import type { Conflict } from "../../model/merge.ts";
import type { Checking } from "../checking.ts";
import { type OpenConflict, openConflicts } from "./open_conflicts.ts";

/** How somebody decides a conflict that was shown to them. */
export type Resolution = Decision & {
  /** The id of the conflict; it is another when any side of it changes. */
  readonly id: string;
};

/** What became of two sides of a workflow and its layout. */
export interface ThreeWay {
  /** Ours stands where there is a conflict. */
  readonly files: WorkflowFiles;
  /** What is not decided. */
  readonly conflicts: readonly OpenConflict[];
  /** Why nothing could be merged: a side cannot be read. */
  readonly reason?: string;
}

/** Merges three versions of a workflow and its layout; what contradicts each other is decided by resolutions. */
export function threeWay(
  versions: FileVersions,
  checking: Pick<Checking, "graph">,
  resolutions: readonly Resolution[] = [],
): ThreeWay {
  try {
    return merged(versions, checking, resolutions);
  } catch (error) {
    // A resolution that cannot be carried out is the caller's fault; that a side cannot be read is not.
    if (!(error instanceof AppError) || !["unprocessable", "conflict"].includes(error.code)) {
      throw error;
    }
    return { files: versions.ours, conflicts: [], reason: error.message };
  }
}

function merged(
  versions: FileVersions,
  checking: Pick<Checking, "graph">,
  resolutions: readonly Resolution[],
): ThreeWay {
  const { name } = versions.ours;
  const logic = workflows(versions, checking);
  const layout = layouts(versions);
  const all = [
    ...openConflicts("workflow", logic.conflicts),
    ...openConflicts("layout", layout.conflicts),
  ];
  const files = { name, workflow: logic.text, layout: layout.text || undefined };
  if (all.length === 0) return { files: withoutLeftovers(files, versions), conflicts: [] };
  const { decided, left } = settle(all, resolutions);
  const after = withoutLeftovers(decide(files, versions, decided), versions);
  return { files: after, conflicts: stillThere(left, after, checking) };
}

type Side = keyof FileVersions;

function texts(versions: FileVersions, of: (files: WorkflowFiles) => string): Record<Side, string> {
  const { base, ours, theirs } = versions;
  return { base: of(base), ours: of(ours), theirs: of(theirs) };
}

interface Text {
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

function workflows(versions: FileVersions, { graph }: Pick<Checking, "graph">): Text {
  const { base, ours, theirs } = texts(versions, ({ workflow }) => workflow);
  if (base !== ours && base !== theirs && ours !== theirs) [ours, theirs].forEach(refuseUnresolved);
  return mergeWorkflowTexts({ base, ours, theirs }, versions.ours.name, graph);
}

function layouts(versions: FileVersions): Text {
  return mergeLayoutTexts(texts(versions, ({ layout = "" }) => layout), versions.ours.name);
}

/** Entries of a merge that nobody resolved say nothing that could be merged again. */
function refuseUnresolved(text: string): void {
  const open = parseWorkflow(text).value?.conflicts.length ?? 0;
  if (open === 0) return;
  throw new AppError("unprocessable", "The workflow holds a merge that is not resolved");
}

/** Conflicts that a resolution decides, and those that are left. */
function settle(
  conflicts: readonly OpenConflict[],
  resolutions: readonly Resolution[],
): { readonly decided: Decided[]; readonly left: OpenConflict[] } {
  const byId = new Map(resolutions.map((resolution) => [resolution.id, resolution]));
  const [decided, left]: [Decided[], OpenConflict[]] = [[], []];
  for (const conflict of conflicts) {
    const decision = byId.get(conflict.id);
    if (decision && canDecide(conflict, decision)) decided.push({ conflict, decision });
    else left.push(conflict);
  }
  return { decided, left };
}

/** What both sides break together may be whole again by what was decided. */
function stillThere(
  left: readonly OpenConflict[],
  { workflow }: WorkflowFiles,
  { graph }: Pick<Checking, "graph">,
): readonly OpenConflict[] {
  if (!left.some(isOfGraph)) return left;
  const { value } = parseWorkflow(workflow);
  const told = new Set(value && graph(value).map(({ message }) => message));
  return left.filter((conflict) => !isOfGraph(conflict) || told.has(conflict.message!));
}

function isOfGraph({ path }: Conflict): boolean {
  return path[0] === "graph";
}

/** A node that one side moved while the other removed it leaves no place behind. */
function withoutLeftovers(files: WorkflowFiles, versions: FileVersions): WorkflowFiles {
  const nodesOf = ({ workflow }: WorkflowFiles) => [
    ...parseWorkflow(workflow).value?.nodes.keys() ?? [],
  ];
  const known = new Set([versions.base, versions.ours, versions.theirs].flatMap(nodesOf));
  for (const id of nodesOf(files)) known.delete(id);
  return forgetPlaces(files, known);
}
