import { isPassword, isSecretName } from "./field_names.ts";
import { fieldsOf } from "./fields.ts";
import { isPlaceholder, literalOf } from "./placeholders.ts";
import { isRandom } from "./randomness.ts";
import { isReference } from "./references.ts";
import { hasShape, SECRET_RULES } from "./rules.ts";

/**
 * Whether a named value is a secret as plain text, or has one in it. This is for single values,
 * where a question too many costs little; whole files are judged by `secretsIn`.
 */
export function isLiteralSecret(name: string, value: string): boolean {
  return isWholeSecret(name, value) || hasLiteralSecret(value);
}

/** Whether the whole of a value is a secret: what its name says, and the value is not harmless. */
export function isWholeSecret(name: string, value: string): boolean {
  return !value.includes("\n") && isSecretName(name) && !isHarmless(name, value);
}

/** Whether a text has a secret in it, whatever the text is called. */
export function hasLiteralSecret(text: string): boolean {
  return hasSignedAddress(text) || hasMark(text) || hasFlag(text) || hasField(text);
}

/** The user and password of an address: `postgres://user:password@db/shop`. */
const SIGNED = /:\/\/[^\s:\/@"'`<>?#]{0,200}:([^\s\/@"'`?#]{1,250})@/g;

function hasSignedAddress(text: string): boolean {
  return [...text.matchAll(SIGNED)].some(([, password]) => literalOf(password!) !== "");
}

/** Addresses are judged above, where a short password counts as well. */
const MARKS = SECRET_RULES.filter(({ id }) => id !== "url-password");

function hasMark(text: string): boolean {
  return hasShape(text) &&
    MARKS.some(({ pattern, isMeant = () => true }) => [...text.matchAll(pattern)].some(isMeant));
}

/** `--requirepass hunter2`: a flag whose value is the next word. */
function hasFlag(text: string): boolean {
  if (!/(^|\s)--?[A-Za-z]/.test(text)) return false;
  const words = text.split(/\s+/);
  return words.some((word, index) => isFlagged(words[index - 1], word));
}

/** Whether a word is a secret since the one before it is a flag that says so. */
export function isFlagged(before: string | undefined, word: string): boolean {
  const [, name] = /^--?([A-Za-z][\w-]{0,100})$/.exec(before ?? "") ?? [];
  return name !== undefined && !/^["']?[-$]/.test(word) && isWholeSecret(name, word);
}

/** `PASSWORD=hunter2`, `password: hunter2`, anywhere in a text of one line or many. */
function hasField(text: string): boolean {
  const lines = text.split("\n");
  for (const { name, value } of fieldsOf(lines, false)) {
    if (isWholeSecret(name, value) && !(lines.length > 1 && isPlaceholder(value))) return true;
  }
  return false;
}

/** What people write to switch something, or to leave it empty. */
const SWITCH = /^(|true|false|yes|no|on|off|none|null|\d{1,2})$/i;

/** How long something is, or how often or long it holds. */
const COUNT = /^\d{1,6}$/;

/** Where something lies. A slash alone says little: base64 may begin with one. */
const PATH = /^(~|\.{0,2})\/[\w.@~/ -]*$|^[A-Za-z]:\\/;

/** How the value of a header begins. */
const SCHEME = /^(bearer|basic|token)\s+/i;

/** What no secret is: a switch, a path, what is filled in later, and what names a secret. */
function isHarmless(name: string, value: string): boolean {
  const text = literalOf(value.replace(SCHEME, ""));
  if (SWITCH.test(text) || isReference(text) || /^\$[({]/.test(text)) return true;
  return PATH.test(text) ? !isRandom(text) : COUNT.test(text) && !isPassword(name);
}
