import type { ImportedLines, SourceFile } from "../importer.ts";

/** Lines of a file, from 1, both ends included. */
export interface LineRange {
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

/** What became of some lines, without where they stand. */
export type Became = Omit<ImportedLines, "file" | "from" | "to">;

/** Collects what became of every line of an import; no line with content is left out. */
export class ImportReport {
  readonly #entries: ImportedLines[] = [];

  constructor(private readonly files: readonly SourceFile[]) {}

  /** Lines that a node holds as they are. */
  taken(lines: LineRange, source: string, node?: string): void {
    this.#add(lines, source, "taken", "", node);
  }

  /** Lines that a node holds in another way than they say. */
  approximated(lines: LineRange, source: string, message: string, node?: string): void {
    this.#add(lines, source, "approximated", message, node);
  }

  /** Lines that are kept word by word in a custom resource. */
  custom(lines: LineRange, source: string, node: string): void {
    this.#add(lines, source, "custom", "", node);
  }

  /** Lines that the workflow does not hold, and why. */
  dropped(lines: LineRange, source: string, message: string, node?: string): void {
    this.#add(lines, source, "dropped", message, node);
  }

  /** Lines of which everything is known already. */
  add(lines: ImportedLines): void {
    this.#entries.push(lines);
  }

  /**
   * Everything, ordered by file and line. A line with content that nobody spoke of is dropped.
   *
   * @param reason Why such a line is not taken.
   */
  lines(reason: string = "Nothing in a workflow holds what this line says."): ImportedLines[] {
    const byFile = Map.groupBy(this.#entries, ({ file }) => file);
    return this.files.flatMap((file) => {
      const entries = byFile.get(file.path) ?? [];
      return [...entries, ...forgotten(file, entries, reason)]
        .sort((a, b) => a.from - b.from || a.to - b.to || (a.source < b.source ? -1 : 1));
    });
  }

  #add(
    { file, from, to }: LineRange,
    source: string,
    became: Became["class"],
    message: string,
    node?: string,
  ): void {
    const entry = { file, from, to, source, class: became, message };
    this.#entries.push(node === undefined ? entry : { ...entry, node });
  }
}

/** The runs of lines with content that no entry covers. */
function forgotten(
  { path, text }: SourceFile,
  entries: readonly ImportedLines[],
  reason: string,
): ImportedLines[] {
  const lines = text.split(/\r\n|\r|\n/);
  const covered = coverage(lines.length, entries);
  const runs: ImportedLines[] = [];
  let from = 0;
  for (let line = 1; line <= lines.length + 1; line++) {
    const isOpen = line <= lines.length && !covered[line] && hasContent(lines[line - 1]!);
    if (isOpen && !from) from = line;
    if (isOpen || !from) continue;
    runs.push({ file: path, from, to: line - 1, source: "", class: "dropped", message: reason });
    from = 0;
  }
  return runs;
}

/** Which lines are in an entry; counted by where entries begin and end, however many overlap. */
function coverage(count: number, entries: readonly ImportedLines[]): boolean[] {
  const changes = new Int32Array(count + 3);
  for (const { from, to } of entries) {
    changes[Math.min(from, count + 1)]! += 1;
    changes[Math.min(to, count + 1) + 1]! -= 1;
  }
  const covered: boolean[] = [];
  let depth = 0;
  for (let line = 0; line <= count; line++) covered.push((depth += changes[line]!) > 0);
  return covered;
}

/** Whether a line is more than blanks, a comment or a mark between documents. */
function hasContent(line: string): boolean {
  return !/^\s*(#|$)/.test(line) && !/^(---|\.\.\.)\s*(#|$)/.test(line);
}
