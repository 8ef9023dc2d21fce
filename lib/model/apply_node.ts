import type { JsonObject } from "./json.ts";
import { listToChange, pathToSet, pathToUnset, withoutKeys, withValue } from "./json_path.ts";
import type {
  InsertItem,
  RemoveItem,
  SetComponent,
  SetDescription,
  SetField,
  SetGroup,
  SetTitle,
  UnsetField,
} from "./operation.ts";
import { checkConfig, checkGroup } from "./operation_checks.ts";
import type { WorkflowNode } from "./workflow.ts";

/** What changes the config of one node. */
type ConfigChange = SetField | UnsetField | InsertItem | RemoveItem;

/** What changes one node. */
export type NodeChange = ConfigChange | SetTitle | SetDescription | SetGroup | SetComponent;

/** The node that a change makes of another, among nodes with these ids. */
export function changedNode(
  node: WorkflowNode,
  operation: NodeChange,
  known: readonly string[],
): WorkflowNode {
  switch (operation.op) {
    case "set-title":
    case "set-description": {
      const key = operation.op === "set-title" ? "title" : "description";
      const { [key]: _, ...rest } = node;
      return operation.value === "" ? rest : { ...rest, [key]: operation.value };
    }
    case "set-group": {
      checkGroup(operation, known);
      const { group: _, ...rest } = node;
      return operation.value === null ? rest : { ...rest, group: operation.value };
    }
    case "set-component":
      return { ...node, component: operation.value };
    default:
      return { ...node, config: changedConfig(node.config, operation) };
  }
}

function changedConfig(config: JsonObject, operation: ConfigChange): JsonObject {
  switch (operation.op) {
    case "set": {
      const after = withValue(config, pathToSet(config, operation.path), operation.value);
      checkConfig(after);
      return after;
    }
    case "unset": {
      const path = pathToUnset(config, operation.path);
      if (path.length === 0) return {};
      return withoutKeys(config, path.slice(0, -1), path.slice(-1)) as JsonObject;
    }
    case "insert": {
      const { path, items } = listToChange(config, operation.path, operation.index, 0);
      return withValue(
        config,
        path,
        items.toSpliced(operation.index, 0, operation.value),
      ) as JsonObject;
    }
    case "remove": {
      const { path } = listToChange(config, operation.path, operation.index, 1);
      return withoutKeys(config, path, [operation.index]) as JsonObject;
    }
  }
}
