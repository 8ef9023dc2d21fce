import assert from "node:assert/strict";
import { createLastChanges } from "../../../lib/services/content/changes.ts";
import type { Snapshot } from "../../../lib/services/content/head.ts";
import { openLocalStore } from "../../../lib/stores/local.ts";
import { git } from "../../lib/stores/git.ts";
import { figure, ratio, spread, timeProcess } from "../measure.ts";
import type { Made } from "./repositories.ts";
import { timed } from "./timing.ts";

const ALL = { limit: 100_000 };

/** The log of one file in 10,000 commits: of one that changes often, and of one that seldom does. */
export async function logs(what: string, { folder, workflows }: Made): Promise<void> {
  for (const [how, path] of [["often", workflows[0]!], ["seldom", workflows[100]!]] as const) {
    const warm = await openLocalStore(folder);
    const head = (await warm.head("main"))!;
    const ours = (await warm.log(head, [path], ALL)).map(({ id }) => id);
    const theirs = await git(folder, "log", "--format=%H", head, "--", path);
    assert.deepEqual(ours, theirs.split("\n"));
    const log = () => timeProcess("git", ["log", "--format=%H", head, "--", path], folder);
    const cold = async () => {
      const store = await openLocalStore(folder);
      return await timed(() => store.log(head, [path], ALL));
    };
    const name = `log of a file that ${how} changes, ${what}`;
    figure(`${name}, cold, of git's`, "<= 3", await ratio(cold, log, 7));
    const again = () => timed(() => warm.log(head, [path], ALL));
    figure(`${name}, warm, of git's`, "<= 0.1", await ratio(again, log, 7));
  }
}

/** Who changed each of 206 workflows last, when nothing is known yet. */
export async function lastChanges({ folder }: Made): Promise<void> {
  const rounds: number[] = [];
  for (let round = 0; round < 5; round++) {
    const store = await openLocalStore(folder);
    const commit = (await store.head("main"))!;
    rounds.push(await timed(() => createLastChanges(store, "workflows")({ commit } as Snapshot)));
  }
  figure("last changes of 206 workflows, cold, in ms", "<= 300", spread(rounds));
}
