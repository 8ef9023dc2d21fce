/** Words that a YAML 1.1 reader takes for booleans or nothing (yaml.org/type/bool, /null). */
const RETYPED = new Set(
  "y n yes no on off true false null nan inf".split(" "),
);

/** What some YAML 1.1 readers take for a number, though no digit stands before its exponent. */
const BARE_EXPONENT = /^e-?[0-9]+$/i;

/** Text that every YAML reader takes for text, on one line, without quotes. */
const PLAIN = /^[A-Za-z/][A-Za-z0-9_./-]*$/;

/** Line breaks and indentation that a literal block keeps for every reader. */
const LITERAL = /^[^\s\u2028\u2029][^\u2028\u2029]*\n[^\u2028\u2029]*[^\s\u2028\u2029]\n?$/;

/** What a literal block cannot say, or what readers disagree about. */
// deno-lint-ignore no-control-regex
const UNPRINTABLE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/;

/** What JSON leaves raw and a YAML reader may refuse or fold. */
const RAW = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A scalar as YAML on one line; text is quoted where any YAML reader could retype it. */
export function scalarText(value: string | number | boolean | null): string {
  if (typeof value !== "string") return String(value);
  return PLAIN.test(value) && !isRetyped(value) ? value : quoted(value);
}

function isRetyped(value: string): boolean {
  return value.length <= 5 && RETYPED.has(value.toLowerCase()) || BARE_EXPONENT.test(value);
}

/** Text in double quotes, its escapes understood by readers of YAML 1.1 and 1.2. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    RAW,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Whether text of several lines reads better, and as surely, as a literal block. */
export function isLiteral(text: string): boolean {
  return LITERAL.test(text) && !UNPRINTABLE.test(text);
}
