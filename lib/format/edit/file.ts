import { AppError } from "../../model/error.ts";
import { isObject, type Json, type Path } from "../../model/json.ts";
import { isSame } from "../../model/json_path.ts";
import type { FileSource, SourcePiece } from "../../model/operation.ts";
import { type Change, promisedBy } from "./change.ts";
import { fitting, sourceOf } from "./exact.ts";
import { expanded } from "./expand.ts";
import { mended, tornError, tornNear } from "./mending.ts";
import { applied, piece } from "./piece.ts";
import type { Readings } from "./reading.ts";
import type { Sheet } from "./sheet.ts";
import { type Torn, touched } from "./torn_places.ts";
import { type Reading, type Unreadable, unreadable } from "./unreadable.ts";
import { noWayTo, waysTo } from "./ways.ts";

/** A file to edit. */
export interface Target {
  readonly text: string | undefined;
  /** What it is taken for where there is nothing. */
  readonly blank?: string;
  readonly file: string;
  /** What was read lately. */
  readonly readings: Readings;
  /** Whether an alias gives way to what it stands for, where it keeps a value from being edited. */
  readonly expandAliases?: boolean;
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
 * @throws `not_supported` where there is no way to write it, `unprocessable` where it cannot be read.
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
  target: Target,
  source: FileSource | undefined,
  isMeant: (after: Json) => boolean,
): FileEdit | undefined {
  const { text, blank } = target;
  const now = text ?? "";
  const pieces = fitting(now, source);
  const after = pieces ? applied(now, pieces) : "";
  if (after === now) return undefined;
  const sheet = sheetIn(target, target.readings.of(orBlank(after, blank)));
  if (!sheet || !isMeant(sheet.json) || !isTornAlike(target, after, sheet)) return undefined;
  if (pieces) return { text: after, undo: sourceOf(text, after, pieces) };
  return { text: undefined, undo: sourceOf(now, after, [piece(0, now.length, "")]) };
}

/** By a way whose result reads as exactly what the changes make of the text. */
function changed(target: Target, changes: readonly Change[]): FileEdit | undefined {
  const { readings } = target;
  const sheet = readable(target);
  const promised = promisedBy(sheet.json, changes);
  if (isSame(promised, sheet.json)) return undefined;
  const { start, lead } = target.expandAliases
    ? expanded(readings, sheet, changes)
    : { start: sheet, lead: [] };
  let hit: Torn | undefined;
  for (const pieces of waysTo(start, changes)) {
    const torn = touched(start.torn, pieces);
    hit ??= torn;
    if (torn) continue;
    const text = applied(start.text, pieces);
    if (!says(readings.after(start, pieces, text), promised, target)) continue;
    // Where nothing is hidden and nothing was expanded, this is the file's text already.
    const isWhole = start.text === target.text;
    return isWhole
      ? { text, undo: sourceOf(target.text, text, pieces) }
      : madeBy(target, [...lead, ...pieces]);
  }
  throw hit ? tornError(sheet.text, hit, target.file) : noWayTo(start, changes);
}

function madeBy({ text, blank }: Target, pieces: readonly SourcePiece[]): FileEdit {
  const start = orBlank(text ?? "", blank);
  const after = applied(start, pieces);
  const all = text === start ? pieces : [piece(0, text?.length ?? 0, after)];
  return { text: after, undo: sourceOf(text, after, all) };
}

/** @throws `unprocessable` where a text became too large. */
function says(reading: Reading, promised: Json, { file }: Target): boolean {
  if ("json" in reading) return isSame(reading.json, promised);
  if (reading.faults[0]?.code === "too_large") throw unreadable(reading, file);
  return false;
}

/**
 * What can be read of a file.
 *
 * @throws `unprocessable` where there is no map to edit.
 */
export function readable(target: Target): Sheet {
  const { text = "", blank, file } = target;
  const reading = target.readings.of(orBlank(text, blank));
  const sheet = sheetIn(target, reading);
  if (!sheet) throw unreadable(reading as Unreadable, file);
  if (isObject(sheet.json)) return sheet;
  const fault = { code: "wrong_type", offset: 0, message: "The document must be a map" } as const;
  throw unreadable({ text, faults: [fault] }, file);
}

/**
 * What can be read of a file, and a plan made of it.
 *
 * @param path What the plan is about.
 * @throws `unprocessable` where the plan fails at what cannot be read: what it misses stands there.
 */
export function planned<T>(
  target: Target,
  path: Path | undefined,
  make: (json: Json) => T,
): { readonly json: Json; readonly plan: T } {
  const sheet = readable(target);
  try {
    return { json: sheet.json, plan: make(sheet.json) };
  } catch (cause) {
    const torn = path && cause instanceof AppError ? tornNear(sheet, path) : undefined;
    throw torn ? tornError(sheet.text, torn, target.file) : cause;
  }
}

function sheetIn(target: Target, reading: Reading): Sheet | undefined {
  return "root" in reading ? reading : mended(target.readings, reading);
}

/** Whether what cannot be read is still what could not be read before. */
function isTornAlike(target: Target, text: string, { torn }: Sheet): boolean {
  const before = target.text ?? "";
  const { torn: old } = sheetIn(target, target.readings.of(before)) ?? {};
  return isSame(tornIn(before, old), tornIn(text, torn));
}

function tornIn(text: string, torn: readonly Torn[] = []): string[] {
  return torn.map(({ from, to }) => text.slice(from, to));
}

/** What a text with nothing in it is taken for. */
function orBlank(text: string, blank: string | undefined): string {
  return blank !== undefined && text.trim() === "" ? blank : text;
}
