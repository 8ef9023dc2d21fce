import type { Json, JsonObject, Path } from "../../model/json.ts";
import { valueAt, withoutKeys, withValue } from "../../model/json_path.ts";
import type { Operation } from "../../model/operation.ts";
import type { Beside, Form } from "./form.ts";

/** A change of a document, whatever it holds. */
export type Change = Put | Take | Insert | Rename;

/** Puts a value at a path; what is missing on the way is made. */
export interface Put {
  readonly put: Path;
  readonly value: Json;
  /** How it is written where nothing beside it tells. */
  readonly form?: Form;
  /** The keys that a new one stands beside; otherwise it comes last. */
  readonly beside?: Beside;
}

/** Takes keys or items out of the map or list at a path. */
export interface Take {
  readonly take: Path;
  readonly keys: readonly (string | number)[];
}

/** Puts an item into the list at a path, before the one that has the index now. */
export interface Insert {
  readonly insert: Path;
  readonly index: number;
  readonly value: Json;
}

/** Gives a key of the map at a path another name. */
export interface Rename {
  readonly rename: Path;
  readonly key: string;
  readonly to: string;
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
  if ("put" in change) return withValue(json, change.put, change.value);
  if ("take" in change) return withoutKeys(json, change.take, change.keys);
  if ("insert" in change) {
    const { insert: path, index, value } = change;
    return withValue(
      json,
      path,
      (valueAt(json, path) as readonly Json[]).toSpliced(index, 0, value),
    );
  }
  const { rename: path, key, to } = change;
  const entries = Object.entries(valueAt(json, path) as JsonObject);
  return withValue(
    json,
    path,
    Object.fromEntries(
      entries.map(([one, value]) => [one === key ? to : one, value]),
    ),
  );
}
