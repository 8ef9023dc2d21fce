/** The past of a workflow, as one script that is loaded when somebody first looks at it. */
export { ComparisonView } from "./ComparisonView.tsx";
export { HistoryPanel } from "./HistoryPanel.tsx";
