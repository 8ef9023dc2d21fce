import type { Drawing } from "../model/diff.ts";
import { AppError } from "../model/error.ts";
import { type Decided, decisionOperations } from "../model/merge/decisions.ts";
import { withSameIds } from "../model/merge/renames.ts";
import { applyOperations, type WorkflowFiles } from "./edit.ts";
import { parseLayout } from "./layout.ts";
import { withConflicts } from "./merge.ts";
import { parseWorkflow } from "./workflow.ts";

export { canDecide, type Decided, type Decision } from "../model/merge/decisions.ts";

/** The files of three versions. */
export interface FileVersions {
  readonly base: WorkflowFiles;
  readonly ours: WorkflowFiles;
  readonly theirs: WorkflowFiles;
}

/**
 * The files that a merge left, without its entries of `conflicts`, and with what was decided in the
 * place of each.
 *
 * @throws as `applyOperations`, where a decision cannot be carried out.
 */
export function decide(
  merged: WorkflowFiles,
  versions: FileVersions,
  decided: readonly Decided[],
): WorkflowFiles {
  const path = `workflows/${merged.name}.yaml`;
  const files = { ...merged, workflow: withConflicts(merged.workflow, [], path) };
  const { ours, theirs } = versions;
  // A file that both sides made is merged with nothing.
  const base = versions.base.workflow.trim() === "" ? undefined : drawn(versions.base);
  const sides = { ours: drawn(ours), theirs: drawn(theirs) };
  const same = withSameIds({ ...sides, base: base ?? hollow(sides.ours) }).versions;
  const { workflow } = drawn(files);
  const operations = decisionOperations(decided, { versions: same, merged: workflow });
  const { workflow: text, layout } = applyOperations(files, operations);
  return { ...files, workflow: text, layout };
}

function drawn({ workflow: text, layout = "", name }: WorkflowFiles): Drawing {
  const workflow = parseWorkflow(text, `workflows/${name}.yaml`).value;
  if (!workflow) throw new AppError("unprocessable", `workflows/${name}.yaml cannot be read`);
  const places = parseLayout(layout, `workflows/${name}.layout.yaml`).value;
  return { workflow, layout: places ?? { name, nodes: {}, notes: {} } };
}

function hollow({ workflow: { kind, name }, layout }: Drawing): Drawing {
  const workflow = { kind, name, labels: {}, nodes: new Map(), connections: [], conflicts: [] };
  return { workflow, layout: { ...layout, nodes: {}, notes: {} } };
}
