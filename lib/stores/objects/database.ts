import { AppError, type ErrorCode } from "../../model/error.ts";
import { isId } from "../names.ts";
import { type CommitObject, formatCommit, parseCommit, parseOutline } from "./commit.ts";
import { createLru } from "./lru.ts";
import {
  type CommitGraph,
  idOf,
  type Objects,
  type Outline,
  type StoredObject,
} from "./objects.ts";
import { createOutlines, type Outlines } from "./outlines.ts";
import { formatTree, parseTree, type Tree } from "./tree.ts";

/** An object as it is understood. A tag is what it points at. */
type Parsed =
  | { readonly kind: "blob"; readonly bytes: Uint8Array }
  | { readonly kind: "tree"; readonly tree: Tree }
  | { readonly kind: "commit"; readonly commit: CommitObject }
  | { readonly kind: "tag"; readonly target: string };

/** The objects of a repository, parsed and cached by id. */
export interface Database {
  /** Any object; `undefined` where there is none. */
  find(id: string): Promise<Parsed | undefined>;
  /** A commit; throws where there is none: `store_corrupt`, unless told otherwise. */
  commit(id: string, otherwise?: ErrorCode): Promise<CommitObject>;
  /** A tree; without an id the empty one. */
  tree(id: string | undefined): Promise<Tree>;
  blob(id: string): Promise<Uint8Array>;
  /** A tree as it is stored, for who looks for one name in it. Not to be written into. */
  treeBytes(id: string): Promise<Uint8Array>;
  /** Commits for walks, which look at many of them once. */
  outlines(): Outlines;
  /** Begins a commit. */
  draft(): Draft;
  /** Takes objects for kept, by their ids, that were written in another way. */
  learn(objects: ReadonlyMap<string, StoredObject>): void;
  startingWith(prefix: string): Promise<string[]>;
}

/** A tag that is an object of its own. */
export interface TagObject {
  readonly target: string;
  readonly name: string;
  /** As Git writes it: name, address, time. */
  readonly tagger: string;
  readonly message: string;
}

/** The objects of a commit that is being made. They are written together: a disk takes its time. */
export interface Draft {
  /** The id of a file. */
  blob(bytes: Uint8Array): string;
  /** The id of a folder. */
  tree(tree: Tree): string;
  /** Writes everything, the commit last, and answers its id. */
  commit(commit: CommitObject): Promise<string>;
  /** Writes a tag of a commit, and answers its id. */
  tag(tag: TagObject): Promise<string>;
  /** What was drafted so far, each object after those in it. */
  objects(): ReadonlyMap<string, StoredObject>;
}

const CACHE_BYTES = 16 * 1024 * 1024;
/** What a parsed object takes of memory, roughly, for each of its bytes and besides. */
const WEIGHT = { blob: 1, tree: 5, commit: 2, tag: 1 } as const;
const OVERHEAD = 200;

/** How many commits are remembered from walk to walk; one takes some 300 bytes. */
const MOST_OUTLINES = 50_000;

/** Creates the database of a repository. */
export function createDatabase(objects: Objects): Database {
  const cache = createLru<Parsed>(CACHE_BYTES);
  let walked: { readonly outlines: Outlines; readonly graph: CommitGraph | undefined } | undefined;

  async function find(id: string): Promise<Parsed | undefined> {
    const known = cache.get(id);
    if (known || !isId(id)) return known;
    const stored = await objects.read(id);
    return stored && keep(id, stored);
  }

  function keep(id: string, stored: StoredObject): Parsed {
    const parsed = parse(id, stored);
    cache.set(id, parsed, stored.bytes.length * WEIGHT[stored.kind] + OVERHEAD);
    return parsed;
  }

  function learn(some: ReadonlyMap<string, StoredObject>): void {
    for (const [id, stored] of some) keep(id, stored);
  }

  async function read(id: string): Promise<Outline | undefined> {
    const known = cache.get(id);
    if (known?.kind === "commit") return known.commit;
    const stored = isId(id) ? await objects.read(id) : undefined;
    return stored?.kind === "commit"
      ? understood(id, stored, () => parseOutline(stored.bytes))
      : undefined;
  }

  function outlines(): Outlines {
    const graph = objects.graph?.();
    const isUsable = walked && walked.graph === graph && walked.outlines.size < MOST_OUTLINES;
    if (!isUsable) walked = { graph, outlines: createOutlines({ read, graph }) };
    return walked!.outlines;
  }

  function draft(): Draft {
    const drafted = new Map<string, StoredObject>();
    function add(stored: StoredObject): string {
      const id = idOf(stored);
      drafted.set(id, stored);
      return id;
    }
    return {
      blob: (bytes) => add({ kind: "blob", bytes }),
      tree: (tree) => add({ kind: "tree", bytes: formatTree(tree) }),
      commit: (commit) => writeWith({ kind: "commit", bytes: formatCommit(commit) }),
      tag: (tag) => writeWith({ kind: "tag", bytes: formatTag(tag) }),
      objects: () => drafted,
    };

    async function writeWith(last: StoredObject): Promise<string> {
      const id = add(last);
      await objects.write(drafted);
      learn(drafted);
      return id;
    }
  }

  return {
    find,
    draft,
    learn,
    outlines,
    startingWith: (prefix) => objects.startingWith(prefix),
    async commit(id, otherwise = "store_corrupt") {
      const found = await find(id);
      if (found?.kind === "commit") return found.commit;
      throw new AppError(otherwise, `There is no commit ${JSON.stringify(id)}`, {
        details: { id },
      });
    },
    async tree(id) {
      if (id === undefined) return new Map();
      const found = await find(id);
      return found?.kind === "tree" ? found.tree : missing(id, "folder");
    },
    async blob(id) {
      const found = await find(id);
      // A copy: the caller may write into it.
      return found?.kind === "blob" ? found.bytes.slice() : missing(id, "file");
    },
    async treeBytes(id) {
      const stored = await (objects.glance ?? objects.read)(id);
      return stored?.kind === "tree" ? stored.bytes : missing(id, "folder");
    },
  };
}

function parse(id: string, stored: StoredObject): Parsed {
  return understood(id, stored, () => parsed(stored));
}

function parsed({ kind, bytes }: StoredObject): Parsed {
  if (kind === "blob") return { kind, bytes: new Uint8Array(bytes) };
  if (kind === "tree") return { kind, tree: parseTree(bytes) };
  if (kind === "commit") return { kind, commit: parseCommit(bytes) };
  return { kind, target: new TextDecoder().decode(bytes).slice("object ".length, 47) };
}

function understood<T>(id: string, { kind }: StoredObject, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const message = `The ${kind} ${id} of the repository is damaged`;
    throw new AppError("store_corrupt", message, { cause, details: { id } });
  }
}

function formatTag({ target, name, tagger, message }: TagObject): Uint8Array {
  const text = `object ${target}\ntype commit\ntag ${name}\ntagger ${tagger}\n\n${message}`;
  return new TextEncoder().encode(text);
}

function missing(id: string, what: string): never {
  throw new AppError("store_corrupt", `The ${what} ${id} is missing in the repository`, {
    details: { id },
  });
}
