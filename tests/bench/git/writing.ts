import assert from "node:assert/strict";
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { openLocalStore } from "../../../lib/stores/local.ts";
import type { Store } from "../../../lib/stores/store.ts";
import { assertSound, git } from "../../lib/stores/git.ts";
import { figure, ratio } from "../measure.ts";
import { isomorphicOn } from "./peers.ts";
import { type Made, textOf } from "./repositories.ts";
import { timed } from "./timing.ts";

const AUTHOR = { name: "Ada", email: "ada@example.com" };

/** G6: a commit of one file, of what isomorphic-git and the disk take. */
export async function oneFileCommit(made: Made): Promise<void> {
  const tree = `${made.folder}-tree`;
  await git(made.folder, "clone", "-q", made.folder, tree);
  const peer = isomorphicOn(`${tree}/.git`, tree);
  const saver = await createSaver(made);
  let turn = 0;
  const theirs = () => timed(() => peer.save(made.workflows[3]!, textOf("x", turn++)));
  figure("G6 commit, of isomorphic-git's", "<= 0.5", await ratio(saver.save, theirs, 15));
  const floor = () => Promise.resolve(filesOnDisk(`${made.folder}-floor`));
  figure(
    "G6 commit, of its files and their names with fsync",
    "<= 2.0",
    await ratio(saver.save, floor, 25),
  );
}

/** G7: the same among many files and among few. */
export async function independence(many: Made, few: Made): Promise<void> {
  const [large, small] = [await createSaver(many), await createSaver(few)];
  figure("G7 commit, 100,000 files of 1,000", "<= 1.3", await ratio(large.save, small.save, 25));
  figure("G7 warm read, 100,000 files of 1,000", "<= 1.3", await ratio(large.read, small.read, 15));
}

/** G8: fifty writers on one branch, each with its own file, of one after the other. */
export async function manyWriters(made: Made): Promise<void> {
  const tree = `${made.folder}-writers`;
  await git(made.folder, "clone", "-q", made.folder, tree);
  const peer = isomorphicOn(`${tree}/.git`, tree);
  const store = await openLocalStore(made.folder);
  const [writers, saves] = [50, 4];
  let [commits, turn] = [0, 0];

  async function write(writer: number): Promise<void> {
    for (let save = 0; save < saves; save++) {
      const base = (await store.head("main"))!;
      const path = made.workflows[writer]!;
      const files = [{ path, content: textOf(path, turn++) }];
      await store.commit({ branch: "main", base, files, message: "Save", author: AUTHOR });
      commits++;
    }
  }

  const before = await count(made.folder);
  const ours = async () =>
    await timed(() => Promise.all(Array.from({ length: writers }, (_, index) => write(index)))) /
    (writers * saves);
  const theirs = () => timed(() => peer.save(made.workflows[3]!, textOf("y", turn++)));
  figure("G8 50 writers, isomorphic-git one by one of ours", ">= 3", await ratio(theirs, ours, 5));
  assert.equal(await count(made.folder) - before, commits, "commits were lost");
  await assertSound(made.folder);
}

interface Saver {
  /** Saves a file, and answers the milliseconds. */
  save(): Promise<number>;
  /** Reads files that were read before, and answers the milliseconds for one. */
  read(): Promise<number>;
}

async function createSaver({ folder, workflows }: Made): Promise<Saver> {
  const store: Store = await openLocalStore(folder);
  let base = (await store.head("main"))!;
  let turn = 0;
  return {
    save: () =>
      timed(async () => {
        const path = workflows[turn % workflows.length]!;
        const files = [{ path, content: textOf(path, turn++) }];
        base = await store.commit({ branch: "main", base, files, message: "Save", author: AUTHOR });
      }),
    async read() {
      const spent = await timed(async () => {
        for (let count = 0; count < 2000; count++) await store.read(base, workflows[count % 100]!);
      });
      return spent / 2000;
    },
  };
}

/**
 * What no commit of one file can do without: its blob, two trees, the commit and the branch, each
 * whole on the disk, and so the name of each in its folder.
 */
function filesOnDisk(folder: string): number {
  const name = crypto.randomUUID();
  for (const size of SIZES) mkdirSync(`${folder}/${size}`, { recursive: true });
  const start = performance.now();
  for (const size of SIZES) {
    const path = `${folder}/${size}/${name}`;
    const file = openSync(`${path}-tmp`, "wx");
    writeSync(file, new Uint8Array(size));
    fsyncSync(file);
    closeSync(file);
    renameSync(`${path}-tmp`, path);
    const above = openSync(`${folder}/${size}`, "r");
    fsyncSync(above);
    closeSync(above);
  }
  return performance.now() - start;
}

const SIZES = [1200, 9000, 300, 180, 41];

async function count(folder: string): Promise<number> {
  return Number(await git(folder, "rev-list", "--count", "main"));
}
