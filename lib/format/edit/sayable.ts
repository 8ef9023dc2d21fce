import { AppError } from "../../model/error.ts";
import type { Json } from "../../model/json.ts";
import type { Operation } from "../../model/operation.ts";
import { MAX_DEPTH } from "../yaml_cursor.ts";
import { isForbiddenKey } from "../yaml_keys.ts";
import { forbiddenIn } from "../yaml_text.ts";

/** @throws `invalid_input` where an operation holds what no file may hold. */
export function checkSayable({ source: _, ...operation }: Operation): void {
  if (operation.op === "add-node") checkKey(operation.node);
  if ("path" in operation) {
    for (const step of operation.path) if (typeof step === "string") checkKey(step);
  }
  check(operation as unknown as Json, 0);
}

function check(value: Json, depth: number): void {
  if (typeof value === "string") return checkText(value);
  if (typeof value === "number") return checkNumber(value);
  if (typeof value !== "object" || value === null) return;
  if (depth > MAX_DEPTH) throw refused(`maps and lists nested deeper than ${MAX_DEPTH} levels`);
  if (!Array.isArray(value)) Object.keys(value).forEach(checkKey);
  for (const part of Object.values(value)) check(part, depth + 1);
}

function checkKey(key: string): void {
  checkText(key);
  if (isForbiddenKey(key)) throw refused(`the key ${key}, which every object has from birth`);
}

function checkText(text: string): void {
  const found = forbiddenIn(text);
  if (found !== undefined) throw refused(`${found}, a control or invisible character`);
}

function checkNumber(number: number): void {
  const isExact = Number.isInteger(number) && Math.abs(number) < 1e21
    ? Number.isSafeInteger(number)
    : Number.isFinite(number);
  if (!isExact) throw refused(`the number ${number}, which a file cannot carry`);
}

function refused(what: string): AppError {
  return new AppError("invalid_input", `A workflow may not hold ${what}`);
}
