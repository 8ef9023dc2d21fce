import { withoutComments } from "./comments.ts";
import { isAlias, type Range } from "./shape.ts";

/** What keeps a value from being changed by itself: it is used elsewhere too, or has a tag. */
export interface Mark {
  readonly kind: "alias" | "anchor" | "tag";
  readonly at: number;
  /** The name of an alias or anchor. */
  readonly name: string;
}

const MARK = /[&!][^\s,[\]{}]*/g;

/**
 * The mark of a key or value: an alias in its place, or in the gap before it a tag or an anchor that
 * some alias repeats. An anchor that nobody repeats means nothing.
 */
export function markBefore(text: string, gap: number, range: Range): Mark | undefined {
  if (isAlias(text, range)) return { kind: "alias", at: range.from, name: aliasName(text, range) };
  for (const { 0: found, index } of withoutComments(text.slice(gap, range.from)).matchAll(MARK)) {
    const [at, name] = [gap + index, found.slice(1)];
    if (found.startsWith("!")) return { kind: "tag", at, name };
    if (isRepeated(text, name)) return { kind: "anchor", at, name };
  }
  return undefined;
}

/** The name of the alias at a range. */
export function aliasName(text: string, { from, to }: Range): string {
  return text.slice(from + 1, to);
}

/** Whether an alias may repeat an anchor; one in a comment or a text counts as well. */
function isRepeated(text: string, name: string): boolean {
  const alias = `*${name}`;
  for (let at = text.indexOf(alias); at >= 0; at = text.indexOf(alias, at + 1)) {
    if (/^(?:[\s,[\]{}]|$)/.test(text.slice(at + alias.length, at + alias.length + 1))) return true;
  }
  return false;
}
