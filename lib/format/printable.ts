/**
 * What could move the cursor, colour the screen, turn the direction of text or hide: controls, line
 * and paragraph separators, formats such as bidirectional marks, and halves of characters.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Text without such characters, so that no file can write to a terminal or a page. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escaped);
}

/** A value as JSON for people and programs; it reads the same, and has no such character either. */
export function printableJson(value: unknown): string {
  const lines = JSON.stringify(value, null, 2).split("\n");
  return `${lines.map(printable).join("\n")}\n`;
}

/** As JSON writes them, a half of a pair at a time. */
function escaped(found: string): string {
  return found.split("").map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
