import type { SourcePiece } from "../../model/operation.ts";
import { applied, inTurn, piece } from "../edit/piece.ts";
import { sheetOf } from "../edit/reading.ts";
import { habitsOf, type Sheet } from "../edit/sheet.ts";
import type { Texts } from "./lines.ts";
import { type Section, sectionsOf } from "./sections.ts";

/**
 * A text in which the nodes that only they touched have their lines, comments included.
 *
 * @param text Made of ours.
 * @param wanted The nodes that are to be as they have them.
 */
export function withTheirNodes(
  text: string,
  { base, ours, theirs }: Texts,
  wanted: ReadonlySet<string>,
): string {
  // Before both sides made the file nobody had a node.
  const start = base.trim() === "" ? "{}" : base;
  const sheets = [text, start, ours, theirs].map(sheetOf);
  if (!sheets.every((sheet) => "root" in sheet)) return text;
  const [now, before, mine, others] = sheets.map(withSections) as [Part, Part, Part, Part];
  const { eol } = habitsOf(now.sheet);
  const theirLines = (from: number, to: number) =>
    others.sheet.text.slice(from, to).replace(/\r?\n/g, eol);
  const pieces: SourcePiece[] = [];
  // Where a new one is put: behind those that stand before it there too, else before all.
  let at: number | undefined;
  let last: Section | undefined;
  for (const [id, section] of others.sections) {
    const there = now.sections.get(id);
    if (wanted.has(id) && isTheirs(id, { now, before, mine, others })) {
      const { from, to } = section;
      if (there) pieces.push(piece(there.from, there.to, theirLines(from, to)));
      else if (at !== undefined) pieces.push(piece(at, at, theirLines(last!.to, to)));
      else pieces.push(piece(first(now), first(now), theirLines(from, to) + eol));
    }
    if (there) at = there.to;
    last = section;
  }
  return applied(text, inTurn(pieces) ?? []);
}

/** Whether only they touched a node, and it can be taken as it stands. */
function isTheirs(
  id: string,
  { now, before, mine, others }: Readonly<Record<"now" | "before" | "mine" | "others", Part>>,
): boolean {
  return others.sections.get(id)?.column === columnIn(now) &&
    linesOf(mine, id) === linesOf(before, id) && linesOf(now, id) !== linesOf(others, id);
}

function first({ sections }: Part): number {
  return sections.values().next().value!.from;
}

/** A text with its sections. */
interface Part {
  readonly sheet: Sheet;
  readonly sections: ReadonlyMap<string, Section>;
}

function withSections(sheet: ReturnType<typeof sheetOf>): Part {
  return { sheet: sheet as Sheet, sections: sectionsOf(sheet as Sheet) };
}

/** The lines of a node, whatever the line ends are; nothing where it has none. */
function linesOf({ sheet, sections }: Part, id: string): string | undefined {
  const section = sections.get(id);
  return section && sheet.text.slice(section.from, section.to).replaceAll("\r", "");
}

function columnIn({ sections }: Part): number | undefined {
  return sections.values().next().value?.column;
}
