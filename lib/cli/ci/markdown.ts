import { printable } from "../faults.ts";

/** GitHub takes a summary of up to 1 MiB and shows none of a longer one. */
const SUMMARY_BYTES = 900 * 1024;

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
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "¦")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

/** Lines as long as there is room for them, and how many there was none for. */
export function fitting(lines: readonly string[], bytes: number = SUMMARY_BYTES): string {
  const encoder = new TextEncoder();
  let room = bytes;
  let kept = 0;
  for (; kept < lines.length; kept++) {
    room -= encoder.encode(lines[kept]!).length + 1;
    if (room < 0) break;
  }
  const left = lines.length - kept;
  const rest = left === 0 ? [] : ["", `${left} more lines would not fit here.`];
  return `${[...lines.slice(0, kept), ...rest].join("\n")}\n`;
}
