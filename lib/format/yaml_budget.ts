import type { TextFault } from "./source.ts";

/** Tokens that any text may have, and how many a long one may have for a character. */
const MAX_TOKENS = 50_000;
const TOKENS_FOR_A_CHARACTER = 0.5;

/** Blank lines in a row; the package looks at all of them again for every comment after them. */
const MAX_BLANK_LINES = 1_000;

/** What a text may cost the package: half as dense again as the densest that people write. */
export interface Budget {
  tokens: number;
  blankLines: number;
}

/** The budget of a text of a length. */
export function createBudget(length: number): Budget {
  return { tokens: Math.max(MAX_TOKENS, length * TOKENS_FOR_A_CHARACTER), blankLines: 0 };
}

/** Pays for a token of the lexer; false when that was too much. Spaces and marks are free. */
export function pay(budget: Budget, lexeme: string): boolean {
  if (lexeme === "\x1f" || lexeme.startsWith(" ")) return true;
  const isLineEnd = lexeme === "\n" || lexeme === "\r\n";
  budget.blankLines = isLineEnd ? budget.blankLines + 1 : 0;
  return --budget.tokens > 0 && budget.blankLines <= MAX_BLANK_LINES;
}

/** The fault of a text that was too much. */
export function overBudget({ blankLines }: Budget, offset: number): TextFault {
  const message = blankLines > MAX_BLANK_LINES
    ? `Found more than ${MAX_BLANK_LINES} blank lines in a row: expected fewer`
    : "Found more keys, values and signs than a text of this length may have: expected fewer";
  return { code: "limit_exceeded", offset, message };
}
