import { printable } from "./printable.ts";

/** What users wrote, as code: neither Markdown nor HTML counts in it. */
export function codeText(text: string): string {
  const shown = printable(text);
  const runs = [...shown.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  const space = /^[` ]|[` ]$/.test(shown) || shown === "" ? " " : "";
  return `${fence}${space}${shown}${space}${fence}`;
}

/** A table. A cell cannot hold a bar, not even in code; a broken bar stands for it. */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  return [rowText(head), rowText(head.map(() => "---")), ...rows.map(rowText)];
}

/** A row of a table. */
export function rowText(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "¦")).join(" | ")} |`;
}
