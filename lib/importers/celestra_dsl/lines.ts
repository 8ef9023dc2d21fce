import type { SourceFile } from "../importer.ts";
import type { ImportReport, LineRange } from "../shared/report.ts";
import { CLASSES, HELPERS } from "./classes.ts";
import { outcomeOf } from "./plain_secrets.ts";
import type { Built, Program } from "./program.ts";
import type { Span } from "./syntax.ts";
import type { World } from "./world.ts";

/** Finds the lines of offsets. */
export class Lines {
  readonly #starts: number[] = [0];

  constructor(private readonly file: SourceFile) {
    for (const match of file.text.matchAll(/\r\n|\r|\n/g)) {
      this.#starts.push(match.index + match[0].length);
    }
  }

  /** The line and column of an offset, from 1. */
  at(offset: number): { line: number; column: number } {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - this.#starts[low]! + 1 };
  }

  /** The lines of a span. */
  of({ from, to }: Span): LineRange {
    const last = this.at(Math.max(from, to - 1)).line;
    return { file: this.file.path, from: this.at(from).line, to: last };
  }
}

/** Says of every line of a program what became of it. */
export function reportLines(
  report: ImportReport,
  lines: Lines,
  program: Program,
  world: World,
): void {
  const told = world.told.map(({ built, call, node, outcome }) => ({
    range: lines.of(call),
    source: `${sourceOf(built)}.${call.method.replace(/=$/, "")}`,
    node: node?.id,
    outcome: outcomeOf(call, outcome),
  }));
  for (const note of program.notes) {
    const range = lines.of(note);
    if (note.class === "taken") report.taken(range, note.source);
    else report.dropped(range, note.source, note.message);
  }
  for (const { range, source, node, outcome } of told) {
    if (!outcome) report.taken(range, source, node);
    else if (outcome.class === "dropped") report.dropped(range, source, outcome.message, node);
    else report.approximated(range, source, outcome.message, node);
  }
  const spoken = new Set(told.flatMap(({ range: { from, to } }) => numbersOf(from, to)));
  for (const built of program.built) reportBuilder(report, lines, world, built, spoken);
}

/** The lines of a statement that no call stands on: the name, the class, the brackets. */
function reportBuilder(
  report: ImportReport,
  lines: Lines,
  world: World,
  built: Built,
  spoken: Set<number>,
): void {
  const { file, from, to } = lines.of(built.statement);
  const node = world.of(built);
  const why = node || built.type === "AppGroup" ? undefined : whyNot(world, built);
  const open = numbersOf(from, to).filter((line) => !spoken.has(line));
  const mine = open.length > 0 ? open : [lines.of(built.maker).from];
  for (const line of mine) {
    spoken.add(line);
    const range = { file, from: line, to: line };
    if (why === undefined) report.taken(range, sourceOf(built), node?.id);
    else report.dropped(range, sourceOf(built), why);
  }
  if (why === undefined || HELPERS.has(built.type) && world.isUsed(built)) return;
  for (const call of built.calls) {
    report.dropped(lines.of(call), `${sourceOf(built)}.${call.method}`, why);
  }
}

function whyNot(world: World, built: Built): string | undefined {
  if (HELPERS.has(built.type)) {
    return world.isUsed(built) ? undefined : "nothing in the program takes it";
  }
  return CLASSES[built.type]
    ? "its name is only known when the program runs"
    : `a workflow has nothing for the library's ${built.type}`;
}

function sourceOf({ variable, type }: Built): string {
  return variable === "" ? type : variable;
}

function numbersOf(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
