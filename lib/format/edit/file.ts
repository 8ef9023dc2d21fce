import { isObject, type Json } from "../../model/json.ts";
import { isSame } from "../../model/json_path.ts";
import type { FileSource } from "../../model/operation.ts";
import { type Change, promisedBy } from "./change.ts";
import { fitting, sourceOf } from "./exact.ts";
import { applied, piece } from "./piece.ts";
import { sheetOf, unreadable } from "./reading.ts";
import { noWayTo, waysTo } from "./ways.ts";
import type { Sheet } from "./sheet.ts";

/** A file to edit. */
export interface Target {
  readonly text: string | undefined;
  /** What it is taken for where there is nothing. */
  readonly blank?: string;
  readonly file: string;
}

/** A file after an edit, and what brings its bytes back. */
export interface FileEdit {
  readonly text: string | undefined;
  readonly undo: FileSource;
}

/**
 * Edits a file; nothing where it says already what it should.
 *
 * @param isMeant Whether the bytes of the source touch nothing but what they are for.
 * @throws `not_supported` where there is no way to write it.
 */
export function edited(
  target: Target,
  changes: readonly Change[],
  source: FileSource | undefined,
  isMeant: (after: Json) => boolean,
): FileEdit | undefined {
  return exactly(target, source, isMeant) ?? changed(target, changes);
}

/** With the very bytes of the source, where they fit and touch nothing else. */
function exactly(
  { text, blank }: Target,
  source: FileSource | undefined,
  isMeant: (after: Json) => boolean,
): FileEdit | undefined {
  const now = text ?? "";
  const pieces = fitting(now, source);
  const after = pieces ? applied(now, pieces) : "";
  if (after === now) return undefined;
  const reading = sheetOf(orBlank(after, blank));
  if ("faults" in reading || !isMeant(reading.json)) return undefined;
  if (pieces) return { text: after, undo: sourceOf(text, after, pieces) };
  return { text: undefined, undo: sourceOf(now, after, [piece(0, now.length, "")]) };
}

/** By a way whose result reads as exactly what the changes make of the text. */
function changed(target: Target, changes: readonly Change[]): FileEdit | undefined {
  const { text } = target;
  const sheet = readable(target);
  const promised = promisedBy(sheet.json, changes);
  if (isSame(promised, sheet.json)) return undefined;
  for (const pieces of waysTo(sheet, changes)) {
    const after = applied(sheet.text, pieces);
    if (!says(after, promised, target)) continue;
    const isFromText = text === sheet.text;
    const all = isFromText ? pieces : [piece(0, text?.length ?? 0, after)];
    return { text: after, undo: sourceOf(text, after, all) };
  }
  throw noWayTo(sheet, changes);
}

/** @throws `unprocessable` where a text became too large. */
function says(text: string, promised: Json, { file }: Target): boolean {
  const reading = sheetOf(text);
  if ("json" in reading) return isSame(reading.json, promised);
  if (reading.faults[0]?.code === "too_large") throw unreadable(reading, file);
  return false;
}

/** @throws `unprocessable` where there is no map to edit. */
export function readable({ text = "", blank, file }: Target): Sheet {
  const reading = sheetOf(orBlank(text, blank));
  if ("faults" in reading) throw unreadable(reading, file);
  if (isObject(reading.json)) return reading;
  const fault = { code: "wrong_type", offset: 0, message: "The document must be a map" } as const;
  throw unreadable({ text, faults: [fault] }, file);
}

/** What a text with nothing in it is taken for. */
function orBlank(text: string, blank: string | undefined): string {
  return blank !== undefined && text.trim() === "" ? blank : text;
}
