import { AppError } from "../../model/error.ts";
import { isId, isRefName } from "../names.ts";
import type { Database } from "../objects/database.ts";
import type { Refs } from "./refs.ts";

/** Where a short name is looked for, in Git's order. */
const PLACES = ["", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"];

/** The commit that a revision names, with `~2` and `^2` steps as in Git; `undefined` for none. */
export async function resolve(
  revision: string,
  refs: Refs,
  database: Database,
): Promise<string | undefined> {
  const [, name = "", steps = ""] = /^(.*?)((?:~\d*|\^\d*)*)$/s.exec(revision) ?? [];
  let commit = await commitBehind(await objectNamed(name, refs, database), database);
  for (const [, kind, count] of steps.matchAll(/([~^])(\d*)/g)) {
    commit = await step(commit, kind!, Number(count || 1), database);
  }
  // The parents of the last commit of a shallow clone are named, but not here.
  return await commitBehind(commit, database);
}

/** What HEAD points at. */
export async function headCommit(refs: Refs): Promise<string | undefined> {
  const head = await refs.head();
  return "id" in head ? head.id : await refs.read(head.ref);
}

async function objectNamed(
  name: string,
  refs: Refs,
  database: Database,
): Promise<string | undefined> {
  if (name === "HEAD" || name === "@") return await headCommit(refs);
  if (isId(name)) return name;
  if (!isRefName(name)) return undefined;
  for (const place of PLACES) {
    const ref = place + name;
    const id = ref.startsWith("refs/") ? await refs.read(ref) : undefined;
    if (id !== undefined) return id;
  }
  return await abbreviated(name, database);
}

async function abbreviated(name: string, database: Database): Promise<string | undefined> {
  if (!/^[0-9a-f]{4,40}$/i.test(name)) return undefined;
  const commits: string[] = [];
  for (const id of await database.startingWith(name.toLowerCase())) {
    const kind = (await database.find(id))?.kind;
    if (kind === "commit" || kind === "tag") commits.push(id);
  }
  if (commits.length < 2) return commits[0];
  throw new AppError("invalid_input", `"${name}" is the beginning of several commits' ids`, {
    details: { ids: commits.sort() },
  });
}

/** Follows tags to a commit. */
export async function commitBehind(
  id: string | undefined,
  database: Database,
): Promise<string | undefined> {
  const found = id === undefined ? undefined : await database.find(id);
  if (found?.kind === "tag") return await commitBehind(found.target, database);
  return found?.kind === "commit" ? id : undefined;
}

/** `~n` goes back n first parents, `^n` to the nth parent; `^0` stays. */
async function step(
  id: string | undefined,
  kind: string,
  count: number,
  database: Database,
): Promise<string | undefined> {
  if (kind === "^") return await parentOf(id, count, database);
  let commit = id;
  for (let left = count; left > 0 && commit !== undefined; left--) {
    commit = await parentOf(commit, 1, database);
  }
  return commit;
}

async function parentOf(
  id: string | undefined,
  number: number,
  database: Database,
): Promise<string | undefined> {
  if (id === undefined || number === 0) return id;
  const found = await database.find(id);
  return found?.kind === "commit" ? found.commit.parents[number - 1] : undefined;
}
