import { type Document, isAlias, isMap, isScalar } from "yaml";
import type { ParsedNode, YAMLMap, YAMLSeq } from "yaml";
import type { SourceEntry, SourceList, SourceMap, SourceNode, TextFault } from "./source.ts";
import { aliasOf } from "./yaml_alias.ts";
import { type Context, createContext } from "./yaml_context.ts";
import { emptyAt } from "./yaml_entry.ts";
import { checkUnique, keyOf } from "./yaml_key.ts";
import { scalarOf } from "./yaml_value.ts";

/** A tree and what was wrong inside of it. */
export interface Converted {
  readonly root: SourceNode;
  readonly faults: TextFault[];
}

/** Turns a document of the package into our tree. */
export function convert(
  document: Document.Parsed,
  text: string,
  isBroken: boolean,
  isForeign: boolean = false,
): Converted {
  const context = createContext(text, isBroken, isForeign);
  return { root: nodeOf(context, document.contents, 0, 1), faults: context.faults };
}

/** A value; nothing at all is null and stands at `fallback`. */
function nodeOf(
  context: Context,
  node: ParsedNode | null,
  fallback: number,
  depth: number,
): SourceNode {
  if (!node) return emptyAt(fallback);
  if (isAlias(node)) return aliasOf(context, node, depth);
  const anchor = node.anchor;
  if (anchor !== undefined) context.anchors.set(anchor, undefined);
  const result = ownNodeOf(context, node, depth);
  if (anchor !== undefined) context.anchors.set(anchor, result);
  return result;
}

function ownNodeOf(
  context: Context,
  node: Exclude<ParsedNode, { anchor?: never }>,
  depth: number,
): SourceNode {
  if (isScalar(node)) return scalarOf(context, node);
  return isMap(node) ? mapOf(context, node, depth) : listOf(context, node, depth);
}

function listOf(context: Context, list: YAMLSeq.Parsed, depth: number): SourceList {
  const [from, end] = list.range;
  const items = list.items.map((item) => nodeOf(context, item, from, depth + 1));
  return { type: "list", items, from, to: list.flow ? end : items.at(-1)?.to ?? end };
}

function mapOf(context: Context, map: YAMLMap.Parsed, depth: number): SourceMap {
  const [from, end] = map.range;
  const entries: SourceEntry[] = [];
  const seen = new Map<string, number>();
  for (const { key, value } of map.items) {
    const place = keyOf(context, key, from);
    const node = nodeOf(context, value, place?.keyTo ?? from, depth + 1);
    if (!place) continue;
    checkUnique(context, place, seen.get(place.key));
    seen.set(place.key, place.keyFrom);
    entries.push({ ...place, value: node });
  }
  const isBracketed = map.flow && context.text.charAt(from) === "{";
  return { type: "map", entries, from, to: isBracketed ? end : entries.at(-1)?.value.to ?? end };
}
