import type { AppError } from "../../model/error.ts";
import type { Path } from "../../model/json.ts";
import type { SourceNode } from "../source.ts";
import type { Readings } from "./reading.ts";
import type { Sheet } from "./sheet.ts";
import { masked } from "./torn.ts";
import type { Torn } from "./torn_places.ts";
import { type Unreadable, unreadable } from "./unreadable.ts";

const known = new WeakMap<Unreadable, Sheet | false>();

/** The sheet of a text that cannot be read as a whole: what can be read of it. */
export function mended(readings: Readings, unread: Unreadable): Sheet | undefined {
  let sheet = known.get(unread);
  if (sheet === undefined) known.set(unread, sheet = sheetOf(readings, unread) ?? false);
  return sheet || undefined;
}

function sheetOf(readings: Readings, unread: Unreadable): Sheet | undefined {
  const around = masked(readings.glance, unread);
  const reading = around && readings.of(around.text);
  return reading && "root" in reading ? { ...reading, torn: around.torn } : undefined;
}

/** What cannot be read of the value at a path, or of the last one on the way that is there. */
export function tornNear({ root, torn = [] }: Sheet, path: Path): Torn | undefined {
  let node: SourceNode = root;
  for (const step of path) {
    const next: SourceNode | undefined = node.type === "map"
      ? node.entries.find(({ key }) => key === step)?.value
      : undefined;
    if (!next) break;
    node = next;
  }
  return torn.find(({ from, to }) => from <= node.to && node.from <= to);
}

/** The error of an edit where a text cannot be read. */
export function tornError(text: string, { fault }: Torn, file: string): AppError {
  return unreadable({ text, faults: [fault] }, file);
}
