import { AppError } from "../../model/error.ts";
import type { Json, Path } from "../../model/json.ts";
import { withoutKeys, withValue } from "../../model/json_path.ts";
import type { Operation, SourcePiece } from "../../model/operation.ts";
import { placeOf } from "../source.ts";
import { inTurn } from "./piece.ts";
import { put, takeAt } from "./put.ts";
import type { Sheet } from "./sheet.ts";
import { spotAt } from "./spot.ts";
import type { Form } from "./write.ts";

/** A change of a document, whatever it holds. */
export type Change = Put | Take;

/** Puts a value at a path; what is missing on the way is made. */
export interface Put {
  readonly put: Path;
  readonly value: Json;
  /** How it is written where nothing beside it tells. */
  readonly form?: Form;
  /** The keys that a new one stands after; otherwise it comes last. */
  readonly after?: readonly string[];
}

/** Takes keys or items out of the map or list at a path. */
export interface Take {
  readonly take: Path;
  readonly keys: readonly (string | number)[];
}

/** What an operation changes in a workflow's document, and the operation that undoes it. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly inverse: Operation;
}

/** What changes make of a document. */
export function promisedBy(json: Json, changes: readonly Change[]): Json {
  return changes.reduce(promisedByOne, json);
}

function promisedByOne(json: Json, change: Change): Json {
  return "put" in change
    ? withValue(json, change.put, change.value)
    : withoutKeys(json, change.take, change.keys);
}

/**
 * Ways to make changes of a text, the one that reads best first. None is sure: what is read
 * afterwards decides.
 *
 * @throws `not_supported` where a value is used elsewhere too.
 */
export function* waysTo(
  sheet: Sheet,
  changes: readonly Change[],
): Generator<readonly SourcePiece[]> {
  for (const form of ["best", "lines", "flow"] as const) {
    const pieces = inTurn(changes.flatMap((change) => piecesOf(sheet, change, form)));
    if (pieces) yield pieces;
  }
}

function piecesOf(sheet: Sheet, change: Change, form: Form): readonly SourcePiece[] {
  if ("take" in change) return takeAt(sheet, change.take, change.keys);
  const { put: path, value, after } = change;
  return put(sheet, path, value, form === "best" ? change.form ?? form : form, after);
}

/** The error of changes for which there is no way. */
export function noWayTo({ text, root }: Sheet, [change]: readonly Change[]): AppError {
  const { spot } = spotAt(text, root, "put" in change! ? change.put : change!.take);
  const { line } = placeOf(text, spot.node.from);
  const message = `Line ${line} is written in a way that cannot be changed without touching more ` +
    "than was asked for; edit the text itself there";
  return new AppError("not_supported", message, { details: { line } });
}
