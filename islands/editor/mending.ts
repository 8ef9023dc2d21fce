import type { Operation } from "../../lib/model/operation.ts";
import type { Problem } from "../../lib/model/problem.ts";
import type { Editor } from "./editor.ts";

/** Mends what breaks a rule, as one edit that can be undone; says what cannot be done. */
export function mend(editor: Pick<Editor, "edit" | "insert">, { mend = [] }: Problem): boolean {
  const added = mend.flatMap(addedNode);
  // Nodes without a place of their own would move when another one joins them.
  return added.length > 0 ? editor.insert(mend, added) : editor.edit(mend);
}

function addedNode(operation: Operation): string[] {
  return operation.op === "add-node" ? [operation.node] : [];
}
