import { isObject, type Json } from "../model/json.ts";
import type { Layout } from "../model/layout.ts";
import { type Document, type DocumentKind, readDocument } from "./document.ts";
import { LayoutSchema } from "./schemas.ts";
import { nameProblems } from "./name_problems.ts";

/** Reads a layout file. */
export function parseLayout(text: string, file = "workflow.layout.yaml"): Document<Layout> {
  return readDocument(kind, text, file);
}

const kind: DocumentKind<Layout> = {
  schema: LayoutSchema,
  model: modelOf,
  problems: nameProblems,
};

function modelOf(json: Json): Layout | undefined {
  if (!isObject(json)) return undefined;
  const { metadata, nodes = {}, notes = {} } = json;
  const name = isObject(metadata) && typeof metadata.name === "string" ? metadata.name : "";
  return { name, nodes, notes } as unknown as Layout;
}
