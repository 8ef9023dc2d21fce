import { Composer, CST, type Document, Lexer, Parser } from "yaml";
import type { TextFault } from "./source.ts";
import { createBudget, overBudget, pay } from "./yaml_budget.ts";
import { MAX_DEPTH } from "./yaml_cursor.ts";
import { MAX_FAULTS, startOf } from "./yaml_text.ts";

/** The documents of a text, or what stops before there are any. */
export interface Documents {
  readonly documents: readonly Document.Parsed[];
  readonly directives: readonly Directive[];
  readonly fault?: TextFault;
}

/** A line before the document that starts with `%`. */
export interface Directive {
  readonly offset: number;
  readonly source: string;
}

/** Duplicate keys are ours to find: the package compares every key with every other. */
const OPTIONS = {
  version: "1.2",
  schema: "core",
  merge: false,
  resolveKnownTags: false,
  strict: true,
  uniqueKeys: false,
  logLevel: "silent",
} as const;

/**
 * Composes a text, and never throws.
 *
 * @param most How many documents anybody wants; what follows them is not read.
 */
export function composeAll(text: string, most: number = 1): Documents {
  try {
    return compose(text, most);
  } catch (cause) {
    const message = `Cannot read the text: ${cause instanceof Error ? cause.message : cause}`;
    return stopped({ code: "syntax", offset: 0, message });
  }
}

/**
 * A composer that notes as many errors as anybody reads: a text of 256 KiB can hold 100,000 of
 * them, and making them takes more than a second. Its `onError` is an own property, but private.
 */
function createComposer(): Composer {
  const composer = new Composer(OPTIONS);
  const inside = composer as unknown as { onError: (...error: readonly unknown[]) => void };
  const { onError } = inside;
  let left = MAX_FAULTS;
  inside.onError = (...error) => {
    if (left-- > 0) onError(...error);
  };
  return composer;
}

/**
 * Goes token by token, so that it can stop at the first bracket that nests too deep, after the
 * documents that are wanted, and when there is more wrong than anybody reads. The package skips a byte order mark
 * but then misjudges the first line, so it never sees one.
 */
function compose(text: string, most: number): Documents {
  const start = startOf(text);
  const parser = new Parser();
  const work = createWork();
  const budget = createBudget(text.length);
  parser.offset = start;
  for (const lexeme of new Lexer().lex(text.slice(start))) {
    takeTokens(work, parser.next(lexeme));
    if (work.documents.length >= most || work.left <= 0) break;
    const deepest = tooDeepIn(parser.stack);
    if (deepest) return stopped(tooDeep(deepest.offset));
    if (!pay(budget, lexeme)) return stopped(overBudget(budget, parser.offset));
  }
  takeTokens(work, parser.end());
  work.documents.push(...work.composer.end(true, text.length));
  return work;
}

interface Work {
  readonly composer: Composer;
  readonly documents: Document.Parsed[];
  readonly directives: Directive[];
  /** How many more errors and directives anybody wants to see. */
  left: number;
}

function createWork(): Work {
  return { composer: createComposer(), documents: [], directives: [], left: MAX_FAULTS };
}

function takeTokens(work: Work, tokens: Iterable<CST.Token>): void {
  for (const token of tokens) {
    if (token.type === "directive") work.directives.push(token);
    if (token.type === "directive" || token.type === "error") work.left--;
    work.documents.push(...work.composer.next(token));
  }
}

function stopped(fault: TextFault): Documents {
  return { documents: [], directives: [], fault };
}

/** The collection that is one too many; the stack also holds the document and a scalar. */
function tooDeepIn(stack: readonly CST.Token[]): CST.Token | undefined {
  if (stack.length <= MAX_DEPTH + 1) return undefined;
  return stack.filter(CST.isCollection)[MAX_DEPTH];
}

/** The fault of a document that nests deeper than `MAX_DEPTH`. */
export function tooDeep(offset: number): TextFault {
  const message = `Found maps and lists nested deeper than ${MAX_DEPTH} levels: ` +
    `expected at most ${MAX_DEPTH}`;
  return { code: "limit_exceeded", offset, message };
}
