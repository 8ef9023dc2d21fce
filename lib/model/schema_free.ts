import { isForbiddenKey } from "./forbidden_keys.ts";
import { isObject, type Json } from "./json.ts";
import type { Schema } from "./schema.ts";
import { type Checker, type Fault, fault, type Trail } from "./schema_fault.ts";
import { wrongType } from "./schema_scalars.ts";

/** How deep free JSON may go; the schemas of custom kinds are the deepest that people write. */
const DEEPEST = 32;

/** How many values free JSON may hold. */
const MOST = 10_000;

/** A map of anything that JSON can say, within bounds, and without keys that reach into objects. */
export function freeChecker(schema: Schema): Checker {
  const checker: Checker = (value, path, faults) => {
    if (!isObject(value)) return void faults.push(wrongType(schema, value, path, checker));
    const { length } = path;
    let count = 0;
    const visit = (part: Json): boolean => {
      if (++count > MOST) return tooMuch(`at most ${MOST} values`);
      if (path.length - length > DEEPEST) return tooMuch(`at most ${DEEPEST} levels`);
      return inside(part, path, faults, visit);
    };
    const tooMuch = (bound: string) => {
      const start = path.slice(0, length);
      faults.push(fault("invalid_value", start, `must hold ${bound}, not more`));
      return false;
    };
    visit(value);
    path.length = length;
  };
  return checker;
}

/** Visits what is in a value; `false` once there is too much of it. */
function inside(
  part: Json,
  path: Trail,
  faults: Fault[],
  visit: (part: Json) => boolean,
): boolean {
  if (typeof part === "number" && !Number.isFinite(part)) {
    faults.push(fault("invalid_value", path, "must be a number that JSON can say"));
  }
  if (typeof part !== "object" || part === null) return true;
  const entries = Array.isArray(part) ? part.entries() : Object.entries(part);
  for (const [step, entry] of entries) {
    path.push(step);
    if (typeof step === "string" && isForbiddenKey(step)) {
      faults.push(fault("invalid_value", path, "is no name"));
    } else if (!visit(entry)) return false;
    path.pop();
  }
  return true;
}
