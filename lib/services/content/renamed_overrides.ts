import { renamedOverrides } from "../../format/renamed_overrides.ts";
import type { Operation } from "../../model/operation.ts";
import type { FileChange } from "../../stores/store.ts";
import { environmentNames } from "../contents.ts";
import type { Snapshot } from "./head.ts";

/** The environments whose overrides name nodes of a workflow that operations give another id. */
export async function environmentsAfter(
  workflow: string,
  operations: readonly Operation[],
  snapshot: Snapshot,
): Promise<FileChange[]> {
  if (!operations.some(({ op }) => op === "rename-node")) return [];
  const changes: FileChange[] = [];
  for (const name of await environmentNames(snapshot)) {
    const path = `environments/${name}.yaml`;
    const text = await snapshot.read(path);
    if (text === undefined) continue;
    const after = renamedOverrides(text, path, workflow, operations);
    if (after !== text) changes.push({ path, content: after });
  }
  return changes;
}
