import type { Path } from "../../model/json.ts";
import type { SourcePiece } from "../../model/operation.ts";
import { piece } from "./piece.ts";
import type { Sheet } from "./sheet.ts";
import { spotAt } from "./spot.ts";
import { keySource } from "./write.ts";

/** Gives a key of the map at a path another name. Its value stays as it is, anchors included. */
export function renameAt(sheet: Sheet, path: Path, key: string, to: string): SourcePiece[] {
  const { spot: { node }, rest } = spotAt(sheet.text, sheet.root, path);
  const entry = node.type === "map" && rest.length === 0
    ? node.entries.find((one) => one.key === key)
    : undefined;
  return entry ? [piece(entry.keyFrom, entry.keyTo, keySource(to))] : [];
}
