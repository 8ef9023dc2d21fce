/** What comes when the first workflow is to be changed. */
export { createWorkflowChanges } from "./workflow_changes.ts";
export { WorkflowChangesView } from "./WorkflowsDialogs.tsx";
