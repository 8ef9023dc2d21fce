import type { SourcePiece } from "../../model/operation.ts";
import { readYaml } from "../read.ts";
import { valueOf } from "../source.ts";
import { reread } from "./reread.ts";
import type { Sheet } from "./sheet.ts";
import type { Reading } from "./unreadable.ts";

/** The last texts that were read: the result of one edit is the start of the next. */
export interface Readings {
  of(text: string): Reading;
  /** Reads a text that nobody will ask for again. */
  glance(text: string): Reading;
  /** Reads what pieces made of a sheet's text: where that is enough, only the lines around them. */
  after(sheet: Sheet, pieces: readonly SourcePiece[], text: string): Reading;
}

/** How many texts are kept: both files, before and after. */
const MOST_KEPT = 4;

/** Begins to keep what is read. */
export function createReadings(): Readings {
  const kept = new Map<string, Reading>();
  const keep = (reading: Reading) => {
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
    kept.set(reading.text, reading);
    return reading;
  };
  return {
    of: (text) => kept.get(text) ?? keep(readingOf(text)),
    glance: (text) => kept.get(text) ?? readingOf(text),
    after: (sheet, pieces, text) =>
      kept.get(text) ?? keep(reread(sheet, pieces, text) ?? readingOf(text)),
  };
}

function readingOf(text: string): Reading {
  const { root, faults, isOrdinary = false } = readYaml(text);
  return root ? { text, root, json: valueOf(root), isOrdinary } : { text, faults };
}

/** What everybody reads who opens no document of their own. */
export const shared: Readings = createReadings();

/** Reads a text, unless it was one of the last. */
export function sheetOf(text: string): Reading {
  return shared.of(text);
}
