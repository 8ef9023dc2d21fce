import type { Path } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put } from "../yaml/put.ts";

/** Takes a number of seconds as a duration. */
export function putSeconds(node: DraftNode, path: Path, field: Field | undefined): void {
  if (!field) return;
  if (field.whole === undefined) field.drop("it must be a number of seconds", node.id);
  else put(node, path, `${field.whole}s`, field);
}
