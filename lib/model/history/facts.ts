import { itemKey } from "../diff/list_alignment.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { OperationPath, Step } from "../operation.ts";
import type { WorkflowNode } from "../workflow.ts";

/** One thing that is said: a value that is no map and no list of named items, and where it stands. */
export interface Fact {
  readonly path: OperationPath;
  readonly value: Json;
}

/** What is said, by its path as a text. */
export type Facts = ReadonlyMap<string, Fact>;

/** All that a value says, as deep as a difference looks. */
export function factsOf(value: Json): Facts {
  const facts = new Map<string, Fact>();
  collect(value, [], facts);
  return facts;
}

/** All that a node says but its id. What was asked once is remembered with the node. */
export function factsOfNode(node: WorkflowNode): Facts {
  const known = remembered.get(node);
  if (known) return known;
  const { id: _, ...said } = node;
  const facts = factsOf(said as unknown as Json);
  remembered.set(node, facts);
  return facts;
}

const remembered = new WeakMap<WorkflowNode, Facts>();

/** Maps that are there for everybody: empty ones say nothing. */
const HOLLOW: ReadonlySet<string> = new Set([
  "[]",
  '["config"]',
  '["spec"]',
  '["metadata","labels"]',
]);

function collect(value: Json, path: OperationPath, facts: Map<string, Fact>): void {
  const parts = partsOf(value);
  if (parts.length === 0) {
    const key = JSON.stringify(path);
    if (!(isObject(value) && HOLLOW.has(key))) facts.set(key, { path, value });
    return;
  }
  for (const [step, part] of parts) collect(part, [...path, step], facts);
}

function partsOf(value: Json): (readonly [Step, Json])[] {
  if (isObject(value)) return Object.entries(value);
  if (!Array.isArray(value) || value.length === 0) return [];
  const key = itemKey([value]);
  if (!key) return [];
  return value.map((item: Json) => {
    const name = (item as JsonObject)[key] as string;
    return [key === "name" ? { name } : { key: name }, item] as const;
  });
}
