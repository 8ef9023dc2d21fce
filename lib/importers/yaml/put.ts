import { FORMATS } from "../../model/formats.ts";
import type { Json, Path } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "./field.ts";

/** Sets a value in the config of a node; names that every object inherits are names like others. */
export function set(node: DraftNode, path: Path, value: Json): void {
  let place = node.config as Record<string | number, unknown>;
  path.slice(0, -1).forEach((step, index) => {
    if (!Object.hasOwn(place, step)) {
      define(place, step, typeof path[index + 1] === "number" ? [] : {});
    }
    place = place[step] as Record<string | number, unknown>;
  });
  define(place, path.at(-1)!, value);
}

function define(place: object, key: string | number, value: unknown): void {
  const rest = { configurable: true, enumerable: true, writable: true };
  Object.defineProperty(place, key, { ...rest, value });
}

/** Takes a value into the config of a node. */
export function put(node: DraftNode, path: Path, value: Json, field: Field): void {
  set(node, path, value);
  field.take(node.id, path);
}

/** Takes a text of a named format; one of another form is dropped. */
export function putFormat(
  node: DraftNode,
  path: Path,
  field: Field | undefined,
  format: string,
): void {
  if (!field) return;
  const { text } = field;
  const { test, expected } = FORMATS[format]!;
  if (text !== undefined && test(text)) put(node, path, text, field);
  else field.drop(`it must be ${expected}`, node.id);
}

/** Takes a scalar as text. */
export function putText(node: DraftNode, path: Path, field: Field | undefined): void {
  if (!field) return;
  if (field.text !== undefined) put(node, path, field.text, field);
  else field.drop("it must be text", node.id);
}

/** Takes a list of texts. */
export function putTexts(
  node: DraftNode,
  path: Path,
  field: Field | undefined,
  change: (text: string) => string = (text) => text,
): void {
  if (!field || field.isEmpty) return field?.take(node.id);
  if (field.texts) put(node, path, field.texts.map(change), field);
  else field.drop("it must be a list of texts", node.id);
}

/** Takes a whole number within bounds. */
export function putWhole(
  node: DraftNode,
  path: Path,
  field: Field | undefined,
  [low, high]: readonly [number, number],
): void {
  if (!field) return;
  const { whole } = field;
  if (whole !== undefined && whole >= low && whole <= high) put(node, path, whole, field);
  else field.drop(`it must be a whole number from ${low} to ${high}`, node.id);
}

/** Takes true or false. */
export function putFlag(node: DraftNode, path: Path, field: Field | undefined): void {
  if (!field) return;
  if (field.flag !== undefined) put(node, path, field.flag, field);
  else field.drop("it must be true or false", node.id);
}

/** Takes one of some words. */
export function putChoice(
  node: DraftNode,
  path: Path,
  field: Field | undefined,
  words: readonly string[],
): void {
  if (!field) return;
  const { text } = field;
  if (text !== undefined && words.includes(text)) put(node, path, text, field);
  else field.drop(`it must be ${words.join(" or ")}`, node.id);
}

/** A number of replicas, or a share of them as a percentage. */
export function putAmount(node: DraftNode, path: Path, field: Field | undefined): void {
  if (!field) return;
  if (field.whole !== undefined) put(node, path, field.whole, field);
  else putFormat(node, path, field, "percent");
}
