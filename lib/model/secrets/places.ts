import { isObject, type Json, type JsonObject, type Path } from "../json.ts";
import { isFlagged, isLiteralSecret } from "./literals.ts";
import { isRandom } from "./randomness.ts";

/**
 * Where secrets stand as plain text in a value of any shape: in maps by their keys, in pairs of
 * `name` and `value`, in words behind a flag, and inside of texts.
 *
 * @param name What leads to the value.
 */
export function secretPlaces(value: Json, name: string = ""): Path[] {
  if (Array.isArray(value)) return inList(value, name);
  if (isObject(value)) return inMap(value);
  return isSecret(name, value) ? [[]] : [];
}

/** A number may be a password, too. */
function isSecret(name: string, value: Json): boolean {
  if (typeof value !== "string" && typeof value !== "number") return false;
  const text = String(value);
  return isLiteralSecret(isNameOfObject(name, text) ? "" : name, text);
}

function inList(list: readonly Json[], name: string): Path[] {
  return list.flatMap((item, index) => {
    const before = list[index - 1];
    if (typeof item === "string" && typeof before === "string" && isFlagged(before, item)) {
      return [[index]];
    }
    return under(index, secretPlaces(item, name));
  });
}

function inMap(map: JsonObject): Path[] {
  const said = map["name"] ?? map["key"];
  return Object.entries(map).flatMap(([key, item]) =>
    under(key, secretPlaces(item, key === "value" && typeof said === "string" ? said : key))
  );
}

function under(step: string | number, places: readonly Path[]): Path[] {
  return places.map((path) => [step, ...path]);
}

/** What ends so in an object of a cluster is most often the name of a Secret, or of its key. */
const NAMING = /(secrets?|credentials?|tokens|[a-z]Keys?|auth|authorization)$/i;

/** Whether a field says which Secret, and not what is in it. */
function isNameOfObject(name: string, value: string): boolean {
  return NAMING.test(name) && /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/.test(value) &&
    !isRandom(value);
}
