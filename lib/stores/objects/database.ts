import { AppError, type ErrorCode } from "../../model/error.ts";
import { isId } from "../names.ts";
import { type CommitObject, formatCommit, parseCommit } from "./commit.ts";
import { createLru } from "./lru.ts";
import { idOf, type Objects, type StoredObject } from "./objects.ts";
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
  /** Begins a commit. */
  draft(): Draft;
  startingWith(prefix: string): Promise<string[]>;
}

/** The objects of a commit that is being made. They are written together: a disk takes its time. */
export interface Draft {
  /** The id of a file. */
  blob(bytes: Uint8Array): string;
  /** The id of a folder. */
  tree(tree: Tree): string;
  /** Writes everything, the commit last, and answers its id. */
  commit(commit: CommitObject): Promise<string>;
}

const CACHE_BYTES = 16 * 1024 * 1024;
/** What a parsed object takes of memory, roughly, for each of its bytes and besides. */
const WEIGHT = { blob: 1, tree: 5, commit: 2, tag: 1 } as const;
const OVERHEAD = 200;

/** Creates the database of a repository. */
export function createDatabase(objects: Objects): Database {
  const cache = createLru<Parsed>(CACHE_BYTES);

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
      async commit(commit) {
        const id = add({ kind: "commit", bytes: formatCommit(commit) });
        await objects.write(drafted);
        for (const [id, stored] of drafted) keep(id, stored);
        return id;
      },
    };
  }

  return {
    find,
    draft,
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
  };
}

function parse(id: string, { kind, bytes }: StoredObject): Parsed {
  try {
    if (kind === "blob") return { kind, bytes: new Uint8Array(bytes) };
    if (kind === "tree") return { kind, tree: parseTree(bytes) };
    if (kind === "commit") return { kind, commit: parseCommit(bytes) };
    return { kind, target: new TextDecoder().decode(bytes).slice("object ".length, 47) };
  } catch (cause) {
    const message = `The ${kind} ${id} of the repository is damaged`;
    throw new AppError("store_corrupt", message, { cause, details: { id } });
  }
}

function missing(id: string, what: string): never {
  throw new AppError("store_corrupt", `The ${what} ${id} is missing in the repository`, {
    details: { id },
  });
}
