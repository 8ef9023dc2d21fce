import type { ErrorCode, YAMLError } from "yaml";
import type { ProblemCode } from "../model/problem.ts";
import type { TextFault } from "./source.ts";
import { escapeForbidden } from "./yaml_text.ts";

const MAX_LENGTH = 160;

/** What would be right instead, where the kind of error says so. */
const EXPECTED: { readonly [code in ErrorCode]?: string } = {
  BAD_ALIAS: "a name after `*` or `&`",
  BAD_DQ_ESCAPE: "`\\\\` for a backslash, or single quotes around the text",
  BAD_INDENT: "the indentation of the lines beside it",
  BAD_SCALAR_START: "quotes around the text",
  BLOCK_AS_IMPLICIT_KEY: "one `key: value` on a line, or quotes around a text that holds `: `",
  BLOCK_IN_FLOW: "brackets only inside brackets",
  KEY_OVER_1024_CHARS: "a key of at most 1,024 characters",
  MULTILINE_IMPLICIT_KEY: "`key: value` with the key on one line",
  MULTIPLE_ANCHORS: "one anchor",
  MULTIPLE_TAGS: "one tag",
  TAB_AS_INDENT: "spaces",
};

/** Some codes mean many things; a part of the message tells them apart. */
const BY_MESSAGE: readonly (readonly [part: string, expected: string])[] = [
  ["end with a ]", "a `]`, or lines indented more than their key"],
  ["end with a }", "a `}`, or lines indented more than their key"],
  ["Implicit map keys need", "`key: value`"],
  ["Missing closing", "the quote that ends the text"],
  ["Comments must be", "a space before `#`, or quotes around the text"],
  ["Unexpected scalar", "a new line, or quotes around the whole text"],
  ["block-seq-ind", "a list on the lines after its key"],
  ["Sequence item without", "`- ` before every item"],
  ["Block scalar header", "`|` or `>`, and then `-` or `+` or nothing"],
  ["Missing , ", "a `,` between the items"],
  [
    "directives-end",
    "a line `---` before the document, or quotes around a text that starts with `%`",
  ],
];

/** The codes that are about something other than syntax. */
const CODES: { readonly [code in ErrorCode]?: ProblemCode } = {
  BAD_COLLECTION_TYPE: "unsupported_yaml",
  BAD_DIRECTIVE: "unsupported_yaml",
  RESOURCE_EXHAUSTION: "limit_exceeded",
  TAG_RESOLVE_FAILED: "unsupported_yaml",
};

/** An error or warning of the package as a fault: one line, and what was expected. */
export function faultOf({ code, pos, message }: YAMLError, length: number): TextFault {
  const expected = BY_MESSAGE.find(([part]) => message.includes(part))?.[1] ?? EXPECTED[code];
  const found = short(message);
  return {
    code: CODES[code] ?? "syntax",
    offset: Math.min(Math.max(pos[0], 0), length),
    message: expected === undefined ? found : `${found}: expected ${expected}`,
  };
}

/** One line, not too long, without characters that a terminal would act on. */
function short(message: string): string {
  const line = escapeForbidden(message.replaceAll(/\s+/g, " ").trim());
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH).toWellFormed()}...` : line;
}
