import { Buffer } from "node:buffer";
import { memoryObjects } from "../../lib/stores/memory.ts";
import { formatCommit, parseCommit } from "../../lib/stores/objects/commit.ts";
import { createDatabase } from "../../lib/stores/objects/database.ts";
import { editTree } from "../../lib/stores/objects/changes.ts";
import { idOf, type StoredObject } from "../../lib/stores/objects/objects.ts";
import {
  FOLDER,
  formatTree,
  keyOf,
  nameOf,
  parseTree,
  type TreeEntry,
} from "../../lib/stores/objects/tree.ts";

/** What the routes of a fake answer. */
export interface Reply {
  readonly status: number;
  readonly data: unknown;
}

/** The bodies of requests. */
// deno-lint-ignore no-explicit-any -- whatever a client sends
export type Body = any;

/** The Git side of a fake GitHub: objects and refs, and the routes on them. */
export interface FakeGit {
  readonly refs: Map<string, string>;
  readonly objects: Map<string, StoredObject>;
  answer(method: string, path: string, body: Body, query?: URLSearchParams): Promise<Reply>;
}

/** Who writes by the mutation, whatever the request says. */
export const TOKEN_USER = { name: "celestra[bot]", email: "bot@users.noreply.github.example" };

const gone: Reply = { status: 404, data: { message: "Not Found" } };
const refused = (message: string): Reply => ({ status: 422, data: { message } });

/** Creates a repository as GitHub's published schema describes it. */
export function createFakeGit(now: () => number): FakeGit {
  const refs = new Map<string, string>();
  const objects = new Map<string, StoredObject>();
  const database = createDatabase({
    ...memoryObjects(),
    read: (id) => Promise.resolve(objects.get(id)),
    write: (some) => Promise.resolve(some.forEach((stored, id) => objects.set(id, stored))),
  });

  function keep(stored: StoredObject): string {
    const id = idOf(stored);
    objects.set(id, stored);
    return id;
  }

  function find(kind: string, id: string): StoredObject | undefined {
    const stored = objects.get(id);
    return stored?.kind === kind ? stored : undefined;
  }

  function commitAt(id: string) {
    const stored = find("commit", id);
    return stored && parseCommit(stored.bytes);
  }

  function isAncestor(one: string, other: string): boolean {
    const open = [other];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === one) return true;
      open.push(...commitAt(id)?.parents ?? []);
    }
    return false;
  }

  function refJson(ref: string): unknown {
    const sha = refs.get(ref)!;
    return { ref, object: { type: objects.get(sha)?.kind, sha } };
  }

  function readRef(path: string): Reply {
    const ref = `refs/${decodeURIComponent(path)}`;
    return refs.has(ref) ? { status: 200, data: refJson(ref) } : gone;
  }

  function listRefs(path: string): Reply {
    const prefix = `refs/${decodeURIComponent(path)}`;
    const names = [...refs.keys()].filter((ref) => ref.startsWith(prefix)).sort();
    return { status: 200, data: names.map(refJson) };
  }

  function readObject(kind: string, id: string): Reply {
    const stored = find(kind, id);
    return stored ? { status: 200, data: objectJson(id, stored) } : gone;
  }

  function objectJson(sha: string, { kind, bytes }: StoredObject): unknown {
    if (kind === "blob") {
      return { sha, encoding: "base64", content: Buffer.from(bytes).toString("base64") };
    }
    if (kind === "tree") return { sha, truncated: false, tree: treeJson(bytes) };
    if (kind === "tag") return tagJson(sha, bytes);
    const { tree, parents, author, committer, time, message } = parseCommit(bytes);
    const date = new Date(time * 1000).toISOString().replace(".000", "");
    return {
      sha,
      message,
      tree: { sha: tree },
      parents: parents.map((parent) => ({ sha: parent })),
      author: { ...author, date },
      committer: { ...committer, date },
    };
  }

  function findCommit(prefix: string): Reply {
    const ids = [...objects.keys()].filter((id) => id.startsWith(prefix) && find("commit", id));
    if (ids.length !== 1) return refused(`No commit found for SHA: ${prefix}`);
    return { status: 200, data: { sha: ids[0] } };
  }

  function listCommits(query: URLSearchParams): Reply {
    const open = [query.get("sha")!];
    if (!find("commit", open[0]!)) return gone;
    const found = new Set<string>();
    const timeOf = (id: string) => commitAt(id)!.time;
    while (open.length > 0 && found.size < Number(query.get("per_page"))) {
      const id = open.sort((a, b) => timeOf(a) - timeOf(b)).pop()!;
      if (found.has(id)) continue;
      found.add(id);
      open.push(...commitAt(id)!.parents);
    }
    const data = [...found].map((sha) => {
      const { parents, ...commit } = objectJson(sha, objects.get(sha)!) as Record<string, unknown>;
      return { sha, commit, parents };
    });
    return { status: 200, data };
  }

  async function makeTree({ base_tree: base, tree }: Body): Promise<Reply> {
    if (tree.length === 0) return refused("Invalid tree info");
    if (base !== undefined && !find("tree", base)) return refused("base_tree is no tree");
    if (base === undefined && tree.every(({ sha }: Body) => typeof sha === "string")) {
      return { status: 201, data: { sha: keep(wholeTree(tree)) } };
    }
    const draft = database.draft();
    const edits = tree.map((item: Body) => {
      if (item.sha === null) return { path: item.path };
      if (item.content === undefined) return { path: item.path, blob: item.sha };
      return { path: item.path, blob: draft.blob(new TextEncoder().encode(item.content)) };
    });
    // A file where a folder was, or the other way: nobody says what GitHub does, so it refuses here.
    const id = await editTree({ database, draft }, base, edits).catch(() => undefined);
    if (id === undefined) return refused("tree.path contains a malformed path component");
    draft.objects().forEach((stored) => keep(stored));
    return { status: 201, data: { sha: id } };
  }

  function makeCommit({ message, tree, parents, author, committer }: Body): Reply {
    if (!find("tree", tree)) return refused("Tree SHA does not exist");
    if (!parents.every((id: string) => find("commit", id))) return refused("no such parent");
    const time = Date.parse(committer.date) / 1000;
    const bytes = formatCommit({ tree, parents, author, committer, time, message });
    return { status: 201, data: { sha: keep({ kind: "commit", bytes }) } };
  }

  function makeTag({ tag, message, object, type, tagger }: Body): Reply {
    const person = `${tagger.name} <${tagger.email}> ${Date.parse(tagger.date) / 1000} +0000`;
    const text = `object ${object}\ntype ${type}\ntag ${tag}\ntagger ${person}\n\n${message}`;
    const sha = keep({ kind: "tag", bytes: new TextEncoder().encode(text) });
    return { status: 201, data: { sha } };
  }

  function makeRef({ ref, sha }: Body): Reply {
    if (!objects.has(sha)) return refused("Object does not exist");
    if (refs.has(ref)) return refused("Reference already exists");
    refs.set(ref, sha);
    return { status: 201, data: refJson(ref) };
  }

  function moveRef(path: string, { sha, force }: Body): Reply {
    if (force !== false) throw new Error("a client of ours must never force");
    const ref = `refs/${decodeURIComponent(path)}`;
    const head = refs.get(ref);
    if (head === undefined) return refused("Reference does not exist");
    if (!isAncestor(head, sha)) return refused("Update is not a fast forward");
    refs.set(ref, sha);
    return { status: 200, data: refJson(ref) };
  }

  async function mutate({ input }: Body): Promise<Reply> {
    const ref = `refs/heads/${input.branch.branchName}`;
    const head = refs.get(ref);
    if (head === undefined) return failed("NOT_FOUND", "Could not resolve to a Ref");
    if (head !== input.expectedHeadOid) {
      const message = `Expected branch to point to "${input.expectedHeadOid}" but it did not.`;
      return failed("STALE_DATA", `${message} Pull and try again.`);
    }
    const { additions = [], deletions = [] } = input.fileChanges;
    const draft = database.draft();
    const edits = [
      ...additions.map(({ path, contents }: Body) => ({
        path,
        blob: draft.blob(new Uint8Array(Buffer.from(contents, "base64"))),
      })),
      ...deletions.map(({ path }: Body) => ({ path })),
    ];
    const tree = await editTree({ database, draft }, commitAt(head)!.tree, edits);
    const { headline, body } = input.message;
    const message = body ? `${headline}\n\n${body}` : headline;
    const time = Math.floor(now() / 1000);
    const author = TOKEN_USER;
    const id = await draft.commit({ tree, parents: [head], author, time, message });
    refs.set(ref, id);
    const commit = {
      oid: id,
      message,
      committedDate: new Date(time * 1000).toISOString(),
      tree: { oid: tree },
      parents: { nodes: [{ oid: head }] },
      author,
      committer: author,
    };
    return { status: 200, data: { data: { createCommitOnBranch: { commit } } } };
  }

  return {
    refs,
    objects,
    // deno-lint-ignore require-await -- some routes wait
    async answer(method, path, body, query = new URLSearchParams()) {
      if (path === "/graphql") return mutate(body.variables);
      const rest = /^\/repos\/acme\/shop(\/.*)?$/.exec(path);
      if (!rest) return gone;
      if (!rest[1]) return { status: 200, data: { default_branch: "main" } };
      if (rest[1] === "/commits") return listCommits(query);
      if (rest[1].startsWith("/commits/")) return findCommit(rest[1].slice("/commits/".length));
      const [, what = "", more = ""] = /^\/git\/([a-z-]+)(?:\/(.*))?$/.exec(rest[1]) ?? [];
      if (method === "GET" && what === "ref") return readRef(more);
      if (method === "GET" && what === "matching-refs") return listRefs(more);
      if (method === "GET" && what) return readObject(what.slice(0, -1), more);
      if (method === "PATCH") return moveRef(more, body);
      if (what === "blobs") {
        const bytes = new Uint8Array(Buffer.from(body.content, body.encoding));
        return { status: 201, data: { sha: keep({ kind: "blob", bytes }) } };
      }
      if (what === "trees") return makeTree(body);
      if (what === "commits") return makeCommit(body);
      if (what === "tags") return makeTag(body);
      return what === "refs" ? makeRef(body) : gone;
    },
  };
}

/** A folder that is told entry by entry. */
function wholeTree(items: readonly Body[]): StoredObject {
  const entries = items.map(({ path, mode, sha }): [string, TreeEntry] => [
    keyOf(path),
    { mode: mode.replace(/^0/, ""), id: sha },
  ]);
  return { kind: "tree", bytes: formatTree(new Map(entries)) };
}

function failed(type: string, message: string): Reply {
  const errors = [{ type, path: ["createCommitOnBranch"], message }];
  return { status: 200, data: { data: { createCommitOnBranch: null }, errors } };
}

function treeJson(bytes: Uint8Array): unknown[] {
  return [...parseTree(bytes)].map(([key, { mode, id }]) => ({
    path: nameOf(key),
    mode: mode.padStart(6, "0"),
    type: mode === FOLDER ? "tree" : mode === "160000" ? "commit" : "blob",
    sha: id,
  }));
}

function tagJson(sha: string, bytes: Uint8Array): unknown {
  const [head = "", message] = new TextDecoder().decode(bytes).split(/\n\n(.*)/s);
  const [, object, type, tag, name, email, time] =
    /^object (.*)\ntype (.*)\ntag (.*)\ntagger (.*) <(.*)> (\d+)/.exec(head)!;
  const date = new Date(Number(time) * 1000).toISOString();
  return { sha, tag, message, object: { sha: object, type }, tagger: { name, email, date } };
}
