import type { Expression, Span } from "./syntax.ts";

const SIMPLE: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** What a Python string says; a part of a format string may name a variable. */
export function stringOf(source: string, span: Span): Expression {
  const match = /^([A-Za-z]*)("""|'''|"|')/.exec(source);
  const prefix = (match?.[1] ?? "").toLowerCase();
  if (!match || prefix.includes("b")) {
    return { ...span, kind: "unknown", why: "bytes are no text" };
  }
  const quotes = match[2]!.length;
  const inside = source.slice(prefix.length + quotes, source.length - quotes)
    .replace(/\r\n?/g, "\n");
  const isRaw = prefix.includes("r");
  return prefix.includes("f") ? formatted(inside, isRaw, span) : plain(inside, isRaw, span);
}

function plain(inside: string, isRaw: boolean, span: Span): Expression {
  const value = isRaw ? inside : unescaped(inside);
  return value === undefined
    ? { ...span, kind: "unknown", why: "a character is called by its Unicode name" }
    : { ...span, kind: "constant", value };
}

/** `undefined` where only Python's table of names knows a character. */
function unescaped(text: string): string | undefined {
  if (/(^|[^\\])(\\\\)*\\N\{/.test(text)) return undefined;
  const escape = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/g;
  return text.replace(escape, (whole, octal, two, four, eight, one) => {
    if (one !== undefined) return SIMPLE[one] ?? whole;
    const code = octal === undefined ? parseInt(two ?? four ?? eight, 16) : parseInt(octal, 8);
    return code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
  });
}

/** The parts of a format string: text, and names between braces. */
function formatted(inside: string, isRaw: boolean, span: Span): Expression {
  const parts: Expression[] = [];
  for (const [piece] of inside.matchAll(/\{\{|\}\}|\{[^{}]*\}|[^{}]+|[{}]/g)) {
    const name = /^\{([A-Za-z_]\w*)\}$/.exec(piece)?.[1];
    if (name !== undefined) parts.push({ ...span, kind: "chain", root: name, links: [] });
    else if (piece === "{{" || piece === "}}") parts.push(plain(piece[0]!, true, span));
    else if (/[{}]/.test(piece)) {
      return { ...span, kind: "unknown", why: "the text is computed when the program runs" };
    } else parts.push(plain(piece, isRaw, span));
  }
  return { ...span, kind: "joined", parts };
}
