import type { Scalar } from "yaml";
import type { SourceScalar } from "./source.ts";
import { type Context, report } from "./yaml_context.ts";
import { forbiddenIn } from "./yaml_text.ts";

const INTEGER = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;

/** A scalar of the package at its own text; one that is left out stands after its indicator. */
export function scalarOf(context: Context, scalar: Scalar.Parsed): SourceScalar {
  const [start, end] = scalar.range;
  const from = start === end ? indicatorEnd(context.text, start) : start;
  const to = start === end ? from : end;
  checkNumber(context, scalar, from);
  checkEscapes(context, scalar, from, to);
  return { type: "scalar", value: scalar.value as SourceScalar["value"], from, to };
}

/** The package places nothing after the spaces that follow the indicator. */
function indicatorEnd(text: string, offset: number): number {
  while (/[ \t]/.test(text.charAt(offset - 1))) offset--;
  return offset;
}

function checkNumber(context: Context, { value, source }: Scalar.Parsed, offset: number): void {
  if (typeof value !== "number") return;
  const isInteger = INTEGER.test(source);
  if (isInteger ? Number.isSafeInteger(value) : Number.isFinite(value)) return;
  const expected = isInteger ? "an integer up to 2^53 - 1" : "a finite number";
  const shown = source.length > 40 ? `${source.slice(0, 40)}...` : source;
  report(context, "invalid_value", offset, `Found ${shown}: expected ${expected}, or quotes`);
}

/** What is forbidden in the text is as forbidden when an escape makes it. */
function checkEscapes(context: Context, scalar: Scalar.Parsed, from: number, to: number): void {
  if (scalar.type !== "QUOTE_DOUBLE" || typeof scalar.value !== "string") return;
  const found = forbiddenIn(scalar.value);
  if (found === undefined || forbiddenIn(context.text.slice(from, to)) === found) return;
  const message = `Found an escape for ${found}, a control or invisible character: ` +
    `expected visible characters, tabs and line ends only`;
  report(context, "forbidden_character", from, message);
}
