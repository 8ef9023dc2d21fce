import { FORMATS } from "../../model/formats.ts";
import type { Json, Path } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import { set } from "../yaml/put.ts";
import { dropped, type Outcome } from "./outcome.ts";
import { Built, type Call, Unknown, type Value } from "./program.ts";
export { approximated, dropped, type Outcome, withheld, worst } from "./outcome.ts";
import type { World } from "./world.ts";

/** A call on the builder of a node. */
export interface Step {
  readonly world: World;
  readonly node: DraftNode;
  readonly built: Built;
  readonly call: Call;
}

/** Takes a call into the config of a node. */
export type Handler = (step: Step) => Outcome;

/** The calls of a class by their names. */
export type Methods = Readonly<Record<string, Handler>>;

/** A call that the workflow has no place for. */
export function without(message: string): Handler {
  return () => dropped(message);
}

/** The arguments of a call by the names of its parameters. */
export function argumentsOf(
  { positional, named }: Call,
  ...parameters: readonly string[]
): Record<string, Value | undefined> {
  const args: Record<string, Value | undefined> = Object.fromEntries(named);
  parameters.forEach((name, index) => args[name] ??= positional[index]);
  return args;
}

/** The argument of a call that takes one, whatever name it is given by. */
export function argumentOf({ positional, named }: Call): Value | undefined {
  return positional[0] ?? [...named.values()][0];
}

/** A value as plain data; `undefined` where a builder is in it. */
export function jsonOf(value: Value | undefined): Json | undefined {
  if (value instanceof Built || value instanceof Unknown || value === undefined) return undefined;
  if (Array.isArray(value)) {
    const items = value.map(jsonOf);
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (!(value instanceof Map)) return value;
  const entries = [...value].map(([key, one]) => [key, jsonOf(one)] as const);
  return entries.every((entry): entry is readonly [string, Json] => entry[1] !== undefined)
    ? Object.fromEntries(entries)
    : undefined;
}

/** Sets a text of a named format, or says what was expected. */
export function putFormat(
  { node }: Pick<Step, "node">,
  path: Path,
  value: Value | undefined,
  format: string,
): Outcome {
  const text = typeof value === "number" ? String(value) : value;
  const { test, expected } = FORMATS[format]!;
  if (typeof text !== "string" || !test(text)) return dropped(`it must be ${expected}`);
  set(node, path, text);
  return undefined;
}

/** Sets a whole number within bounds, or says what was expected. */
export function putWhole(
  { node }: Pick<Step, "node">,
  path: Path,
  value: Value | undefined,
  [low, high]: readonly [number, number],
): Outcome {
  if (!Number.isInteger(value) || Number(value) < low || Number(value) > high) {
    return dropped(`it must be a whole number from ${low} to ${high}`);
  }
  set(node, path, Number(value));
  return undefined;
}

/** Sets one of some words, or says what was expected. */
export function putWord(
  { node }: Pick<Step, "node">,
  path: Path,
  value: Value | undefined,
  words: readonly string[],
): Outcome {
  if (typeof value !== "string" || !words.includes(value)) {
    return dropped(`it must be ${words.join(" or ")}`);
  }
  set(node, path, value);
  return undefined;
}

/** A list of texts, or `undefined`. */
export function textsOf(value: Value | undefined): string[] | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === "string")
    ? value as string[]
    : undefined;
}

/** A map of texts, or `undefined`; numbers and switches are written as text. */
export function textMapOf(value: Value | undefined): Map<string, string> | undefined {
  if (!(value instanceof Map)) return undefined;
  const entries = [...value].map(([key, one]) => [key, plainText(one)] as const);
  return entries.every((entry): entry is readonly [string, string] => entry[1] !== undefined)
    ? new Map(entries)
    : undefined;
}

/** A scalar as the text that it stands for. */
export function plainText(value: Value | undefined): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** A time: whole seconds, or a text such as `90s`. */
export function durationOf(value: Value | undefined): string | undefined {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return `${value}s`;
  if (typeof value !== "string") return undefined;
  const days = /^(\d{1,4})d$/.exec(value.trim())?.[1];
  const text = days === undefined ? value.trim().toLowerCase() : `${Number(days) * 24}h`;
  return FORMATS["duration"]!.test(text) ? text : undefined;
}
