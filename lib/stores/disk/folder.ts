import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { AppError } from "../../model/error.ts";
import { isAbsent, textOf } from "../atomic_files.ts";
import { type Config, readConfig } from "./config.ts";

/** The folders of a repository. */
export interface RepositoryFolder {
  /** Where HEAD is; a linked work tree has its own. */
  readonly gitdir: string;
  /** Where objects, refs and the configuration are. */
  readonly common: string;
}

/** Finds the repository of a work tree, of its `.git`, or a bare one. */
export async function findRepository(path: string): Promise<RepositoryFolder> {
  for (const candidate of [resolve(path, ".git"), resolve(path)]) {
    const gitdir = await followFile(candidate);
    const common = resolve(gitdir, (await textOf(`${gitdir}/commondir`))?.trim() ?? ".");
    if (await isRepository(gitdir, common)) return { gitdir, common };
  }
  throw new AppError("not_found", `There is no Git repository in ${path}`);
}

/** The configuration of a repository; with an extension of Git a work tree adds its own. */
export async function configOf({ common, gitdir }: RepositoryFolder): Promise<Config> {
  const config = await readConfig(`${common}/config`);
  if (config.get("extensions.worktreeconfig") !== "true") return config;
  return new Map([...config, ...await readConfig(`${gitdir}/config.worktree`)]);
}

/** Whether a repository has no work tree of its own. */
export async function isBare({ common }: RepositoryFolder): Promise<boolean> {
  const config = await configOf({ common, gitdir: common });
  return (config.get("core.bare") ?? String(basename(common) !== ".git")) === "true";
}

/** Whether there is a file or folder. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

/** The `.git` of a linked work tree or submodule is a file that says where it is. */
async function followFile(path: string): Promise<string> {
  const target = /^gitdir: (.+?)\s*$/.exec(await textOf(path) ?? "")?.[1];
  return target === undefined ? path : resolve(path, "..", target);
}

async function isRepository(gitdir: string, common: string): Promise<boolean> {
  const places = [`${gitdir}/HEAD`, `${common}/objects`, `${common}/refs`];
  return (await Promise.all(places.map(exists))).every(Boolean);
}
