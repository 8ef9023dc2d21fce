import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { Connection, ConnectionEnd, Workflow, WorkflowNode } from "../model/workflow.ts";
import { type Document, type DocumentKind, readDocument } from "./document.ts";
import { nameProblems } from "./name_problems.ts";
import { WorkflowSchema } from "./schemas.ts";

/** Reads a workflow file; a bench may lift its limit. Its graph is judged by `problems` of `lib/model`. */
export function parseWorkflow(
  text: string,
  file = "workflow.yaml",
  maxBytes?: number,
): Document<Workflow> {
  return readDocument(kind, text, file, maxBytes);
}

const kind: DocumentKind<Workflow> = {
  schema: WorkflowSchema,
  model: modelOf,
  problems: nameProblems,
};

function modelOf(json: Json): Workflow | undefined {
  if (!isObject(json) || !isObject(json.spec)) return undefined;
  const metadata = isObject(json.metadata) ? json.metadata : {};
  const nodes = isObject(json.spec.nodes) ? json.spec.nodes : {};
  const connections = Array.isArray(json.spec.connections) ? json.spec.connections : [];
  return {
    kind: textOf(json.kind) ?? "",
    name: textOf(metadata.name) ?? "",
    ...texts(metadata, "title", "description"),
    labels: labelsOf(metadata.labels),
    ...texts(json.spec, "namespace"),
    nodes: new Map(Object.entries(nodes).map(([id, node]) => [id, nodeOf(id, node)])),
    connections: connections.map(connectionOf),
    conflicts: Array.isArray(json.conflicts) ? json.conflicts : [],
  };
}

function nodeOf(id: string, json: Json): WorkflowNode {
  const node = isObject(json) ? json : {};
  return {
    id,
    component: textOf(node.component) ?? "",
    ...texts(node, "title", "description", "group"),
    config: isObject(node.config) ? node.config : {},
  };
}

function connectionOf(json: Json): Connection {
  const { from, to, order } = isObject(json) ? json : {} as JsonObject;
  return { from: endOf(from), to: endOf(to), order: order !== false };
}

/** An end such as `db.endpoint`. */
function endOf(json: Json | undefined): ConnectionEnd {
  const [node = "", port = ""] = (textOf(json) ?? "").split(".");
  return { node, port };
}

function labelsOf(json: Json | undefined): Record<string, string> {
  const entries = Object.entries(isObject(json) ? json : {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function textOf(json: Json | undefined): string | undefined {
  return typeof json === "string" ? json : undefined;
}

/** The named fields that hold text. */
function texts<Key extends string>(json: JsonObject, ...keys: Key[]): { [K in Key]?: string } {
  const held = keys.filter((key) => typeof json[key] === "string");
  return Object.fromEntries(held.map((key) => [key, json[key]])) as { [K in Key]?: string };
}
