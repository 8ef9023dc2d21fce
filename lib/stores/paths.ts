import { AppError } from "../model/error.ts";
import { ID_PATTERN } from "../model/workflow.ts";
import { isRefName, nameFault } from "./names.ts";
import type { Change, FileChange } from "./store.ts";

const DEPLOY = "deploy/";
const FOLDERS = new Set(["workflows", "environments", "components", "connections", "templates"]);
const MAX_PATH_BYTES = 1024;

/** Throws `invalid_input` for a branch that Celestra neither reads nor writes. */
export function checkBranch(branch: string): void {
  if (!isBranch(branch)) {
    throw new AppError("invalid_input", `${quote(branch)} cannot be the name of a branch`);
  }
}

/**
 * Throws `invalid_input` for a path that a change may not touch on its branch, whoever asks.
 * This is the second guard: callers check their ids themselves.
 */
export function checkPaths({ branch, base, files }: Change): void {
  const allows = branch.startsWith(DEPLOY)
    ? onDeployBranch
    : base === undefined
    ? inFirstCommit
    : inRepository;
  for (const file of files) {
    const fault = pathFault(file.path);
    if (fault) refuse(file, `the path ${fault}`);
    if (!allows(file)) refuse(file, `it is outside the folders that a branch like ${branch} holds`);
  }
  checkTogether(files);
}

function isBranch(branch: string): boolean {
  // A file system may fold case: `Deploy/x` would be the same file as `deploy/x`.
  if (/^deploy(\/|$)/i.test(branch)) return isDeployBranch(branch);
  return isRefName(branch) && !/^(-|refs\/|@$|HEAD$)/.test(branch);
}

function isDeployBranch(branch: string): boolean {
  return branch.startsWith(DEPLOY) && ID_PATTERN.test(branch.slice(DEPLOY.length));
}

/** `<workflow>/...`, and `<workflow>` itself to remove it. */
function onDeployBranch(file: FileChange): boolean {
  const [workflow = "", ...rest] = file.path.split("/");
  if (!ID_PATTERN.test(workflow) || rest.some((name) => /^\.git/i.test(name))) return false;
  return rest.length > 0 || "remove" in file;
}

/** `init` also writes what Git and the forge read. */
function inFirstCommit(file: FileChange): boolean {
  return /^(\.gitattributes|README\.md|\.github\/.+)$/.test(file.path) || inRepository(file);
}

function inRepository({ path }: FileChange): boolean {
  if (path === "celestra.yaml") return true;
  const [folder = "", file = "", ...rest] = path.split("/");
  if (rest.length > 0 || !FOLDERS.has(folder)) return false;
  const end = folder === "workflows" && file.endsWith(".layout.yaml") ? ".layout.yaml" : ".yaml";
  return file.endsWith(end) && ID_PATTERN.test(file.slice(0, -end.length));
}

function pathFault(path: string): string | undefined {
  if (new TextEncoder().encode(path).length > MAX_PATH_BYTES) return "is too long";
  for (const name of path.split("/")) {
    const fault = nameFault(name);
    if (fault) return fault;
  }
  return undefined;
}

/** A path stands once, and no file is the folder of another. */
function checkTogether(files: readonly FileChange[]): void {
  const seen = new Map(files.map((file) => [file.path, file]));
  if (seen.size < files.length) {
    throw new AppError("invalid_input", "A change may name a path only once");
  }
  for (const file of files) {
    for (const folder of foldersOf(file.path)) {
      const above = seen.get(folder);
      if (above && !("remove" in above)) refuse(file, `${quote(folder)} is a file of this change`);
      if (above && "remove" in file) refuse(file, `${quote(folder)} is removed as a whole`);
    }
  }
}

function foldersOf(path: string): string[] {
  const names = path.split("/").slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}

function refuse({ path }: FileChange, reason: string): never {
  throw new AppError("invalid_input", `Cannot write ${quote(path)}: ${reason}`, {
    details: { path },
  });
}

/** Hostile text in one short, printable line. */
function quote(text: string): string {
  const short = text.length > 80 ? `${text.slice(0, 77)}...` : text;
  return JSON.stringify(short).replace(/[\p{Cf}\p{Zl}\p{Zp}\x7f-\x9f]/gu, "?");
}
