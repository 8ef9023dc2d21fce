import { isObject, type Json, type Path } from "../../model/json.ts";
import { error, type Problem } from "../../model/problem.ts";
import type { Plan } from "../../model/resource.ts";

/** Helm writes values as YAML before it checks them, and its own reader refuses these in any form. */
const REFUSED = /[\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/** Text that no chart can hold. */
export function textProblems({ written }: Plan): Problem[] {
  return [...written].flatMap(([node, config]) =>
    pathsTo(config, []).map((path) => {
      const message = "Helm cannot hold control characters such as U+007F in a value: " +
        "take them out, or write them in another way";
      return error("not_supported", path, message, { node });
    })
  );
}

function pathsTo(value: Json, path: Path): Path[] {
  if (typeof value === "string") return REFUSED.test(value) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => pathsTo(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    REFUSED.test(key) ? [[...path, key]] : pathsTo(item, [...path, key])
  );
}
