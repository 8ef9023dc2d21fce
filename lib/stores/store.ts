/**
 * A Git repository addressed by branch. It has no work tree and no index: a commit is a
 * compare-and-swap of a branch's head.
 */
export interface Store {
  /** The branch that HEAD names. */
  defaultBranch(): Promise<string>;
  /** The commit of a branch; `undefined` where there is no such branch. */
  head(branch: string): Promise<string | undefined>;
  /** The names of all branches, sorted. */
  branches(): Promise<string[]>;
  /** Makes a branch at a commit. @throws `already_exists`; `not_found` where there is no such commit. */
  createBranch(branch: string, commit: string): Promise<void>;
  /** Keeps a commit that a branch lost, under `refs/backup/`; answers the ref that names it. */
  keep(branch: string, commit: string): Promise<string>;
  /** All tags, sorted by name. */
  tags(): Promise<TagEntry[]>;
  /** Names a commit for good. @throws `already_exists`; `not_found` where there is no such commit. */
  tag(tag: NewTag): Promise<void>;
  /**
   * The commit that a branch, tag, `HEAD` or (abbreviated) id names, also with steps such as `~2`;
   * `undefined` for none. Throws `invalid_input` for the beginning of several commits' ids.
   */
  resolve(revision: string): Promise<string | undefined>;
  /** The files under a folder (`""` for all) at a commit, sorted by path. Links are left out. */
  list(commit: string, folder: string, page?: FilePage): Promise<FileEntry[]>;
  /** A file's bytes at a commit; `undefined` where there is none. */
  read(commit: string, path: string): Promise<Uint8Array | undefined>;
  /** The commits from a commit back along first parents, the newest first. */
  history(commit: string, limit: number): Promise<CommitEntry[]>;
  /**
   * The commits that changed one of some paths, from a commit back, the newest first, as `git log`
   * finds them: where a merge left all of the paths as one parent had them, only that parent counts.
   */
  log(commit: string, paths: readonly string[], page: LogPage): Promise<CommitEntry[]>;
  /** The newest commit that two have in common; `undefined` for none. */
  mergeBase(one: string, other: string): Promise<string | undefined>;
  /**
   * Makes a commit and moves the branch to it.
   *
   * When the branch has moved since `base`, the change is laid on the new head if none of its paths
   * changed in between, or all that did can be merged by `merge`. Secrets that a comment lets pass are told in its trailer `Allowed-Secret`.
   *
   * @throws `conflict` with both heads when they did, or when `base` is absent and the branch exists;
   * `remote_diverged` when the branch was rewritten, so that `base` is no part of it any more (it is
   * kept, and `details.backup` names the ref);
   * `secret_found` with `details.findings` for a secret that is not in the same file already;
   * `invalid_input` for a path outside the folders of Celestra; `checked_out` for a branch that a
   * work tree has checked out; `already_exists` for a branch `a/b` beside a branch `a`; `store_busy`
   * when another process holds the branch for over 5 s; `storage_full` and `not_supported` where the
   * place cannot take it.
   */
  commit(change: Change): Promise<string>;
  /** The note of a commit under `refs/notes/celestra`. */
  readNote(commit: string): Promise<string | undefined>;
  /**
   * All branches, tags and notes with everything that they reach, as a bundle of Git.
   *
   * @throws `not_found` where there is no commit; `not_supported` where history was cut off.
   */
  bundle(): AsyncIterable<Uint8Array>;
  /** Writes the note of a commit, replacing one that is there. */
  writeNote(commit: string, text: string, author: Person): Promise<void>;
}

/** A file at a commit. */
export interface FileEntry {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  /** The id of its blob. */
  readonly id: string;
}

/** A part of a list of files. */
export interface FilePage {
  /** The path after which it begins; from the first unless told. */
  readonly after?: string;
  /** At most so many. */
  readonly limit: number;
}

/** A part of a log. */
export interface LogPage {
  /** The commit of the log after which it begins: the last of the page before. */
  readonly after?: string;
  /** At most so many. */
  readonly limit: number;
}

/** A tag and the commit that it names. */
export interface TagEntry {
  readonly name: string;
  readonly commit: string;
}

/** A tag to make; with a message it is an object of its own, as `git tag -a` makes it. */
export interface NewTag extends TagEntry {
  readonly message?: string;
  readonly author: Person;
}

/** A commit, as history shows it. */
export interface CommitEntry {
  readonly id: string;
  readonly message: string;
  readonly author: Person;
  /** Seconds since 1970. */
  readonly time: number;
  readonly parents: readonly string[];
}

/** Who wrote a commit. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** A set of files that change together. */
export interface Change {
  readonly branch: string;
  /** The head on which the change was made; `undefined` creates the branch with a root commit. */
  readonly base: string | undefined;
  /** In any order; a path stands at most once, and none under a removed one but to replace it. */
  readonly files: readonly FileChange[];
  readonly message: string;
  /** `Key: value` lines at the end of the message. */
  readonly trailers?: Readonly<Record<string, string>>;
  readonly author: Person;
  /** Who makes the commit for the author; the author unless told. */
  readonly committer?: Person;
  /** Commits that are merged by this one: its parents after the head. */
  readonly merged?: readonly string[];
  /** Merges a file that changed on both sides; without it that is a conflict. */
  readonly merge?: MergeFile;
}

/** Three versions of a file. An absent one is `undefined`. */
export interface FileVersions {
  readonly base: Uint8Array | undefined;
  readonly ours: Uint8Array | undefined;
  readonly theirs: Uint8Array | undefined;
}

/** What becomes of a file that both sides changed (`ours` is the head); `undefined` for a conflict. */
export type MergeFile = (path: string, versions: FileVersions) => FileChange | undefined;

/** A file's new content, or the removal of a file or folder (absent is fine). */
export type FileChange =
  | { readonly path: string; readonly content: string | Uint8Array }
  | { readonly path: string; readonly remove: true };
