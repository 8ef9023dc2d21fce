/** The views that are loaded when the first of them is opened. */
export { ConflictDialog } from "./ConflictDialog.tsx";
export { ConnectDialog } from "./ConnectDialog.tsx";
export { DeployDialog } from "./DeployDialog.tsx";
export { DeploymentPanel } from "./DeploymentPanel.tsx";
export { FilesTab } from "./FilesTab.tsx";
export { SaveDialog } from "./SaveDialog.tsx";
export { Shortcuts } from "./Shortcuts.tsx";
