import { isObject, type Json } from "../model/json.ts";
import { error, type Problem } from "../model/problem.ts";

/** Names that Windows gives to devices: a file of that name could not be checked out there. */
const DEVICES = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/** A document is found by its file's name, so the two must agree, on every system. */
export function nameProblems(json: Json, file: string): Problem[] {
  const metadata = isObject(json) && isObject(json.metadata) ? json.metadata : {};
  const { name } = metadata;
  if (file.endsWith(".yml")) {
    return [error("name_mismatch", [], "The file's name must end in .yaml, not .yml")];
  }
  if (typeof name !== "string") return [];
  if (DEVICES.test(name)) {
    const message = `"${name}" is the name of a device on Windows; choose another`;
    return [error("invalid_id", ["metadata", "name"], message)];
  }
  const expected = /([^/\\]+?)(\.layout)?\.yaml$/.exec(file)?.[1];
  if (!expected || name === expected) return [];
  const message = `metadata.name must equal the file's name, "${expected}", not "${name}"`;
  return [error("name_mismatch", ["metadata", "name"], message, { suggestion: expected })];
}
