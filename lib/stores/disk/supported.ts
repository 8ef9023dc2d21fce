import { AppError } from "../../model/error.ts";
import { textOf } from "../atomic_files.ts";
import type { Config } from "./config.ts";
import { configOf, exists, type RepositoryFolder } from "./folder.ts";

/** Extensions of Git that change nothing for us. */
const KNOWN = new Set([
  "noop",
  "noop-v1",
  "objectformat",
  "partialclone",
  "preciousobjects",
  "refstorage",
  "relativeworktrees",
  "worktreeconfig",
]);

/** Throws `not_supported` for a repository that cannot be read right. */
export async function checkReadable(folder: RepositoryFolder): Promise<void> {
  const config = await configOf(folder);
  refuse(readingFault(config) ?? await alternatesFault(folder));
}

/** Throws `not_supported` for a repository that can be read but not written right. */
export async function checkWritable(folder: RepositoryFolder): Promise<void> {
  const config = await configOf(folder);
  refuse(readingFault(config) ?? partialFault(config));
  if (await exists(`${folder.common}/shallow`)) {
    refuse("is a shallow clone, without its whole history; run git fetch --unshallow");
  }
}

/** The commits at which a shallow clone ends. */
export async function cutCommits({ common }: RepositoryFolder): Promise<ReadonlySet<string>> {
  return new Set((await textOf(`${common}/shallow`) ?? "").split("\n"));
}

function readingFault(config: Config): string | undefined {
  const format = config.get("extensions.objectformat") ?? "sha1";
  if (format !== "sha1") return `names its objects by ${format}; only SHA-1 is supported`;
  const refs = config.get("extensions.refstorage") ?? "files";
  if (refs !== "files") return `keeps its branches in a ${refs}; only files are supported`;
  if (Number(config.get("core.repositoryformatversion") ?? 0) > 1) return "has a newer format";
  const other = [...config.keys()].find((key) =>
    key.startsWith("extensions.") && !KNOWN.has(key.slice("extensions.".length))
  );
  return other && `uses ${other}, which is not supported`;
}

async function alternatesFault({ common }: RepositoryFolder): Promise<string | undefined> {
  const alternates = await textOf(`${common}/objects/info/alternates`);
  return alternates?.trim() ? "borrows objects of another one; run git repack -a -d" : undefined;
}

function partialFault(config: Config): string | undefined {
  const isPartial = config.has("extensions.partialclone") ||
    [...config].some(([key, value]) => /^remote\..*\.promisor$/.test(key) && value === "true");
  return isPartial ? "is a partial clone, without all of its files; clone it whole" : undefined;
}

function refuse(fault: string | undefined): void {
  if (fault) throw new AppError("not_supported", `This Git repository ${fault}`);
}
