import { isSame } from "../../model/json_path.ts";
import { applied, inTurn, piece } from "../edit/piece.ts";
import { sheetOf } from "../edit/reading.ts";
import { habitsOf, type Sheet } from "../edit/sheet.ts";
import type { Texts } from "./lines.ts";
import { type Section, sectionsOf } from "./sections.ts";

/**
 * A text with the comments that they put above nodes, took away or changed, where we left those
 * comments alone: whoever edited the node itself, nobody meant to lose them.
 *
 * @param text Made of ours.
 */
export function withTheirComments(text: string, { base, ours, theirs }: Texts): string {
  const sheets = [text, base, ours, theirs].map(sheetOf);
  if (!sheets.every((sheet) => "root" in sheet)) return text;
  const [now, before, mine, others] = sheets.map(headsOf) as [Heads, Heads, Heads, Heads];
  const { eol } = habitsOf(sheets[0] as Sheet);
  const pieces = [...others].flatMap(([id, { head, section: { column } }]) => {
    const [there, was, own] = [now, before, mine].map((heads) => heads.get(id));
    const isOurs = !was || !own || was.head !== own.head || there?.head !== own.head;
    if (isOurs || head === was.head || there.section.column !== column) return [];
    return [piece(there.section.from, there.section.key, head.replaceAll("\n", eol))];
  });
  const after = applied(text, inTurn(pieces) ?? []);
  const reading = sheetOf(after);
  // Below a block scalar a comment may be taken for more of it.
  return "json" in reading && isSame(reading.json, (sheets[0] as Sheet).json) ? after : text;
}

/** The comments above each node, and where they stand. */
type Heads = ReadonlyMap<string, { readonly head: string; readonly section: Section }>;

function headsOf(sheet: ReturnType<typeof sheetOf>): Heads {
  const { text } = sheet;
  const sections = [...sectionsOf(sheet as Sheet)];
  return new Map(sections.map(([id, section]) => {
    const head = text.slice(section.from, section.key).replaceAll("\r", "");
    return [id, { head, section }];
  }));
}
