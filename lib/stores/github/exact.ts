import { AppError } from "../../model/error.ts";
import { idOf, type ObjectKind } from "../objects/objects.ts";
import { commitBytes, signedBytes, tagBytes, type Untold } from "./signed_objects.ts";

/**
 * Byte for byte the commit or tag that has an id. GitHub tells times in UTC only; the zones that
 * were there are found by trying which of them gives the id.
 *
 * @throws `not_supported` where none does: it holds what GitHub does not tell.
 */
export function exactBytes(kind: "commit" | "tag", id: string, data: unknown): Uint8Array {
  const isRight = (bytes: Uint8Array) => idOf({ kind, bytes }) === id;
  const signed = signedBytes(data);
  if (signed && isRight(signed)) return signed;
  const bytesOf = kind === "commit" ? commitBytes : tagBytes;
  for (const untold of guesses(kind)) {
    const bytes = bytesOf(data, untold);
    if (isRight(bytes)) return bytes;
  }
  throw inexact(kind, id);
}

/** An object that GitHub does not tell whole. */
export function inexact(kind: ObjectKind, id: string): AppError {
  const message = `GitHub does not tell the ${kind} ${id} byte for byte; clone the repository ` +
    "with git and bundle that";
  return new AppError("not_supported", message, { details: { id } });
}

/** First that both were done in one zone; a commit that was taken from elsewhere has two. */
function* guesses(kind: "commit" | "tag"): Generator<Untold> {
  for (const committed of ZONES) yield* ended({ authored: committed, committed });
  if (kind === "tag") return;
  for (const authored of ZONES) {
    for (const committed of ZONES) yield* ended({ authored, committed });
  }
}

function ended(zones: Omit<Untold, "ending">): Untold[] {
  return ["", "\n"].map((ending) => ({ ...zones, ending }));
}

/** The zones of the world in minutes from UTC, the nearest first. */
const ZONES = [
  ...Array.from({ length: 27 }, (_, index) => (index - 12) * 60),
  ...[-570, -210, 210, 270, 330, 345, 390, 525, 570, 630, 765],
].sort((a, b) => Math.abs(a) - Math.abs(b));
