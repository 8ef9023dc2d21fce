import { join } from "node:path";
import { AppError } from "../../model/error.ts";
import { makeFolder, writeAtomic } from "../atomic_files.ts";
import { checkBranch } from "../paths.ts";
import { exists } from "./folder.ts";

/** What a new repository is like. */
export interface NewRepository {
  /** Whether it is the repository alone, or lies in the `.git` of a work tree. */
  readonly bare: boolean;
  /** What HEAD names. */
  readonly defaultBranch: string;
}

/** Makes an empty repository. HEAD is written last: without it Git sees none. */
export async function createRepositoryFolder(
  path: string,
  { bare, defaultBranch }: NewRepository,
): Promise<void> {
  checkBranch(defaultBranch);
  const gitdir = bare ? path : join(path, ".git");
  if (await exists(join(gitdir, "HEAD"))) {
    throw new AppError("already_exists", `There is a Git repository in ${path} already`);
  }
  for (const folder of ["objects/info", "objects/pack", "refs/heads", "refs/tags", "info"]) {
    await makeFolder(join(gitdir, folder));
  }
  await writeAtomic(join(gitdir, "config"), configText(bare));
  await writeAtomic(join(gitdir, "HEAD"), `ref: refs/heads/${defaultBranch}\n`);
}

function configText(bare: boolean): string {
  const settings = ["repositoryformatversion = 0", "filemode = true", `bare = ${bare}`];
  if (!bare) settings.push("logallrefupdates = true");
  return `[core]\n${settings.map((setting) => `\t${setting}\n`).join("")}`;
}
