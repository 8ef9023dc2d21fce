import { AppError } from "../../model/error.ts";

/** Hidden characters that could turn, cut or forge a line in a log. */
const HIDDEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Marks with which GitHub leaves out the checks of a commit. */
const SKIP_MARKS = /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|skip-checks:/gi;
/** What `git interpret-trailers` takes for the end of the message. */
const DIVIDER = /^(#\s*)?-{3,}\s*/;
/** A trailer; no line of a body that we made begins like one. */
const TRAILER = /^[A-Za-z][A-Za-z0-9-]*: /;
/** A line of the body that a reader could take for a trailer, a comment or a divider. */
const NOT_PROSE = /^(?=[\w-]+\s*:|\(cherry picked|---|#)/;

/**
 * A commit message made of text by a user and trailers by us. The text can neither forge a trailer
 * nor switch off the checks of the commit.
 */
export function formatMessage(text: string, trailers: Readonly<Record<string, string>>): string {
  const [first = "", ...paragraphs] = text.replace(/\r\n?/g, "\n").trim().split(/\n\s*\n/);
  const subject = lineOf(first).replace(DIVIDER, "") || "Update";
  const body = paragraphs.map(paragraphOf).filter((paragraph) => paragraph !== "");
  const lines = Object.entries(trailers).map(trailerOf).join("\n");
  return [subject, ...body, ...(lines ? [lines] : [])].join("\n\n") + "\n";
}

/** A message of ours with one more trailer. */
export function withTrailer(message: string, key: string, value: string): string {
  const text = message.trimEnd();
  const last = text.split("\n\n").slice(1).at(-1) ?? "";
  const hasTrailers = last !== "" && last.split("\n").every((line) => TRAILER.test(line));
  return `${text}${hasTrailers ? "\n" : "\n\n"}${trailerOf([key, value])}\n`;
}

function paragraphOf(text: string): string {
  const lines = text.split("\n").map((line) => lineOf(line).replace(NOT_PROSE, " "));
  return lines.filter((line) => line !== "").join("\n");
}

function trailerOf([key, value]: [string, string]): string {
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(key)) {
    throw new AppError("invalid_input", `${JSON.stringify(key)} cannot be the key of a trailer`);
  }
  return `${key}: ${lineOf(value)}`;
}

/** Text as one line of visible characters, without skip marks. */
function lineOf(text: string): string {
  const line = oneLine(text.replace(/[\s\p{Zl}\p{Zp}]+/gu, " ").replace(HIDDEN, ""));
  const rest = oneLine(line.replace(SKIP_MARKS, ""));
  // Taking a mark out of the middle of another leaves a new one.
  return rest === line ? line : lineOf(rest);
}

function oneLine(text: string): string {
  return text.replace(/ +/g, " ").trim();
}
