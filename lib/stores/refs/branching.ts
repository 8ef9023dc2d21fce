import { AppError } from "../../model/error.ts";
import type { Database } from "../objects/database.ts";
import { checkBranch } from "../paths.ts";
import type { Refs } from "./refs.ts";

/** Where branches are among the refs. */
export const BRANCHES = "refs/heads/";

/** Where the heads are kept that branches lost. */
const BACKUPS = "refs/backup/";

/** Makes a branch at a commit; see `Store`. */
export async function createBranch(
  database: Database,
  refs: Refs,
  branch: string,
  commit: string,
): Promise<void> {
  checkBranch(branch);
  await database.commit(commit, "not_found");
  await checkRoom(refs, branch);
  if (await isMade(refs, BRANCHES + branch, commit)) return;
  const message = `The branch ${branch} exists already`;
  throw new AppError("already_exists", message, { details: { branch } });
}

/** Keeps a commit that a branch lost, so that no clean-up takes it; answers the ref that names it. */
export async function keep(refs: Refs, branch: string, commit: string): Promise<string> {
  const ref = `${BACKUPS}${branch}/${commit}`;
  if (await refs.read(ref) === undefined) await isMade(refs, ref, commit);
  return ref;
}

/** Git keeps branches like files: `a` and `a/b` exclude each other. */
export async function checkRoom(refs: Refs, branch: string): Promise<void> {
  for (const ref of await refs.list(BRANCHES)) {
    const other = ref.slice(BRANCHES.length);
    if (!other.startsWith(`${branch}/`) && !branch.startsWith(`${other}/`)) continue;
    const message = `The branch ${branch} cannot stand beside the branch ${other}`;
    throw new AppError("already_exists", message, { details: { branch, other } });
  }
}

/** Makes a ref that is not there; `false` where it is. */
export async function isMade(refs: Refs, ref: string, id: string): Promise<boolean> {
  const outcome = await refs.move(ref, undefined, id);
  if (outcome !== "busy") return outcome === "moved";
  throw new AppError("store_busy", `Another process is writing ${ref}; try again in a moment`, {
    details: { ref },
  });
}
