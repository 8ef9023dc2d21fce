import { Buffer } from "node:buffer";
import { AppError } from "../../model/error.ts";
import type { StoredObject } from "../objects/objects.ts";
import { isFolder, nameOf, parseTree, type TreeEntry } from "../objects/tree.ts";
import type { Answer, Api, Parameters } from "./api.ts";
import { Uncertain } from "./faults.ts";
import { idIn } from "./shapes.ts";

const GIT = "/repos/{owner}/{repo}/git";
const RETRIES = 3;

/** An entry of a tree, as GitHub takes it; without a file's content or id it is removed. */
export type TreeItem =
  & { readonly path: string; readonly mode: string; readonly type: string }
  & ({ readonly sha: string | null } | { readonly content: string });

/** Brings files and folders to GitHub, each after those in it. */
export async function uploadObjects(
  api: Api,
  objects: ReadonlyMap<string, StoredObject>,
): Promise<void> {
  for (const [id, { kind, bytes }] of objects) {
    if (kind === "blob") await uploadBlob(api, id, bytes);
    else if (kind === "tree") await uploadTree(api, id, bytes);
    else throw new Error(`a ${kind} is made by GitHub, which gives it its id`);
  }
}

/** Brings the bytes of a file to GitHub. */
export async function uploadBlob(api: Api, id: string, bytes: Uint8Array): Promise<void> {
  const content = Buffer.from(bytes).toString("base64");
  const { data } = await make(api, `POST ${GIT}/blobs`, { content, encoding: "base64" });
  checkId(idIn(data, "sha"), id);
}

/** Brings a whole folder to GitHub, entry by entry; what is in it is there. */
async function uploadTree(api: Api, id: string, bytes: Uint8Array): Promise<void> {
  const tree = [...parseTree(bytes)].map(([key, entry]) => itemOf(nameIn(key), entry, entry.id));
  checkId(await makeTree(api, { tree }) ?? "", id);
}

/** Makes a tree; `undefined` where GitHub does not take it. */
export async function makeTree(api: Api, parameters: Parameters): Promise<string | undefined> {
  const { status, data } = await sent(api, `POST ${GIT}/trees`, parameters);
  return status === 201 ? idIn(data, "sha") : undefined;
}

/**
 * Makes an object. It is named by what it holds, so making it twice is making it once: here, and
 * only here, a write whose outcome is unknown is simply sent again.
 *
 * @throws `upstream_error` where GitHub does not take it.
 */
export async function make(api: Api, route: string, parameters: Parameters): Promise<Answer> {
  const answer = await sent(api, route, parameters);
  if (answer.status === 201) return answer;
  if (answer.status === 409) {
    const message = "The repository on GitHub is empty; give it a first file there, and try again";
    throw new AppError("not_supported", message);
  }
  throw new AppError("upstream_error", `GitHub did not take an object (${answer.status})`);
}

/** An entry of a tree as GitHub writes it: modes have six digits there. */
export function itemOf(path: string, { mode }: TreeEntry, sha: string | null): TreeItem {
  const type = isFolder({ mode, id: "" }) ? "tree" : mode === "160000" ? "commit" : "blob";
  return { path, mode: mode.padStart(6, "0"), type, sha };
}

async function sent(api: Api, route: string, parameters: Parameters): Promise<Answer> {
  for (let tries = 0;; tries++) {
    try {
      return await api.write(route, parameters);
    } catch (error) {
      if (!(error instanceof Uncertain)) throw error;
      if (tries >= RETRIES) throw error.fault;
    }
  }
}

function nameIn(key: string): string {
  const name = nameOf(key);
  if (name !== undefined) return name;
  throw new AppError("not_supported", "GitHub cannot be told a file name that is no UTF-8");
}

function checkId(made: string, expected: string): void {
  if (made === expected) return;
  throw new AppError("upstream_error", "GitHub made something else of a file than it was sent");
}
