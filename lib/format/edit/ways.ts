import { AppError } from "../../model/error.ts";
import type { Path } from "../../model/json.ts";
import type { SourcePiece } from "../../model/operation.ts";
import { placeOf } from "../source.ts";
import type { Change } from "./change.ts";
import { inTurn } from "./piece.ts";
import { insertAt, put, takeAt } from "./put.ts";
import { renameAt } from "./rename.ts";
import type { Sheet } from "./sheet.ts";
import { spotAt } from "./spot.ts";
import type { Form } from "./form.ts";

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
  if ("insert" in change) return insertAt(sheet, change.insert, change.index, change.value, form);
  if ("rename" in change) return renameAt(sheet, change.rename, change.key, change.to);
  const { put: path, value, beside } = change;
  return put(sheet, path, value, form === "best" ? change.form ?? form : form, beside);
}

/** The error of changes for which there is no way. */
export function noWayTo({ text, root }: Sheet, [change]: readonly Change[]): AppError {
  const { spot } = spotAt(text, root, pathOf(change!));
  const { line } = placeOf(text, spot.node.from);
  const message = `Line ${line} is written in a way that cannot be changed without touching more ` +
    "than was asked for; edit the text itself there";
  return new AppError("not_supported", message, { details: { line } });
}

function pathOf(change: Change): Path {
  if ("put" in change) return change.put;
  if ("take" in change) return change.take;
  return "insert" in change ? change.insert : change.rename;
}
