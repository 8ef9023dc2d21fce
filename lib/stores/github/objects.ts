import { Buffer } from "node:buffer";
import { AppError } from "../../model/error.ts";
import { createLru } from "../objects/lru.ts";
import { idOf, type ObjectKind, type Objects, type StoredObject } from "../objects/objects.ts";
import { formatTree, keyOf, type TreeEntry } from "../objects/tree.ts";
import type { Api } from "./api.ts";
import { createCommitPages } from "./commit_pages.ts";
import { exactBytes, inexact } from "./exact.ts";
import { fieldOf, idIn, listIn, textIn } from "./shapes.ts";
import { commitBytes, IN_UTC, tagBytes } from "./signed_objects.ts";
import { uploadObjects } from "./uploads.ts";

/** How objects are read. */
export interface ObjectsOptions {
  /** Whether each must be what its id says, byte for byte; else a commit's times may be in UTC. */
  readonly isExact?: boolean;
}

const REPOSITORY = "/repos/{owner}/{repo}";
/** The sorts of objects, those first that are asked for by ids of unknown sort. */
const KINDS: readonly ObjectKind[] = ["commit", "tag", "tree", "blob"];
/** How many ids are remembered with their sort. */
const KNOWN = 50_000;

/** Creates the objects of a repository on GitHub. Each is asked for by its id. */
export function gitHubObjects(api: Api, { isExact = false }: ObjectsOptions = {}): Objects {
  const kinds = createLru<ObjectKind>(KNOWN);
  const pages = createCommitPages(api);
  const reading = new Map<string, Promise<StoredObject | undefined>>();

  async function find(id: string): Promise<StoredObject | undefined> {
    const known = kinds.get(id);
    for (const kind of known ? [known] : KINDS) {
      const data = await dataOf(kind, id);
      if (data === undefined) continue;
      learnKinds(kind, data);
      return { kind, bytes: isExact ? exactly(kind, id, data) : told(kind, id, data) };
    }
    return undefined;
  }

  async function dataOf(kind: ObjectKind, id: string): Promise<unknown> {
    const paged = kind === "commit" ? await pages.read(id) : undefined;
    if (paged !== undefined) return paged;
    const { status, data } = await api.read(`GET ${REPOSITORY}/git/${kind}s/{id}`, { id });
    if (status !== 200) return undefined;
    if (kind === "commit") pages.learn(data);
    return data;
  }

  /** GitHub keeps each sort apart; a commit and a tree tell of what they name. */
  function learnKinds(kind: ObjectKind, data: unknown): void {
    if (kind === "commit") kinds.set(idIn(data, "tree", "sha"), "tree", 1);
    if (kind !== "tree") return;
    for (const entry of listIn(data, "tree")) {
      const sort = fieldOf(entry, "type");
      if (sort === "tree" || sort === "blob") kinds.set(idIn(entry, "sha"), sort, 1);
    }
  }

  return {
    read(id) {
      const found = reading.get(id) ?? find(id).finally(() => reading.delete(id));
      reading.set(id, found);
      return found;
    },
    write: (objects) => uploadObjects(api, objects),
    async startingWith(prefix) {
      const { status, data } = await api.read(`GET ${REPOSITORY}/commits/{ref}`, { ref: prefix });
      if (status !== 200) return [];
      const id = idIn(data, "sha");
      // GitHub also takes the name of a branch here.
      return id.startsWith(prefix) ? [id] : [];
    },
  };
}

/** An object as far as GitHub tells it. */
function told(kind: ObjectKind, id: string, data: unknown): Uint8Array {
  if (kind === "commit") return commitBytes(data, IN_UTC);
  if (kind === "tag") return tagBytes(data, IN_UTC);
  return kind === "tree" ? treeBytes(id, data) : blobBytes(id, data);
}

function exactly(kind: ObjectKind, id: string, data: unknown): Uint8Array {
  if (kind === "commit" || kind === "tag") return exactBytes(kind, id, data);
  const bytes = told(kind, id, data);
  // A name that is no UTF-8 does not survive JSON.
  if (idOf({ kind, bytes }) !== id) throw inexact(kind, id);
  return bytes;
}

function blobBytes(id: string, data: unknown): Uint8Array {
  const bytes = Buffer.from(textIn(data, "content"), "base64");
  if (idOf({ kind: "blob", bytes }) === id) return bytes;
  throw new AppError("upstream_error", "GitHub answered with a file that is cut or changed");
}

function treeBytes(id: string, data: unknown): Uint8Array {
  if (fieldOf(data, "truncated") === true) {
    // Taken for whole, it would make every file look removed that it does not name.
    const message = `The folder ${id} has more files than GitHub tells; spread them over folders`;
    throw new AppError("not_supported", message, { details: { id } });
  }
  const entries = listIn(data, "tree").map((entry): [string, TreeEntry] => {
    const mode = textIn(entry, "mode").replace(/^0/, "");
    return [keyOf(textIn(entry, "path")), { mode, id: idIn(entry, "sha") }];
  });
  return formatTree(new Map(entries));
}
