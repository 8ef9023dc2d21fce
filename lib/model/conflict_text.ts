import { isObject, type Json } from "./json.ts";
import { flowText } from "./schema_text.ts";

/** The most letters of a value that a sentence shows. */
const MOST_SHOWN = 60;

/**
 * A conflict of a merge in words, such as `api.config.replicas: base 1, ours 2, theirs 3`. It may come
 * from a file, so whatever it is, it is shown.
 */
export function conflictText(conflict: Json): string {
  if (!isObject(conflict)) return short(conflict);
  const { node, path, base = null, ours = null, theirs = null, message } = conflict;
  const where = typeof node === "string" ? node : "";
  if (typeof message === "string") return where === "" ? message : `${where}: ${message}`;
  const field = `${where}${stepsText(path)}`.replace(/^\./, "") || "the workflow";
  return `${field}: base ${short(base)}, ours ${short(ours)}, theirs ${short(theirs)}`;
}

function stepsText(path: Json | undefined): string {
  return Array.isArray(path) ? path.map(stepText).join("") : "";
}

function stepText(step: Json): string {
  if (typeof step === "string") return `.${step}`;
  return `[${isObject(step) ? Object.values(step).map(String).join() : flowText(step)}]`;
}

function short(value: Json): string {
  if (value === null) return "nothing";
  const text = flowText(value);
  if (text.length <= MOST_SHOWN) return text;
  return `${text.slice(0, MOST_SHOWN).replace(/[\ud800-\udbff]$/, "")}...`;
}
