import { AppError } from "../model/error.ts";
import { isObject, type Json, type JsonObject, type Path, pathText } from "../model/json.ts";
import { thereAre, valueAt } from "../model/json_path.ts";
import type { SourcePiece } from "../model/operation.ts";
import { type Change, promisedBy } from "./edit/change.ts";
import { documentsIn } from "./edit/documents.ts";
import { edited, readable, type Target } from "./edit/file.ts";
import { applied } from "./edit/piece.ts";
import { createReadings } from "./edit/reading.ts";

/** A change of any YAML document, by its path from the root. */
export type PathEdit =
  | { readonly set: Path; readonly value: Json }
  | { readonly unset: Path }
  /** Gives the last key of a path another name; everything in it stays as it is. */
  | { readonly rename: Path; readonly to: string }
  | { readonly insert: Path; readonly index: number; readonly value: Json }
  | { readonly remove: Path; readonly index: number };

/** How a document is edited. */
export interface PathEditOptions {
  /** The file as messages name it. */
  readonly file?: string;
  /** Which document of a stream, from 0. */
  readonly document?: number;
  /** Whether an alias gives way to what it stands for, where it keeps a value from being edited. */
  readonly expandAliases?: boolean;
}

/** A text after edits, and what brings its bytes back. */
export interface PathEdited {
  readonly text: string;
  readonly undo: readonly SourcePiece[];
}

/**
 * Edits a document that may be anything: a manifest, a Compose file. Only what an edit names changes,
 * and the result reads as exactly what it promises; every other byte stays.
 *
 * @throws `invalid_input` where an edit names what is not there, `not_supported` where the text
 * cannot be changed in that place, `unprocessable` where it cannot be read.
 */
export function editPaths(
  text: string,
  edits: readonly PathEdit[],
  { file = "document.yaml", document = 0, expandAliases = false }: PathEditOptions = {},
): PathEdited {
  const all = documentsIn(text);
  const range = all[document];
  if (!range) throw new AppError("invalid_input", `${file} has ${all.length} documents`);
  const { from, to } = range;
  const readings = createReadings();
  let now = text.slice(from, to);
  const undo: SourcePiece[] = [];
  for (const edit of edits) {
    const target: Target = { text: now, file, readings, expandAliases };
    const { json } = readable(target);
    const change = changeOf(json, edit);
    const done = edited(target, [change], undefined, () => false);
    if (!done) continue;
    now = done.text!;
    undo.unshift(...done.undo.pieces!.map((piece) => ({ ...piece, at: piece.at + from })));
  }
  return { text: text.slice(0, from) + now + text.slice(to), undo };
}

/** Brings back what a text was before edits. */
export function undoPathEdits(text: string, undo: readonly SourcePiece[]): string {
  return applied(text, undo);
}

/** What edits make of a value. @throws `invalid_input` as `editPaths` does. */
export function pathEditsOf(json: Json, edits: readonly PathEdit[]): Json {
  return edits.reduce((now, edit) => promisedBy(now, [changeOf(now, edit)]), json);
}

function changeOf(json: Json, edit: PathEdit): Change {
  if ("set" in edit) {
    edit.set.forEach((_, at) => checkStep(json, edit.set.slice(0, at + 1), "may be new"));
    return { put: edit.set, value: edit.value };
  }
  if ("unset" in edit) {
    if (edit.unset.length === 0) throw new AppError("invalid_input", "The document itself stays");
    edit.unset.forEach((_, at) => checkStep(json, edit.unset.slice(0, at + 1), "is there"));
    return { take: edit.unset.slice(0, -1), keys: edit.unset.slice(-1) };
  }
  if ("rename" in edit) {
    edit.rename.forEach((_, at) => checkStep(json, edit.rename.slice(0, at + 1), "is there"));
    return renameOf(json, edit.rename, edit.to);
  }
  const isNew = "insert" in edit;
  const path = isNew ? edit.insert : edit.remove;
  const list = valueAt(json, path);
  const most = Array.isArray(list) ? list.length - (isNew ? 0 : 1) : -1;
  if (!Number.isInteger(edit.index) || edit.index < 0 || edit.index > most) {
    throw new AppError("invalid_input", `${shown(path)} has no item ${edit.index}`);
  }
  return isNew
    ? { insert: path, index: edit.index, value: edit.value }
    : { take: path, keys: [edit.index] };
}

function renameOf(json: Json, path: Path, to: string): Change {
  const map = valueAt(json, path.slice(0, -1));
  const key = path.at(-1);
  if (typeof key !== "string") throw new AppError("invalid_input", "Only a key has a name");
  if (isObject(map ?? null) && Object.hasOwn(map as JsonObject, to)) {
    throw new AppError("invalid_input", `${shown(path.slice(0, -1))} has ${to} already`);
  }
  return { rename: path.slice(0, -1), key, to };
}

/** Checks the last step of a path: a key of a map, or an item of a list; a new one may be its last. */
function checkStep(json: Json, path: Path, which: "may be new" | "is there"): void {
  const step = path.at(-1)!;
  const above = valueAt(json, path.slice(0, -1)) ?? null;
  const mayBeNew = which === "may be new";
  if (typeof step === "number") {
    const most = Array.isArray(above) ? above.length - (mayBeNew ? 0 : 1) : -1;
    if (Number.isInteger(step) && step >= 0 && step <= most) return;
  } else if (
    isObject(above) ? mayBeNew || Object.hasOwn(above, step) : mayBeNew && above === null
  ) {
    return;
  }
  const known = isObject(above) ? `; ${thereAre(Object.keys(above as JsonObject))}` : "";
  throw new AppError("invalid_input", `${shown(path.slice(0, -1))} has no ${step}${known}`);
}

function shown(path: Path): string {
  return path.length > 0 ? pathText(path) : "The document";
}
