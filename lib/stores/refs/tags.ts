import { AppError } from "../../model/error.ts";
import { signature } from "../objects/commit.ts";
import type { Database, TagObject } from "../objects/database.ts";
import { formatMessage } from "../objects/message.ts";
import { isRefName } from "../names.ts";
import type { NewTag, TagEntry } from "../store.ts";
import { isMade } from "./branching.ts";
import type { Refs } from "./refs.ts";
import { commitBehind } from "./revisions.ts";

const TAGS = "refs/tags/";

/** What tags are made with. */
export interface Tagging {
  readonly database: Database;
  readonly refs: Refs;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Makes a tag object and answers its id, where that is not by writing it as it is. */
  readonly writeTag?: WriteTag;
}

/** Makes a tag object and answers its id. */
export type WriteTag = (tag: TagObject) => Promise<string>;

/** All tags that name a commit, sorted by name. */
export async function tagsIn({ database, refs }: Tagging): Promise<TagEntry[]> {
  const tags: TagEntry[] = [];
  for (const ref of (await refs.list(TAGS)).sort()) {
    const commit = await commitBehind(await refs.read(ref), database);
    if (commit !== undefined) tags.push({ name: ref.slice(TAGS.length), commit });
  }
  return tags;
}

/** Makes a tag; see `Store`. */
export async function tag(
  tagging: Tagging,
  { name, commit, message, author }: NewTag,
): Promise<void> {
  const { database, refs, now, writeTag = (tag) => database.draft().tag(tag) } = tagging;
  if (!isRefName(name) || name.startsWith("-")) {
    throw new AppError("invalid_input", `${JSON.stringify(name)} cannot be the name of a tag`);
  }
  await database.commit(commit, "not_found");
  const target = message === undefined ? commit : await writeTag({
    target: commit,
    name,
    tagger: signature(author, Math.floor(now() / 1000)),
    message: formatMessage(message, {}),
  });
  if (await isMade(refs, TAGS + name, target)) return;
  throw new AppError("already_exists", `There is a tag ${name} already`, {
    details: { tag: name },
  });
}
