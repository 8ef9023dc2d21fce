import type { Drawing } from "../../model/diff.ts";
import { AppError } from "../../model/error.ts";
import type { Store } from "../../stores/store.ts";
import { filesOf } from "../content/comparable.ts";
import { type Accounts, createAccounts } from "./entries.ts";
import { momentOf, type Told, toldOf } from "./moment.ts";
import { type State, stateOf } from "./readable.ts";
import { createTimelines, type FindTimeline, type Timeline } from "./timeline.ts";
import { createVersions, type Version, type Versions } from "./versions.ts";

/** What is known of the past of a repository. */
export interface Chronicle {
  readonly versions: Versions;
  readonly timeline: FindTimeline;
  readonly account: Accounts;
  /** A commit by any name. @throws `not_found`. */
  commit(revision: string): Promise<string>;
  /** Who made a commit, when and why. */
  told(commit: string): Promise<Told>;
  /** A workflow at a commit, under the name that it had then. @throws `not_found`. */
  versionAt(name: string, commit: string, timeline: Timeline): Promise<Version>;
  /** What a version says. */
  state(version: Version): Promise<State>;
  /** How many moments of a timeline came after a commit. */
  since(version: Version, head: string, timeline: Timeline): Promise<number>;
}

/** Creates what knows the past of a repository. */
export function createChronicle(store: Store): Chronicle {
  const versions = createVersions(store);

  async function lastChange({ commit, name }: Pick<Version, "commit" | "name">, of: Timeline) {
    const [entry] = await store.log(commit, filesOf(name), { limit: 1 });
    return entry ? of.moments.findIndex(({ commit }) => commit === entry.id) : -1;
  }

  return {
    versions,
    timeline: createTimelines(store, versions),
    account: createAccounts(versions),
    async commit(revision) {
      const commit = await store.resolve(revision);
      if (commit !== undefined) return commit;
      throw new AppError("not_found", `There is no commit ${JSON.stringify(shortened(revision))}`);
    },
    async told(commit) {
      const [entry] = await store.history(commit, 1);
      return toldOf(momentOf(entry!, ""));
    },
    async versionAt(name, commit, { moments }) {
      for (const one of new Set([name, ...moments.map(({ name }) => name)])) {
        const version = await versions.at(commit, one);
        if (version.workflow !== undefined) return version;
      }
      const message = `There was no workflow "${name}" in commit ${commit.slice(0, 7)}`;
      throw new AppError("not_found", message);
    },
    state: (version) => stateOf(versions, version),
    async since(version, head, timeline) {
      const index = await lastChange(version, timeline);
      if (index >= 0) return index;
      // A commit of another branch: what came after the two parted.
      const base = await store.mergeBase(version.commit, head);
      const parted = base === undefined
        ? -1
        : await lastChange({ commit: base, name: version.name }, timeline);
      return parted < 0 ? timeline.moments.length : parted;
    },
  };
}

/** The drawing of a state. @throws `unprocessable` where it cannot be read. */
export function drawingOf(state: State, commit: string): Drawing | undefined {
  if (state.is === "absent") return undefined;
  if (state.is === "there") return state.drawing;
  const { problem } = state;
  throw new AppError(
    "unprocessable",
    `${problem.file} cannot be read in commit ${commit.slice(0, 7)}: ` +
      `line ${problem.line}, column ${problem.column}: ${problem.message}`,
    { details: { problems: [problem] } },
  );
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
