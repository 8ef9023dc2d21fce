import { byteLength } from "../../format/yaml_bytes.ts";
import { AppError } from "../../model/error.ts";
import type { Operation } from "../../model/operation.ts";

/** How many bytes the operations of a draft may have, as JSON. */
const MOST = 256 * 1024;

/** Refuses edits that are larger than any workflow may be. @throws `too_large`. */
export function checkSize(operations: readonly Operation[]): void {
  const size = byteLength(JSON.stringify(operations));
  if (size <= MOST) return;
  const message = `The edits have ${size} bytes; expected at most ${MOST}: publish them, ` +
    "or send what they come to in fewer operations";
  throw new AppError("too_large", message);
}
