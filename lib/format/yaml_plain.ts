const NULL = /^(?:[Nn]ull|NULL|~)$/;
const TRUE = /^(?:[Tt]rue|TRUE)$/;
const FALSE = /^(?:[Ff]alse|FALSE)$/;
const INTEGER = /^[-+]?[0-9]+$/;
const OCTAL = /^0o[0-7]+$/;
const HEX = /^0x[0-9a-fA-F]+$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/;

/**
 * What a plain scalar means by the core schema of YAML 1.2; `undefined` for a number that JSON
 * cannot carry. The first letter decides for nearly all of them.
 */
export function plainValue(source: string): null | boolean | number | string | undefined {
  switch (source.charCodeAt(0)) {
    case 78: // N
    case 110: // n
    case 126: // ~
      return NULL.test(source) ? null : source;
    case 84: // T
    case 116: // t
      return TRUE.test(source) ? true : source;
    case 70: // F
    case 102: // f
      return FALSE.test(source) ? false : source;
    default:
      return startsNumber(source.charCodeAt(0)) ? numberOr(source) : source;
  }
}

/** A digit, a sign or a point. */
function startsNumber(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 46;
}

function numberOr(source: string): number | string | undefined {
  if (INTEGER.test(source)) return safe(parseInt(source, 10));
  if (FLOAT.test(source)) return finite(parseFloat(source));
  if (OCTAL.test(source)) return safe(parseInt(source.slice(2), 8));
  if (HEX.test(source)) return safe(parseInt(source.slice(2), 16));
  return NOT_FINITE.test(source) ? undefined : source;
}

function safe(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
