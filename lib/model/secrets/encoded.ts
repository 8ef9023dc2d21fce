/** A text that stood in another as base64. */
export interface Decoded {
  /** Where the base64 begins. */
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** Less cannot hold a secret with its mark. */
const SHORTEST = 20;

/**
 * Everything in a text that reads as base64, also over several lines, decoded. Words join it by
 * chance, so each of the four places where it may begin is tried.
 */
export function* decodedParts(text: string): Generator<Decoded> {
  for (const { offset, end, digits } of runsOf(text)) {
    const written = digits.join("");
    // Names and paths in small letters are no base64 of any length.
    if (!/[A-Z]/.test(written) || !/[a-z]/.test(written)) continue;
    const all = written.replaceAll("-", "+").replaceAll("_", "/");
    for (let skip = 0; skip < 4; skip++) {
      const last = skip + ((all.length - skip) & ~3);
      if (last - skip < SHORTEST) continue;
      const decoded = atob(all.slice(skip, last));
      // Text of two bytes a letter reads as ours without the empty ones.
      yield { offset, length: end - offset, text: decoded.replaceAll("\0", "") };
    }
  }
}

interface Run {
  readonly offset: number;
  readonly digits: string[];
  end: number;
}

/** Runs of digits of base64 or base64url, one a line. */
function* runsOf(text: string): Generator<Run> {
  let run: Run | undefined;
  // Bounded, so that the machine of patterns never stacks up for a run of megabytes.
  for (const { 0: part, index } of text.matchAll(/[\w+\/-]{20,30000}/g)) {
    if (!run || !isBreak(text, run.end, index)) {
      if (run) yield run;
      run = { offset: index, digits: [], end: index };
    }
    run.digits.push(part);
    run.end = index + part.length;
  }
  if (run) yield run;
}

/** Nothing, or the end of a line and the indentation of the next. */
function isBreak(text: string, from: number, to: number): boolean {
  return to - from < 100 && /^([ \t]*\r?\n[ \t]*)?$/.test(text.slice(from, to));
}
