/** Reading files in the browser. */
export { type Document, locate } from "./document.ts";
export { parseLayout } from "./layout.ts";
export { parseWorkflow } from "./workflow.ts";
export { onReadable } from "./yaml_library.ts";
