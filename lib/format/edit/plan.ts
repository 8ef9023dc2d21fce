import { checkGroup, checkNewNode } from "../../model/operation_checks.ts";
import { isObject, type Json, type JsonObject, present } from "../../model/json.ts";
import type {
  AddNode,
  Operation,
  RemoveNode,
  SetComponent,
  SetDescription,
  SetGroup,
  SetTitle,
} from "../../model/operation.ts";
import type { Change, Plan } from "./change.ts";
import { CONNECTIONS, connectionsOf, fieldsOf, nodeOf, NODES, nodesOf } from "./outline.ts";
import { toInsert, toRemoveItem, toSet, toUnset } from "./plan_config.ts";
import { additions, newConnection, toConnect, toDisconnect, touches } from "./plan_connections.ts";
import { toField } from "./plan_fields.ts";
import { toRename } from "./plan_rename.ts";

/**
 * Plans an operation on the document of a workflow.
 *
 * @throws `invalid_input` where it names what is not there.
 */
export function planOf(json: Json, operation: Operation): Plan {
  switch (operation.op) {
    case "add-node":
      return toAdd(json, operation);
    case "remove-node":
      return toRemove(json, operation);
    case "rename-node":
      return toRename(json, operation);
    case "set":
      return toSet(json, operation);
    case "unset":
      return toUnset(json, operation);
    case "insert":
      return toInsert(json, operation);
    case "remove":
      return toRemoveItem(json, operation);
    case "connect":
      return toConnect(json, operation);
    case "disconnect":
      return toDisconnect(json, operation);
    case "set-title":
    case "set-description":
      return toText(json, operation);
    case "set-group":
      return toGroup(json, operation);
    case "set-component":
      return toComponent(json, operation);
    case "set-metadata":
    case "set-spec":
      return toField(json, operation);
    case "move":
    case "resize":
    case "set-color":
      nodeOf(json, operation.node);
      return { changes: [], inverse: operation };
    case "add-note":
    case "set-note":
    case "remove-note":
      return { changes: [], inverse: operation };
  }
}

function toAdd(json: Json, operation: AddNode): Plan {
  const { node: id, component, title, description, group, config, connections = [] } = operation;
  checkNewNode(operation, Object.hasOwn(nodesOf(json), id));
  const value = { component, ...present({ title, description, group, config }) };
  return {
    changes: [{ put: [...NODES, id], value }, ...additions(json, connections)],
    inverse: { op: "remove-node", node: id },
  };
}

function toRemove(json: Json, { node: id }: RemoveNode): Plan {
  const node = nodeOf(json, id);
  const connections = connectionsOf(json);
  const touching = connections.flatMap((one, index) => touches(one, id) ? [index] : []);
  const lost = touching.flatMap((index) => newConnection(connections[index]!));
  return {
    changes: [
      ...(touching.length > 0 ? [{ take: CONNECTIONS, keys: touching }] : []),
      { take: NODES, keys: [id] },
    ],
    inverse: {
      op: "add-node",
      node: id,
      ...fieldsOfNode(node),
      ...(lost.length > 0 && { connections: lost }),
    },
  };
}

/** What the model knows of a node. */
function fieldsOfNode(node: Json): Omit<AddNode, "op" | "node"> {
  const fields: JsonObject = isObject(node) ? node : {};
  const texts = Object.entries(fields).filter(([key, value]) =>
    TEXTS.includes(key) && typeof value === "string"
  );
  const config = isObject(fields.config) ? { config: fields.config } : {};
  return { component: "", ...Object.fromEntries(texts), ...config };
}

const TEXTS = ["component", "title", "description", "group"];

function toText(json: Json, { op, node, value }: SetTitle | SetDescription): Plan {
  const key = op === "set-title" ? "title" : "description";
  const after = op === "set-title" ? ["component"] : ["component", "title"];
  const { [key]: old } = fieldsOf(json, node);
  return {
    changes: ofField(json, node, key, value === "" ? undefined : value, after),
    inverse: { op, node, value: typeof old === "string" ? old : "" },
  };
}

function toComponent(json: Json, { node, value }: SetComponent): Plan {
  const { component } = fieldsOf(json, node);
  return {
    changes: ofField(json, node, "component", value, []),
    inverse: { op: "set-component", node, value: typeof component === "string" ? component : "" },
  };
}

function toGroup(json: Json, operation: SetGroup): Plan {
  const { node, value } = operation;
  const { group } = fieldsOf(json, node);
  checkGroup(operation, Object.keys(nodesOf(json)));
  const after = ["component", "title", "description"];
  return {
    changes: ofField(json, node, "group", value ?? undefined, after),
    inverse: { op: "set-group", node, value: typeof group === "string" ? group : null },
  };
}

function ofField(
  json: Json,
  node: string,
  key: string,
  value: string | undefined,
  after: readonly string[],
): Change[] {
  const path = [...NODES, node];
  if (value !== undefined) return [{ put: [...path, key], value, beside: { after } }];
  return Object.hasOwn(fieldsOf(json, node), key) ? [{ take: path, keys: [key] }] : [];
}
