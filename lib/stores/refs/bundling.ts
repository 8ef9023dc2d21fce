import { AppError } from "../../model/error.ts";
import { bundle } from "../objects/bundle.ts";
import type { Database } from "../objects/database.ts";
import { NOTES } from "../objects/notes.ts";
import type { Objects } from "../objects/objects.ts";
import type { Refs } from "./refs.ts";
import { headCommit } from "./revisions.ts";

/** Everything that people and Celestra name in a repository, as a bundle; see `Store`. */
export async function* bundleOf(
  database: Database,
  objects: Objects,
  refs: Refs,
): AsyncGenerator<Uint8Array> {
  const named = [];
  // Git clones the branch that HEAD names.
  for (const name of ["HEAD", ...await names(refs)]) {
    const id = name === "HEAD" ? await headCommit(refs) : await refs.read(name);
    if (id !== undefined) named.push({ name, id });
  }
  if (named.length === 0) throw new AppError("not_found", "There is no commit to bundle yet");
  yield* bundle(database, objects, named);
}

async function names(refs: Refs): Promise<string[]> {
  const [heads, tags] = await Promise.all([refs.list("refs/heads/"), refs.list("refs/tags/")]);
  return [...heads, NOTES, ...tags].sort();
}
