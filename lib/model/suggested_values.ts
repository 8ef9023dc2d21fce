import { bytesOf, millicoresOf, secondsOf } from "./amounts.ts";
import type { Json } from "./json.ts";
import type { Schema } from "./schema.ts";
import { check } from "./schema_check.ts";
import { nearest } from "./suggestion.ts";

/** How many values are suggested. */
const MOST = 3;

/**
 * Values that fit a schema and may have been meant by one that does not, the likeliest first: the
 * same with its spelling mended, then the nearest of those that a form offers.
 */
export function suggestedValues(schema: Schema, value: Json): Json[] {
  const candidates = [...mended(schema, value), ...offered(schema, value)];
  const found = new Map<string, Json>();
  for (const candidate of candidates) {
    if (found.size === MOST) break;
    if (check(schema, candidate).length === 0) found.set(JSON.stringify(candidate), candidate);
  }
  return [...found.values()];
}

/** The units of amounts, by format. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  cpu: ["m", ""],
  duration: ["s", "m", "h"],
  percent: ["%"],
  quantity: ["Mi", "Gi", "Ki", "Ti"],
};

function mended({ format = "", type, minimum, maximum }: Schema, value: Json): Json[] {
  const text = String(value).replaceAll(/\s/g, "").replace(",", ".");
  const [, digits, unit = ""] = /^(-?[\d.]+)([a-z%]*)$/i.exec(text) ?? [];
  if (digits === undefined) return slugs(format, String(value));
  if (type === "integer" || type === "number") {
    const number = Math.round(Number(digits));
    return [Math.min(maximum ?? number, Math.max(minimum ?? number, number))];
  }
  const units = UNITS[format] ?? [];
  const begins = units.filter((one) => one[0]?.toLowerCase() === unit[0]?.toLowerCase());
  return (begins.length > 0 ? begins : units).map((one) => digits + one);
}

/** The formats of names that hold only small letters, digits and dashes. */
const NAMES = ["id", "port-name", "object-name", "namespace", "hostname"];

function slugs(format: string, text: string): string[] {
  if (format === "variable") return [text.toUpperCase().replaceAll(/[^A-Z0-9_]+/g, "_")];
  if (!NAMES.includes(format)) return [text.trim()];
  const kept = format === "hostname" ? /[^a-z0-9.]+/g : /[^a-z0-9]+/g;
  return [text.toLowerCase().replaceAll(kept, "-").replace(/^-+|-+$/g, "")];
}

/** What a form offers, the nearest by amount or by spelling first. */
function offered({ format = "", presets = [], enum: choices = [] }: Schema, value: Json): Json[] {
  const all = [...presets, ...choices];
  const wanted = amountOf(format, value);
  if (wanted !== undefined) {
    const distance = (one: Json) => Math.abs(Math.log((amountOf(format, one) ?? 1) / wanted));
    return all.toSorted((one, other) => distance(one) - distance(other));
  }
  const near = nearest(String(value), all.filter((one) => typeof one === "string"));
  return near === undefined ? all : [near, ...all];
}

/** An amount as a number, so that amounts of different units can be compared. */
function amountOf(format: string, value: Json): number | undefined {
  const text = String(value).replace(",", ".");
  const [, digits = "", unit = ""] = /^([\d.]+)\s*([a-z]?)/i.exec(text) ?? [];
  const number = Number(digits);
  if (!(number > 0)) return undefined;
  switch (format) {
    case "quantity":
      return bytesOf(text) ?? bytesOf(`${digits}${unit.toUpperCase()}i`) ?? number;
    case "cpu":
      return millicoresOf(text) ?? number;
    case "duration":
      return secondsOf(text) ?? number;
    default:
      return number;
  }
}
