import assert from "node:assert/strict";
import { gitObjects } from "../../../lib/stores/git.ts";
import { openLocalStore } from "../../../lib/stores/local.ts";
import { memoryRefs } from "../../../lib/stores/memory.ts";
import { createRepository } from "../../../lib/stores/repository.ts";
import { ROOT } from "../../helpers/house.ts";
import { figure, ratio, spread, timeProcess } from "../measure.ts";
import { isomorphicOn, openCatFile } from "./peers.ts";
import { type Made, zipf } from "./repositories.ts";
import { each, timed } from "./timing.ts";

/** G1: reads by path of what was read before. */
export async function warmReads({ folder, paths }: Made): Promise<void> {
  const store = await openLocalStore(folder);
  const head = (await store.head("main"))!;
  const peer = isomorphicOn(folder);
  await using open = openCatFile(folder);
  const pick = zipf(paths.length);
  const trace = Array.from({ length: 5000 }, () => paths[pick()]!);
  for (const path of new Set(trace.slice(0, 20))) {
    const [a, b, c] = [
      await store.read(head, path),
      await peer.read(head, path),
      await open.read(`${head}:${path}`),
    ];
    assert.deepEqual([...a!], [...b]);
    assert.deepEqual([...a!], [...c]);
  }
  const ours = () => each(trace, (path) => store.read(head, path));
  const few = trace.slice(0, 25);
  figure(
    "G1 warm read, isomorphic-git of ours",
    ">= 30",
    await ratio(() => each(few, (path) => peer.read(head, path)), ours, 5),
  );
  const batch = () => each(trace, (path) => open.read(`${head}:${path}`));
  figure("G1 warm read, git cat-file --batch of ours", ">= 1.0", await ratio(batch, ours, 5));
}

/** G2: the first read of a process, its start left out. */
export async function firstRead({ folder, workflows }: Made): Promise<void> {
  const fresh = (who: string) => () => freshly(who, folder, workflows[7]!);
  figure(
    "G2 first read, 100,000 files, of isomorphic-git",
    "<= 0.2",
    await ratio(fresh("ours"), fresh("isomorphic"), 7),
  );
  const git = () => timeProcess("git", ["cat-file", "blob", `main:${workflows[7]}`], folder);
  figure("G2 the same, of one git with its start", "<= 3", await ratio(fresh("ours"), git, 7));
}

/** G3: the list of all files. */
export async function lists({ folder, paths }: Made): Promise<void> {
  const peer = isomorphicOn(folder);
  const head = await peer.head();
  const cold = async () => {
    const store = await openLocalStore(folder);
    return await timed(() => store.list(head, ""));
  };
  const store = await openLocalStore(folder);
  const ours = (await store.list(head, "")).map(({ path }) => path);
  assert.deepEqual(ours, (await peer.list(head)).sort());
  assert.equal(ours.length, paths.length);
  const walk = () => timed(() => peer.list(head));
  figure("G3 list of 10,000, cold, of a warm walk", "<= 0.1", await ratio(cold, walk, 5));
  const warm = () => timed(() => store.list(head, ""));
  figure("G3 the same, warm", "<= 0.1", await ratio(warm, walk, 5));
  const git = () => timeProcess("git", ["ls-tree", "-r", "--name-only", "main"], folder);
  figure("G3 cold, of git ls-tree -r with its start", "<= 1.0", await ratio(cold, git, 5));
}

/** How many reads of a trace find everything in memory: our files, some far more often, 5 % writes. */
export async function zipfTrace({ folder, paths }: Made): Promise<void> {
  const real = gitObjects(folder);
  let asked = 0;
  const read = (id: string) => (asked++, real.read(id));
  const refs = memoryRefs("main");
  const head = (await (await openLocalStore(folder)).head("main"))!;
  await refs.move("refs/heads/main", undefined, head);
  const parts = { objects: { ...real, read }, refs, now: Date.now, lockWait: 0 };
  const store = createRepository(parts);
  const files = paths.filter((path) => path.startsWith("workflows/"));
  const pick = zipf(files.length);
  const author = { name: "Ada", email: "ada@example.com" };
  let [reads, hits, at] = [0, 0, head];
  for (let step = 0; step < 20_000; step++) {
    const path = files[pick()]!;
    if (step % 20 === 19) {
      const change = { files: [{ path, content: `${step}` }], message: "x", author };
      at = await store.commit({ branch: "main", base: at, ...change });
      continue;
    }
    const before = asked;
    await store.read(at, path);
    reads++;
    if (asked === before) hits++;
  }
  figure("a Zipf trace with 5 % writes, hits in %", ">= 95", spread([100 * hits / reads]));
}

/** Megabytes that a process takes after much work. */
export async function memory({ folder, workflows }: Made): Promise<void> {
  const rounds = [await freshly("memory", folder, workflows[7]!)];
  figure("memory after work on 100,000 files, in MB", "< 256", spread(rounds));
}

/** Starts a process as `deno task start` does. */
async function freshly(who: string, folder: string, path: string): Promise<number> {
  const flags = "--v8-flags=--max-semi-space-size=4,--heap-growing-percent=50";
  const script = `${ROOT}tests/bench/git/fresh.ts`;
  const args = ["run", "--no-check", flags, "-A", script, who, folder, path];
  const { stdout, success } = await new Deno.Command(Deno.execPath(), { args }).output();
  if (!success) throw new Error(`the process ${who} failed`);
  return Number(new TextDecoder().decode(stdout));
}
