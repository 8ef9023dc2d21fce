import type { Buffer } from "node:buffer";
import { hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { AppError } from "../../model/error.ts";
import { codeOf, fileError, isAbsent } from "../atomic_files.ts";
import type { ObjectKind, StoredObject } from "../objects/objects.ts";

/** Where an object lies that has a file of its own. */
export function loosePath(folder: string, id: string): string {
  return `${folder}/${id.slice(0, 2)}/${id.slice(2)}`;
}

/** An object that has a file of its own; `undefined` for none. Throws `store_corrupt` for damage. */
export function readLoose(folder: string, id: string): StoredObject | undefined {
  const path = loosePath(folder, id);
  // To ask first costs a tenth of an error, and most objects lie in packs.
  if (!existsSync(path)) return undefined;
  try {
    return unwrapped(id, inflateSync(readFileSync(path), { maxOutputLength: LARGEST }));
  } catch (error) {
    if (isAbsent(error)) return undefined;
    if (codeOf(error)) throw fileError(error, "read", path);
    const message = `The object ${id} of the repository is damaged`;
    throw new AppError("store_corrupt", message, { cause: error, details: { id } });
  }
}

/** The ids of such objects that begin with two or more hexadecimal digits. */
export function looseStartingWith(folder: string, prefix: string): string[] {
  const fan = prefix.slice(0, 2);
  try {
    const names = readdirSync(`${folder}/${fan}`).filter((name) => /^[0-9a-f]{38}$/.test(name));
    return names.map((name) => fan + name).filter((id) => id.startsWith(prefix));
  } catch (error) {
    if (isAbsent(error)) return [];
    throw fileError(error, "read", folder);
  }
}

/** No object of ours comes near; one that says so must not take all memory. */
const LARGEST = 256 * 1024 * 1024;

function unwrapped(id: string, bytes: Buffer): StoredObject {
  const end = bytes.indexOf(0);
  const [, kind, size] = /^(blob|tree|commit|tag) (\d+)$/.exec(bytes.toString("latin1", 0, end)) ??
    [];
  const content = bytes.subarray(end + 1);
  if (Number(size) !== content.length) throw new Error("the object is not as long as it says");
  if (hash("sha1", bytes, "hex") !== id) throw new Error("the object has another id");
  return { kind: kind as ObjectKind, bytes: content };
}
