import type { Json, Path } from "../../model/json.ts";
import { secretPlaces } from "../../model/secrets/places.ts";
import type { DraftNode } from "../shared/draft.ts";
import { telling } from "../shared/plain_secrets.ts";
import { FORMATS } from "../../model/formats.ts";
import type { Field } from "../yaml/field.ts";
import { set } from "../yaml/put.ts";
import { interpolated } from "./interpolation.ts";
import type { Reading } from "./reading.ts";
import { words } from "./words.ts";

/** Puts a text with its variables filled in, and says how they were. */
export function putFilled(
  { values }: Reading,
  node: DraftNode,
  path: Path,
  field: Field,
  { text = field.text ?? "", format }: { readonly text?: string; readonly format?: string } = {},
): void {
  const filled = interpolated(text, values);
  if (format !== undefined && !FORMATS[format]!.test(filled.text)) {
    return field.drop(`it must be ${FORMATS[format]!.expected}`, node.id);
  }
  set(node, path, filled.text);
  tell(field, notesOf(filled.notes, { [path.at(-1)!]: filled.text }), node, path);
}

/** Says that a value is taken, or how its variables were filled in. */
export function tell(field: Field, notes: readonly string[], node: DraftNode, path: Path): void {
  const [note] = notes;
  if (note === undefined) field.take(node.id, path);
  else field.approximate(note, node.id, path);
}

/** A command: a list as it is, or a line that is split into words. */
export function putCommand(
  { values }: Reading,
  node: DraftNode,
  path: Path,
  field: Field | undefined,
): void {
  if (!field) return;
  if (field.isEmpty || field.text === "") return field.take(node.id);
  const parts = field.isList ? field.texts ?? [] : words(field.text ?? "");
  const filled = parts.map((part) => interpolated(part, values));
  const texts = filled.map(({ text }) => text);
  set(node, path, texts);
  tell(field, notesOf(filled.flatMap(({ notes }) => notes), texts), node, path);
}

/** How variables were filled in; and that a secret came with them, which the file does not show. */
function notesOf(notes: readonly string[], filled: Json): readonly string[] {
  const [message] = notes;
  if (message === undefined || secretPlaces(filled).length === 0) return notes;
  return [telling({ class: "approximated", message }).message];
}
