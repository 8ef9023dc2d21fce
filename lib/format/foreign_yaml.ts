import type { Document } from "yaml";
import type { SourceEntry, SourceMap, SourceNode, TextFault } from "./source.ts";
import { convert } from "./yaml_convert.ts";
import { sizeFault } from "./yaml_bytes.ts";
import { directiveFaults, documentFaults } from "./yaml_library.ts";
import { readSubset } from "./yaml_subset.ts";
import { MAX_FAULTS, textFaults } from "./yaml_text.ts";
import { composeAll } from "./yaml_tokens.ts";

/** The most bytes of a text that others wrote. */
export const FOREIGN_BYTES: number = 5 * 1024 * 1024;

/** The most documents of one text; a workflow holds 500 nodes. */
const MAX_DOCUMENTS = 5_000;

/** The documents of a text that others wrote, or what is wrong with it. */
export interface ForeignRead {
  /** Without those that are empty; none where there is a fault. */
  readonly documents: readonly SourceNode[];
  readonly faults: readonly TextFault[];
}

/**
 * Reads YAML that others wrote for their programs: several documents, anchors and merge keys. An
 * entry that comes by a merge key has the range of what it was merged from. Never throws.
 */
export function readForeignYaml(text: string, maxBytes: number = FOREIGN_BYTES): ForeignRead {
  const size = sizeFault(text, maxBytes);
  if (size) return { documents: [], faults: [size] };
  const quick = quickly(text);
  if (quick) return { documents: quick, faults: [] };
  const characters = textFaults(text);
  if (characters.length > 0) return { documents: [], faults: characters };
  const { documents, directives, fault } = composeAll(text, MAX_DOCUMENTS + 1);
  if (fault) return { documents: [], faults: [fault] };
  const many = documents[MAX_DOCUMENTS];
  if (many) return { documents: [], faults: [tooMany(many.range[0])] };
  const read = documents.filter(({ contents, errors }) => contents || errors.length > 0)
    .map((document) => readOne(document, text));
  const faults = [...directiveFaults(directives), ...read.flatMap(({ faults }) => faults)];
  if (faults.length > 0) return { documents: [], faults: faults.slice(0, MAX_FAULTS) };
  return { documents: read.map(({ root }) => root).filter(isWritten), faults };
}

/** A line between documents that says nothing else, and one that only the judge understands. */
const BETWEEN = /^---[ \t]*(?:\r?\n|$)/m;
const SPECIAL = /^(?:---(?![ \t]*\r?$)|\.\.\.|%)/m;

/** The documents of a text in which each is ordinary, by the fast reader. */
function quickly(text: string): SourceNode[] | undefined {
  if (SPECIAL.test(text)) return undefined;
  const documents: SourceNode[] = [];
  for (let from = 0; from < text.length;) {
    const rest = text.slice(from);
    const end = BETWEEN.exec(rest);
    const part = end ? rest.slice(0, end.index) : rest;
    const root = readSubset(part);
    if (root) documents.push(moved(root, from));
    else if (!isBlank(part)) return undefined;
    if (documents.length > MAX_DOCUMENTS) return undefined;
    from += part.length + (end?.[0].length ?? 0);
  }
  return documents;
}

function isBlank(text: string): boolean {
  return text.split("\n").every((line) => /^\s*(?:#|$)/.test(line));
}

/** A tree as it stands in a text in which something comes before it. */
function moved(node: SourceNode, by: number): SourceNode {
  if (by === 0) return node;
  const range = { from: node.from + by, to: node.to + by };
  if (node.type === "scalar") return { ...node, ...range };
  if (node.type === "list") {
    return { ...node, ...range, items: node.items.map((item) => moved(item, by)) };
  }
  const entries = node.entries.map(({ key, keyFrom, keyTo, value }) => (
    { key, keyFrom: keyFrom + by, keyTo: keyTo + by, value: moved(value, by) }
  ));
  return { ...node, ...range, entries };
}

function readOne(document: Document.Parsed, text: string): {
  readonly root: SourceNode;
  readonly faults: readonly TextFault[];
} {
  const broken = documentFaults(document, text);
  const { root, faults } = convert(document, text, broken.length > 0, true);
  const merging: TextFault[] = [];
  const whole = merged(root, merging);
  return { root: whole, faults: [...broken, ...faults, ...merging] };
}

/** Nothing between two `---` is no document. */
function isWritten({ from, to }: SourceNode): boolean {
  return to > from;
}

function tooMany(offset: number): TextFault {
  const message = `Found more than ${MAX_DOCUMENTS} documents: expected at most ${MAX_DOCUMENTS}`;
  return { code: "limit_exceeded", offset, message };
}

/** A tree in which merge keys have become the entries that they stand for. */
function merged(node: SourceNode, faults: TextFault[]): SourceNode {
  if (node.type === "scalar") return node;
  if (node.type === "list") {
    return { ...node, items: node.items.map((item) => merged(item, faults)) };
  }
  const entries = node.entries.map((entry) => ({ ...entry, value: merged(entry.value, faults) }));
  const own = entries.filter(({ key }) => key !== MERGE);
  const known = new Set(own.map(({ key }) => key));
  const given = entries.filter(({ key }) => key === MERGE)
    .flatMap(({ value }) => givenBy(value, faults))
    .filter(({ key }) => !known.has(key) && known.add(key));
  return { ...node, entries: [...own, ...given] };
}

const MERGE = "<<";

/** What a merge key brings; of several maps the first that has a key gives it. */
function givenBy(value: SourceNode, faults: TextFault[]): readonly SourceEntry[] {
  const maps = value.type === "list" ? value.items : [value];
  return maps.flatMap((map) => {
    if (isMap(map)) return map.entries;
    const message = "Found a merge key << of something else: expected a map or a list of maps";
    faults.push({ code: "unsupported_yaml", offset: map.from, message });
    return [];
  });
}

function isMap(node: SourceNode): node is SourceMap {
  return node.type === "map";
}
