import { Buffer } from "node:buffer";
import { AppError } from "../../model/error.ts";
import { formatCommit, identity } from "../objects/commit.ts";
import type { StoredObject } from "../objects/objects.ts";
import { withTrailer } from "../objects/message.ts";
import { FILE } from "../objects/tree.ts";
import type { Answer, Api } from "./api.ts";
import { fieldOf, idIn, listIn, textIn } from "./shapes.ts";
import { contentOf, type Work } from "./work.ts";

/** A commit that GitHub made, as it tells of it at once. */
export interface MadeCommit {
  readonly id: string;
  readonly tree: string;
  /** Absent where it was found by reading. */
  readonly stored: StoredObject | undefined;
}

/** What became of the mutation. */
export type Mutated =
  | MadeCommit
  /** The branch is not where it was. */
  | "stale"
  /** It does not take this change; the other way may, or says why not. */
  | "refused"
  /** There is no GraphQL here. */
  | "absent";

const BRANCHES = "refs/heads/";
const MOST_FILES = 100;
const MOST_BYTES = 5 * 1024 * 1024;

const QUERY = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) {
    commit {
      oid message committedDate
      tree { oid }
      parents(first: 2) { nodes { oid } }
      author { name email }
      committer { name email }
    }
  }
}`;

/**
 * Whether the mutation can do a plan: it adds a commit to a branch that is there, with one parent,
 * and knows plain files only.
 */
export function fits({ ref, head, plan, changes, drafted }: Work): boolean {
  if (!ref.startsWith(BRANCHES) || head === undefined || plan.merged.length > 0) return false;
  if (changes.length === 0 || changes.length > MOST_FILES) return false;
  const isPlain = changes.every(({ before, after }) =>
    [before, after].every((entry) => entry === undefined || entry.mode === FILE)
  );
  const size = drafted.values().reduce((sum, { bytes }) => sum + bytes.length, 0);
  return isPlain && size <= MOST_BYTES;
}

/** Makes the commit and moves the branch in one request, if the branch still is where it was. */
export async function mutate(api: Api, graphql: string, work: Work): Promise<Mutated> {
  const answer = await api.write(`POST ${graphql}`, {
    query: QUERY,
    variables: inputOf(api, work),
  });
  if (answer.status !== 200) return "absent";
  const commit = fieldOf(answer.data, "data", "createCommitOnBranch", "commit");
  return commit ? madeOf(commit) : refusalIn(answer);
}

/** The message of a commit that the mutation makes. Its author is the token's; so ours is named here. */
export function messageOf({ plan }: Work): string {
  return withTrailer(plan.message, "Co-authored-by", identity(plan.author)).trimEnd();
}

function inputOf(api: Api, work: Work): Readonly<Record<string, unknown>> {
  const [headline, ...body] = messageOf(work).split("\n\n");
  const { changes, ref, head } = work;
  const additions = changes.flatMap(({ path, after }) =>
    after ? [{ path, contents: base64(contentOf(work, after.id)) }] : []
  );
  const deletions = changes.flatMap(({ path, after }) => after ? [] : [{ path }]);
  return {
    input: {
      branch: { repositoryNameWithOwner: api.repository, branchName: ref.slice(BRANCHES.length) },
      expectedHeadOid: head,
      message: { headline, body: body.join("\n\n") },
      fileChanges: { additions, deletions },
    },
  };
}

function madeOf(commit: unknown): MadeCommit {
  const person = (who: string) => ({
    name: textIn(commit, who, "name"),
    email: textIn(commit, who, "email"),
  });
  const tree = idIn(commit, "tree", "oid");
  const bytes = formatCommit({
    tree,
    parents: listIn(commit, "parents", "nodes").map((parent) => idIn(parent, "oid")),
    author: person("author"),
    committer: person("committer"),
    time: Math.floor(Date.parse(textIn(commit, "committedDate")) / 1000),
    message: textIn(commit, "message"),
  });
  return { id: idIn(commit, "oid"), tree, stored: { kind: "commit", bytes } };
}

/** GraphQL says what went wrong in a list, with 200. What it says in words is not repeated. */
function refusalIn({ data }: Answer): Mutated {
  const first = fieldOf(data, "errors") === undefined ? undefined : listIn(data, "errors")[0];
  const [type, message] = [fieldOf(first, "type"), String(fieldOf(first, "message"))];
  if (type === "STALE_DATA" || /expected branch to point to/i.test(message)) return "stale";
  if (type !== "FORBIDDEN" && type !== "INSUFFICIENT_SCOPES") return "refused";
  const sentence = "GitHub refused the commit: the token may not write to this repository";
  throw new AppError("permission_denied", sentence);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
