import { isObject, type Json, type JsonObject, lookup } from "../../model/json.ts";
import { boundBy, REFERENCE_KEYS, referencesIn } from "../../model/node_references.ts";
import type { RenameNode } from "../../model/operation.ts";
import { checkRename, endOf } from "../../model/operation_checks.ts";
import type { Change, Plan } from "./change.ts";
import { CONNECTIONS, connectionsOf, nodeOf, NODES, nodesOf } from "./outline.ts";

/** Plans to give a node another id, wherever the document names it. */
export function toRename(json: Json, operation: RenameNode): Plan {
  const { node, to } = operation;
  nodeOf(json, node);
  const nodes = nodesOf(json);
  checkRename(operation, namedIn(json));
  return {
    changes: [
      ...connectionsOf(json).flatMap((one, index) => ofConnection(one, index, operation)),
      ...Object.entries(nodes).flatMap(([id, one]) => ofReferences(one, id, operation)),
      // The key comes last: until then everything has its old path.
      { rename: NODES, key: node, to },
    ],
    inverse: { op: "rename-node", node: to, to: node },
  };
}

/** Every id of a node that something in the document names. */
function namedIn(json: Json): Set<string> {
  const nodes = nodesOf(json);
  const ends = connectionsOf(json).flatMap((one) => isObject(one) ? [one.from, one.to] : []);
  const references = Object.values(nodes).flatMap((one) =>
    isObject(one) ? [one.group, ...isObject(one.config) ? namedBy(one.config) : []] : []
  );
  return new Set([
    ...Object.keys(nodes),
    ...texts(ends).map((end) => endOf(end).node),
    ...texts(references),
  ]);
}

function namedBy(config: JsonObject): string[] {
  return [...boundBy(config), ...referencesIn(config).map(({ node }) => node)];
}

function texts(values: readonly (Json | undefined)[]): string[] {
  return values.filter((value) => typeof value === "string");
}

function ofConnection(connection: Json, index: number, { node, to }: RenameNode): Change[] {
  if (!isObject(connection)) return [];
  return (["from", "to"] as const).flatMap((side) => {
    const end = connection[side];
    if (typeof end !== "string" || endOf(end).node !== node) return [];
    return [{ put: [...CONNECTIONS, index, side], value: to + end.slice(node.length) }];
  });
}

/** The group of another node, and what it says about the one that it reaches. */
function ofReferences(other: Json, id: string, { node, to }: RenameNode): Change[] {
  if (!isObject(other)) return [];
  const config = isObject(other.config) ? other.config : {};
  const at = [...NODES, id, "config"];
  const references = referencesIn(config).filter((one) => one.node === node);
  const maps = REFERENCE_KEYS.filter((field) => {
    const map = lookup(config, field);
    return isObject(map) && Object.hasOwn(map, node);
  });
  return [
    ...(other.group === node ? [{ put: [...NODES, id, "group"], value: to }] : []),
    ...references.map(({ path }) => ({ put: [...at, ...path], value: to })),
    ...maps.map((field) => ({ rename: [...at, field], key: node, to })),
  ];
}
