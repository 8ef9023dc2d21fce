export { codeText, tableText } from "../../format/markdown.ts";

/** GitHub takes a summary of up to 1 MiB and shows none of a longer one. */
const SUMMARY_BYTES = 900 * 1024;

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
