/** What nobody needs before the workflow is drawn; it is loaded right after that, as one script. */
export { applyOperations } from "../../lib/format/edit.ts";
export { problems } from "../../lib/model/problems.ts";
export { ruleProblems } from "../../lib/model/rules/rule_problems.ts";
export { ConflictPanel } from "./ConflictPanel.tsx";
export { ConnectDialog } from "./ConnectDialog.tsx";
export { DeployDialog } from "./DeployDialog.tsx";
export { DeploymentPanel } from "./DeploymentPanel.tsx";
export { followDraft } from "./following_draft.ts";
export { FilesTab } from "./FilesTab.tsx";
export { followKeys } from "./keys.ts";
export { NodeInspector } from "./NodeInspector.tsx";
export { ProblemList } from "./ProblemList.tsx";
export { SaveDialog } from "./SaveDialog.tsx";
export { createSavingWork } from "./saving_work.ts";
export { SelectionInspector } from "./SelectionInspector.tsx";
export { Shortcuts } from "./Shortcuts.tsx";
