import { checkNewConnection, endOf, unknownConnection } from "../../model/operation_checks.ts";
import { isObject, type Json } from "../../model/json.ts";
import type { Connect, Disconnect, NewConnection } from "../../model/operation.ts";
import type { Change, Plan } from "./change.ts";
import { CONNECTIONS, connectionsOf, nodesOf } from "./outline.ts";

/** Plans to join two ports. */
export function toConnect(json: Json, operation: Connect): Plan {
  const { from, to } = operation;
  const isThere = connectionsOf(json).some((one) => isBetween(one, operation));
  checkNewConnection(operation, Object.keys(nodesOf(json)), isThere);
  return { changes: additions(json, [operation]), inverse: { op: "disconnect", from, to } };
}

/** Plans to take a connection away. */
export function toDisconnect(json: Json, operation: Disconnect): Plan {
  const connections = connectionsOf(json);
  const keys = connections.flatMap((one, index) => isBetween(one, operation) ? [index] : []);
  const [first] = keys;
  if (first === undefined) {
    throw unknownConnection(operation, connections.flatMap(newConnection));
  }
  return {
    changes: [{ take: CONNECTIONS, keys }],
    inverse: { op: "connect", ...newConnection(connections[first]!)[0]! },
  };
}

function isBetween(connection: Json, { from, to }: NewConnection): boolean {
  return isObject(connection) && connection.from === from && connection.to === to;
}

/** The change that adds connections. */
export function additions(json: Json, connections: readonly NewConnection[]): Change[] {
  if (connections.length === 0) return [];
  const old = connectionsOf(json);
  const added = connections.map(({ from, to, order }) => (
    { from, to, ...(order === false && { order }) }
  ));
  // A list that is there is added to; otherwise each connection gets its line.
  return [{
    put: CONNECTIONS,
    value: [...old, ...added],
    ...(old.length === 0 && { form: "rows" }),
  }];
}

/** Whether a node is one end of a connection. */
export function touches(connection: Json, id: string): boolean {
  return isObject(connection) &&
    [connection.from, connection.to].some((end) =>
      typeof end === "string" && endOf(end).node === id
    );
}

/** A connection as operations write it; none where it is no connection. */
export function newConnection(connection: Json): NewConnection[] {
  if (!isObject(connection)) return [];
  const { from, to, order } = connection;
  if (typeof from !== "string" || typeof to !== "string") return [];
  return [{ from, to, ...(order === false && { order }) }];
}
