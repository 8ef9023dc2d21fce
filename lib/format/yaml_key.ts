import { isScalar } from "yaml";
import { placeOf, type SourceScalar } from "./source.ts";
import { type Context, report } from "./yaml_context.ts";
import { isForbiddenKey } from "./yaml_keys.ts";
import { MAX_FAULTS } from "./yaml_text.ts";
import { scalarOf } from "./yaml_value.ts";

/** A key and where it stands. */
export interface KeyPlace {
  readonly key: string;
  readonly keyFrom: number;
  readonly keyTo: number;
}

/** The text of a key; `undefined` with a fault where it is none. */
export function keyOf(context: Context, node: unknown, fallback: number): KeyPlace | undefined {
  if (!isScalar(node) || !node.range) return notText(context, node, fallback);
  const scalar = scalarOf(context, node as Parameters<typeof scalarOf>[1]);
  const { value, from, to } = scalar;
  if (node.anchor !== undefined) context.anchors.set(node.anchor, scalar);
  if (typeof value !== "string") return otherKey(context, scalar);
  if (value === "<<" && node.type === "PLAIN" && !context.isForeign) return merge(context, from);
  if (isForbiddenKey(value)) {
    report(context, "forbidden_key", from, `Found the key ${value}: expected another name`);
  }
  return { key: value, keyFrom: from, keyTo: to };
}

/** Notes a key that stands in the map already. */
export function checkUnique(context: Context, { key, keyFrom }: KeyPlace, first?: number): void {
  // Looking for the line takes time, so a thousand repetitions must not all do it.
  if (first === undefined || context.faults.length >= MAX_FAULTS) return;
  const { line } = placeOf(context.text, first);
  const shown = key.length > 60 ? `${key.slice(0, 60).toWellFormed()}...` : key;
  const message = `Found the key ${
    JSON.stringify(shown)
  } again: expected it once, as on line ${line}`;
  report(context, "duplicate_key", keyFrom, message);
}

function merge(context: Context, offset: number): undefined {
  const message = "Found the merge key <<: expected the keys themselves written out";
  report(context, "unsupported_yaml", offset, message);
}

/** Programs that read foreign text take a key such as `80` or `true` as it is written. */
function otherKey(context: Context, scalar: SourceScalar): KeyPlace | undefined {
  const { from, to } = scalar;
  if (!context.isForeign || from === to) return quoteIt(context, scalar);
  return { key: context.text.slice(from, to), keyFrom: from, keyTo: to };
}

function quoteIt(context: Context, { value, from, to }: SourceScalar): undefined {
  if (from === to) {
    if (!context.isBroken) report(context, "syntax", from, "Found no key: expected one before `:`");
    return;
  }
  const source = context.text.slice(from, Math.min(to, from + 60));
  const message = `Found ${source} as a key, which is ${kindOf(value)}: ` +
    `expected text, so write "${source}"`;
  report(context, "unsupported_yaml", from, message);
}

function kindOf(value: SourceScalar["value"]): string {
  return value === null ? "null" : `a ${typeof value}`;
}

function notText(context: Context, node: unknown, fallback: number): undefined {
  if (!node && context.isBroken) return;
  const message = "Found a key that is no text: expected a word or text in quotes";
  report(context, "unsupported_yaml", rangeOf(node) ?? fallback, message);
}

function rangeOf(node: unknown): number | undefined {
  return (node as { range?: readonly number[] } | null)?.range?.[0];
}
