import type { Operation } from "../model/operation.ts";
import { applyAll, type Edited, type EditOptions, type WorkflowFiles } from "./edit.ts";
import { createReadings } from "./edit/reading.ts";

/** Files that are edited again and again, and read only once. */
export interface OpenDocument {
  readonly files: WorkflowFiles;
  /** Applies operations as `applyOperations` does, and goes on from what they made. */
  apply(operations: readonly Operation[], options?: EditOptions): Edited;
}

/** Opens files. Of each text that an edit makes, only the lines around the edit are read. */
export function openDocument(files: WorkflowFiles): OpenDocument {
  const readings = createReadings();
  let now = files;
  return {
    get files() {
      return now;
    },
    apply(operations, options) {
      const { inverse, ...done } = applyAll({ ...now, ...options, readings }, operations);
      now = { ...now, ...done };
      return { ...done, inverse };
    },
  };
}
