import { readdir } from "node:fs/promises";
import { AppError } from "../../model/error.ts";
import { isAbsent, textOf } from "../atomic_files.ts";
import { isId, isRefName } from "../names.ts";
import type { Head } from "../refs/refs.ts";

/** How far a symbolic ref may lead, as in Git. */
const MAX_STEPS = 5;

/** What HEAD says. */
export async function readHead(gitdir: string): Promise<Head> {
  const text = await textOf(`${gitdir}/HEAD`) ?? "";
  const ref = targetOf(text);
  if (ref !== undefined) return { ref };
  return { id: idIn(text, "HEAD") };
}

/** What a ref points at: its own file, else the list of packed ones. */
export async function readRef(
  common: string,
  ref: string,
  steps = MAX_STEPS,
): Promise<string | undefined> {
  if (!isSafe(ref)) return undefined;
  const text = await textOf(`${common}/${ref}`);
  if (text === undefined) return (await packedRefs(common)).get(ref);
  const target = targetOf(text);
  if (target === undefined) return idIn(text, ref);
  return steps > 0 ? await readRef(common, target, steps - 1) : undefined;
}

/** Whether a ref only stands for another one. */
export async function isSymbolic(common: string, ref: string): Promise<boolean> {
  return targetOf(await textOf(`${common}/${ref}`) ?? "") !== undefined;
}

/** The names of the refs that begin with a prefix that ends with a slash. */
export async function listRefs(common: string, prefix: string): Promise<string[]> {
  const packed = [...(await packedRefs(common)).keys()].filter((ref) => ref.startsWith(prefix));
  return [...new Set([...await looseRefs(common, prefix), ...packed])].filter(isSafe);
}

async function looseRefs(common: string, folder: string): Promise<string[]> {
  const refs: string[] = [];
  for (const entry of await entriesOf(`${common}/${folder}`)) {
    const path = folder + entry.name;
    if (entry.isDirectory()) refs.push(...await looseRefs(common, `${path}/`));
    else refs.push(path);
  }
  return refs;
}

/** Git removes empty folders at any time. */
async function entriesOf(folder: string): ReturnType<typeof entries> {
  try {
    return await entries(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

function entries(folder: string) {
  return readdir(folder, { withFileTypes: true });
}

async function packedRefs(common: string): Promise<ReadonlyMap<string, string>> {
  const refs = new Map<string, string>();
  for (const line of (await textOf(`${common}/packed-refs`) ?? "").split("\n")) {
    const [, id, ref] = /^([0-9a-f]{40}) (\S+)$/.exec(line) ?? [];
    if (id && ref) refs.set(ref, id);
  }
  return refs;
}

/** Not a way out of the repository, nor a lock. */
function isSafe(ref: string): boolean {
  return ref.startsWith("refs/") && isRefName(ref);
}

function targetOf(text: string): string | undefined {
  return /^ref:\s*(\S+)\s*$/.exec(text)?.[1];
}

/** A cut or empty ref is damage. It must never look like a branch that is not there yet. */
function idIn(text: string, ref: string): string {
  const id = text.trim();
  if (isId(id) && /[^0]/.test(id)) return id;
  throw new AppError("store_corrupt", `${ref} of the Git repository is damaged`, {
    details: { ref },
  });
}
