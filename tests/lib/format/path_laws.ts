import assert from "node:assert/strict";
import { parseDocument } from "yaml";
import { documentsIn } from "../../../lib/format/edit/documents.ts";
import { readable } from "../../../lib/format/edit/file.ts";
import { createReadings } from "../../../lib/format/edit/reading.ts";
import type { Sheet } from "../../../lib/format/edit/sheet.ts";
import {
  editPaths,
  type PathEdit,
  pathEditsOf,
  undoPathEdits,
} from "../../../lib/format/path_edits.ts";
import type { SourceNode } from "../../../lib/format/source.ts";
import { AppError } from "../../../lib/model/error.ts";
import { isObject, type Json, type Path } from "../../../lib/model/json.ts";
import { isSame, valueAt } from "../../../lib/model/json_path.ts";
import { oneOf, type Random } from "./yaml_samples.ts";

/** What an edit came to: done, with no effect, or refused. */
export type Outcome = "done" | "same" | "refused";

/** One document of a text, and what can be read of it. */
export interface Subject {
  readonly text: string;
  readonly document: number;
  /** Where the document is. */
  readonly from: number;
  readonly to: number;
  readonly sheet: Sheet;
}

/** The documents of a text that are maps. */
export function subjectsOf(text: string): Subject[] {
  return documentsIn(text).flatMap(({ from, to }, document) => {
    const target = { text: text.slice(from, to), file: "a.yaml", readings: createReadings() };
    try {
      return [{ text, document, from, to, sheet: readable(target) }];
    } catch (error) {
      if (error instanceof AppError) return [];
      throw error;
    }
  });
}

/** A value of a document, and where it stands. */
export interface Place {
  readonly path: Path;
  readonly node: SourceNode;
}

/** Every value of a document that can be read; what an alias stands for is its anchor's. */
export function placesOf({ sheet: { text, root, torn = [] } }: Subject): Place[] {
  const all = (node: SourceNode, path: Path): Place[] => {
    if (torn.some(({ from, to }) => from <= node.from && node.to <= to)) return [];
    const own = { path, node };
    if (node.type === "scalar" || text[node.from] === "*") return [own];
    return node.type === "list"
      ? [own, ...node.items.flatMap((item, at) => all(item, [...path, at]))]
      : [own, ...node.entries.flatMap(({ key, value }) => all(value, [...path, key]))];
  };
  return all(root, []);
}

const SCALARS: readonly Json[] = [
  ...[7, -0.5, true, null, "", "plain", "a: b", "yes", "it's", "#", "- x", "é", "10Gi", " a "],
];
const VALUES: readonly Json[] = [
  ...SCALARS,
  ...["two\nlines", "two\nlines\n", [], {}, [1, "b"], { a: { b: [1] }, c: "d" }, [{ a: 1, b: 2 }]],
];

/** An edit of some value of a document. */
export function editOf(random: Random, subject: Subject, places: readonly Place[]): PathEdit {
  const { path, node } = oneOf(random, places);
  const value = oneOf(random, VALUES);
  const json = valueAt(subject.sheet.json, path)!;
  switch (oneOf(random, ["set", "add", "unset", "insert", "rename"] as const)) {
    case "add":
      if (isObject(json)) return { set: [...path, oneOf(random, ["new", "z.y/x", "on"])], value };
      break;
    case "insert":
      if (!Array.isArray(json)) break;
      return { insert: path, index: random(json.length + 1), value };
    case "rename": {
      const above = path.length > 0 ? valueAt(subject.sheet.json, path.slice(0, -1)) : undefined;
      if (typeof path.at(-1) !== "string" || !isObject(above ?? null)) break;
      const free = ["new", "z.y/x", "on"].filter((key) => !Object.hasOwn(above as object, key));
      return { rename: path, to: oneOf(random, free) };
    }
    case "unset": {
      const step = path.at(-1);
      if (typeof step === "number") return { remove: path.slice(0, -1), index: step };
      if (step !== undefined) return { unset: path };
      break;
    }
  }
  if (path.length === 0) return { set: ["new"], value };
  return { set: path, value: node.type === "scalar" ? value : oneOf(random, SCALARS) };
}

/** Holds an edit to every law, and says what it came to. */
export function holdToLaws(subject: Subject, edit: PathEdit): Outcome {
  const { text, document } = subject;
  const shown = () => `${JSON.stringify(edit)} in\n${text}`;
  let result;
  try {
    result = editPaths(text, [edit], { document });
  } catch (error) {
    assert.ok(error instanceof AppError, `${error}\n${shown()}`);
    assert.ok(["not_supported", "unprocessable"].includes(error.code), error.message);
    return "refused";
  }
  const promised = pathEditsOf(subject.sheet.json, [edit]);
  if (isSame(promised, subject.sheet.json)) {
    assert.deepEqual(result, { text, undo: [] }, shown());
    return "same";
  }
  assert.equal(undoPathEdits(result.text, result.undo), text, shown());
  assertPromise(subject, result.text, promised);
  assertRest(subject, result.text, edit, shown);
  return "done";
}

/** The judge is the package: it knows nothing of how we read. */
function assertPromise({ text, from, to, sheet }: Subject, after: string, promised: Json): void {
  assert.equal(after.slice(0, from), text.slice(0, from));
  assert.ok(after.endsWith(text.slice(to)));
  // Of what is torn the package takes what it can.
  if (sheet.torn) return;
  const source = after.slice(from, after.length - (text.length - to)).replace(/^\uFEFF/, "");
  const parsed = parseDocument(source, { version: "1.2", merge: false });
  assert.deepEqual(parsed.errors, []);
  assert.deepEqual(sorted(parsed.toJS() as Json), sorted(promised), after);
}

/** Key order is no part of what a document says. */
function sorted(json: Json): Json {
  if (Array.isArray(json)) return json.map(sorted);
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.keys(json).sort().map((key) => [key, sorted(json[key]!)]),
  );
}

/** What an edit is not about has its bytes: values, comments, line ends, the first and last byte. */
function assertRest(subject: Subject, after: string, edit: PathEdit, shown: () => string): void {
  const { text, sheet: { text: source } } = subject;
  const now = subjectsOf(after)[subject.document];
  assert.ok(now, shown());
  const own = subjectPath(edit);
  const later = new Map(placesOf(now).map((place) => [JSON.stringify(place.path), place.node]));
  for (const { path, node } of placesOf(subject)) {
    const to = pathAfter(path, edit);
    if (to === undefined || isWithin(path, own) || isWithin(own, path)) continue;
    const there = later.get(JSON.stringify(to));
    assert.ok(there, `${JSON.stringify(path)} went by ${shown()}`);
    const is = now.sheet.text.slice(there.from, there.to);
    // The last line of a block scalar may get its line end from what follows.
    assert.equal(is.trimEnd(), source.slice(node.from, node.to).trimEnd(), shown());
  }
  const old = valueAt(subject.sheet.json, own);
  const isLoss = !("insert" in edit || "rename" in edit) && typeof old === "object" && old !== null;
  if (!isLoss && !("unset" in edit || "remove" in edit)) {
    assert.deepEqual(commentsIn(now), commentsIn(subject), shown());
  }
  assert.equal(after.startsWith("\uFEFF"), text.startsWith("\uFEFF"));
  assert.equal(/\n$/.test(after), /\n$/.test(text), shown());
  if (/\r\n/.test(text)) assert.equal(/[^\r]\n/.test(after), /[^\r]\n/.test(text), shown());
  if (!text.includes("\r")) assert.ok(!after.includes("\r"), shown());
}

function subjectPath(edit: PathEdit): Path {
  if ("set" in edit) return edit.set;
  if ("unset" in edit) return edit.unset;
  if ("rename" in edit) return edit.rename;
  return "insert" in edit ? [...edit.insert, edit.index] : [...edit.remove, edit.index];
}

/** Where a value is after an edit; nowhere if it went. */
function pathAfter(path: Path, edit: PathEdit): Path | undefined {
  const list = "insert" in edit ? edit.insert : "remove" in edit ? edit.remove : undefined;
  if (!list || !("index" in edit) || !isWithin(path, list) || path.length === list.length) {
    return path;
  }
  const index = path[list.length] as number;
  if (index < edit.index) return path;
  if ("insert" in edit) return path.with(list.length, index + 1);
  return index === edit.index ? undefined : path.with(list.length, index - 1);
}

function isWithin(path: Path, above: Path): boolean {
  return above.every((step, at) => path[at] === step);
}

/** The comments between keys and values. */
function commentsIn({ sheet: { text, root } }: Subject): string[] {
  let rest = text;
  const hide = ({ from, to }: { readonly from: number; readonly to: number }) => {
    rest = rest.slice(0, from) + rest.slice(from, to).replace(/\S/g, "_") + rest.slice(to);
  };
  // A comment may stand beside the mark of a block scalar.
  const hideScalar = ({ from, to }: SourceNode) =>
    hide({ from: /[|>]/.test(text.charAt(from)) ? text.indexOf("\n", from) : from, to });
  const look = (node: SourceNode): void => {
    if (node.type === "scalar") return hideScalar(node);
    if (node.type === "list") return node.items.forEach(look);
    for (const { keyFrom: from, keyTo: to, value } of node.entries) {
      hide({ from, to });
      look(value);
    }
  };
  look(root);
  return rest.match(/(?<=^|\s)#[^\r\n]*/gm) ?? [];
}
