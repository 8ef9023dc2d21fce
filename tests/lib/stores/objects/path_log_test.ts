import assert from "node:assert/strict";
import fc from "fast-check";
import { openLocalStore } from "../../../../lib/stores/local.ts";
import { createMemoryStore } from "../../../../lib/stores/memory.ts";
import type { Store } from "../../../../lib/stores/store.ts";
import { refuses } from "../../../contracts/store_changes.ts";
import { testWith } from "../../../helpers/needs.ts";
import { importHistory } from "../disk/packs/repository.ts";
import { git, inTemporary } from "../git.ts";
import { HISTORIES, PATHS, type Step, streamOf } from "./histories.ts";

/** How git may have written down what it knows of commits. */
const GRAPHS: Readonly<Record<string, readonly string[]>> = {
  "without a commit-graph": [],
  "with a commit-graph": ["--reachable"],
  "with the paths that changed": ["--reachable", "--changed-paths"],
};

const WANTED = [...PATHS.map((path) => [path]), ["d"], ["d/e"], ["a.yaml", "d/c.yaml"], ["none"]];

for (const [how, options] of Object.entries(GRAPHS)) {
  testWith(["git"], `log() of any history is that of git, ${how}`, async () => {
    await fc.assert(
      fc.asyncProperty(HISTORIES, (steps) =>
        inHistory(steps, async (folder) => {
          if (options.length > 0) await git(folder, "commit-graph", "write", ...options);
          const store = await openLocalStore(folder);
          const head = (await store.head(`c${steps.length - 1}`))!;
          for (const paths of WANTED) {
            assert.deepEqual(await logOf(store, head, paths), await logOfGit(folder, head, paths));
          }
        })),
      { numRuns: 20 },
    );
  });
}

testWith(
  ["git"],
  "log() is the same when it is asked again, in pages, and for a later head",
  () =>
    fc.assert(
      fc.asyncProperty(HISTORIES, fc.integer({ min: 1, max: 5 }), (steps, size) =>
        inHistory(steps, async (folder) => {
          const store = await openLocalStore(folder);
          // Older heads first, so that the later ones meet what is known already.
          for (let index = steps.length >> 1; index < steps.length; index++) {
            const head = (await store.head(`c${index}`))!;
            const expected = await logOf(await openLocalStore(folder), head, ["d"]);
            assert.deepEqual(await inPages(store, head, ["d"], size), expected);
            assert.deepEqual(await logOf(store, head, ["d"]), expected);
          }
        })),
      { numRuns: 20 },
    ),
);

testWith(
  ["git"],
  "log() of a shallow clone ends where git ends it, also after it is deepened",
  () =>
    fc.assert(
      fc.asyncProperty(HISTORIES, fc.integer({ min: 1, max: 4 }), (steps, depth) =>
        inHistory(steps, async (folder) => {
          const branch = `c${steps.length - 1}`;
          const clone = ["clone", "-q", "--bare", "--no-local", `--depth=${depth}`, "-b", branch];
          await git(folder, ...clone, `file://${folder}`, "shallow");
          const shallow = `${folder}/shallow`;
          const store = await openLocalStore(shallow);
          const head = (await store.head(branch))!;
          for (const more of [false, true]) {
            if (more) {
              await git(shallow, "fetch", "-q", "--depth=1000");
            }
            for (const paths of WANTED.slice(0, 3)) {
              assert.deepEqual(
                await logOf(store, head, paths),
                await logOfGit(shallow, head, paths),
              );
            }
          }
        })),
      { numRuns: 10 },
    ),
);

testWith(
  ["git"],
  "log() and history() end where a clone is cut off, also where the parent is there by another way",
  () => {
    const files = [{ path: "a.yaml", content: 1, isProgram: false }];
    const empty = { time: 0, files: [] };
    // c1 is cut off, and c0 is there all the same: a merge names both.
    const steps = [
      { parents: [], time: 0, files },
      { ...empty, parents: [0] },
      { ...empty, parents: [0, 1] },
      { ...empty, parents: [0] },
    ];
    return inHistory(steps, async (folder) => {
      const clone = ["clone", "-q", "--bare", "--no-local", "--depth=3"];
      await git(folder, ...clone, `file://${folder}`, "shallow");
      const shallow = `${folder}/shallow`;
      const cut = Deno.readTextFileSync(`${shallow}/shallow`).trim().split("\n");
      assert.equal(cut.length, 2);
      const store = await openLocalStore(shallow);
      const head = (await store.head("c3"))!;
      assert.deepEqual(
        await logOf(store, head, ["a.yaml"]),
        await logOfGit(shallow, head, ["a.yaml"]),
      );
      const line = await git(shallow, "log", "--first-parent", "--format=%H", head);
      assert.deepEqual((await store.history(head, 9)).map(({ id }) => id), line.split("\n"));
    });
  },
);

testWith(
  ["git"],
  "log() forgets what a clone that was cut off made it believe",
  () => {
    const files = [{ path: "a.yaml", content: 1, isProgram: false }];
    const steps = LINE.map((step, index) => ({ ...step, files: index === 0 ? files : [] }));
    return inHistory(steps, async (folder) => {
      const clone = ["clone", "-q", "--bare", "--no-local", "--depth=3"];
      await git(folder, ...clone, `file://${folder}`, "shallow");
      const store = await openLocalStore(`${folder}/shallow`);
      const [head, cut, first] = await Promise.all(
        ["c9", "c7", "c0"].map((name) => git(folder, "rev-parse", name)),
      );
      assert.deepEqual(await logOf(store, head!, ["a.yaml"]), [cut]);
      await git(`${folder}/shallow`, "fetch", "-q", "--unshallow");
      assert.deepEqual(await logOf(store, head!, ["a.yaml"]), [first]);
    });
  },
);

testWith(
  ["git"],
  "log() knows commits of a graph in several files, and those in none",
  () =>
    inTemporary(async (folder) => {
      await git(folder, "init", "-q", "--bare");
      const split = ["commit-graph", "write", "--reachable", "--changed-paths", "--split=no-merge"];
      const steps: Step[] = Array.from({ length: 40 }, (_, index) => ({
        parents: index % 7 === 6 ? [0, 3, 4] : [0],
        time: 0,
        files: [{ path: PATHS[index % 3]!, content: index % 5, isProgram: false }],
      }));
      for (const count of [10, 20, 30, 40]) {
        await importHistory(folder, streamOf(steps.slice(0, count)));
        if (count < 40) await git(folder, ...split);
      }
      const chain = `${folder}/objects/info/commit-graphs/commit-graph-chain`;
      assert.equal(Deno.readTextFileSync(chain).trim().split("\n").length, 3);
      const store = await openLocalStore(folder);
      const head = (await store.head("c39"))!;
      for (const paths of WANTED) {
        assert.deepEqual(await logOf(store, head, paths), await logOfGit(folder, head, paths));
      }
    }),
);

testWith(
  ["git"],
  "log() needs no commit-graph that is damaged",
  () =>
    inHistory(LINE, async (folder) => {
      await git(folder, "commit-graph", "write", "--reachable", "--changed-paths");
      const file = `${folder}/objects/info/commit-graph`;
      const bytes = Deno.readFileSync(file);
      Deno.chmodSync(file, 0o644);
      const head = await git(folder, "rev-parse", "c9");
      const expected = await logOf(await openLocalStore(folder), head, ["a.yaml"]);
      assert.equal(expected.length, 10);
      // All over the trees, parents and times of commits, and cut.
      for (let at = 8; at < bytes.length; at += 97) {
        Deno.writeFileSync(file, bytes.with(at, bytes[at]! ^ 0xff));
        assert.deepEqual(await logOf(await openLocalStore(folder), head, ["a.yaml"]), expected);
      }
      for (const length of [0, 7, 200]) {
        Deno.writeFileSync(file, bytes.subarray(0, length));
        assert.deepEqual(await logOf(await openLocalStore(folder), head, ["a.yaml"]), expected);
      }
    }),
);

testWith(
  ["git"],
  "log() reads no tree of a commit that the commit-graph excludes",
  () =>
    inHistory(LINE, async (folder) => {
      await git(folder, "commit-graph", "write", "--reachable", "--changed-paths");
      const head = await git(folder, "rev-parse", "c9");
      const trees = await git(folder, "rev-parse", "c9~3^{tree}", "c9~5^{tree}");
      await explode(folder);
      for (const tree of trees.split("\n")) {
        Deno.removeSync(`${folder}/objects/${tree.slice(0, 2)}/${tree.slice(2)}`);
      }
      const store = await openLocalStore(folder);
      assert.deepEqual(await logOf(store, head, ["d/none.yaml"]), []);
      await refuses("store_corrupt", store.log(head, ["a.yaml"], { limit: 100 }));
    }),
);

testWith(
  ["git"],
  "log() calls a history damaged that breaks off, and does not end there",
  () =>
    inHistory(LINE, async (folder) => {
      const head = await git(folder, "rev-parse", "c9");
      const lost = await git(folder, "rev-parse", "c4");
      await explode(folder);
      Deno.removeSync(`${folder}/objects/${lost.slice(0, 2)}/${lost.slice(2)}`);
      const store = await openLocalStore(folder);
      await refuses("store_corrupt", store.log(head, ["a.yaml"], { limit: 100 }));
      assert.equal((await store.log(head, ["a.yaml"], { limit: 3 })).length, 3);
    }),
);

Deno.test("log() lets other work go on beside it", async () => {
  const store = createMemoryStore();
  const author = { name: "Ada", email: "ada@example.com" };
  let base: string | undefined;
  for (let index = 0; index < 4000; index++) {
    const files = [{ path: "workflows/a.yaml", content: `${index}` }];
    base = await store.commit({ branch: "main", base, files, message: "x", author });
  }
  let isDone = false;
  let turns = 0;
  const other = (async () => {
    for (; !isDone; turns++) await new Promise((resolve) => setTimeout(resolve));
  })();
  await store.log(base!, ["workflows/a.yaml"], { limit: 5000 });
  isDone = true;
  await other;
  assert.ok(turns > 1, `${turns}`);
});

/** Ten commits in a line, each of which changes one file. */
const LINE: Step[] = Array.from({ length: 10 }, (_, index) => ({
  parents: [0],
  time: 0,
  files: [{ path: "a.yaml", content: index, isProgram: false }],
}));

async function inHistory(
  steps: readonly Step[],
  test: (folder: string) => Promise<void>,
): Promise<void> {
  await inTemporary(async (folder) => {
    await git(folder, "init", "-q", "--bare");
    await importHistory(folder, streamOf(steps));
    await git(folder, "symbolic-ref", "HEAD", `refs/heads/c${steps.length - 1}`);
    await test(folder);
  });
}

async function logOf(store: Store, head: string, paths: readonly string[]): Promise<string[]> {
  return (await store.log(head, paths, { limit: 1000 })).map(({ id }) => id);
}

async function inPages(
  store: Store,
  head: string,
  paths: readonly string[],
  limit: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const after = ids.at(-1);
    const page = await store.log(head, paths, { limit, ...(after !== undefined && { after }) });
    ids.push(...page.map(({ id }) => id));
    if (page.length < limit) return ids;
  }
}

async function logOfGit(folder: string, head: string, paths: readonly string[]): Promise<string[]> {
  const wanted = paths.map((path) => `:(literal)${path}`);
  const log = await git(folder, "log", "--format=%H", head, "--", ...wanted);
  return log === "" ? [] : log.split("\n");
}

/** Puts every object into a file of its own. */
async function explode(folder: string): Promise<void> {
  const packs = `${folder}/objects/pack`;
  const names = [...Deno.readDirSync(packs)].map(({ name }) => name);
  Deno.renameSync(packs, `${folder}/packs`);
  Deno.mkdirSync(packs);
  for (const name of names.filter((name) => name.endsWith(".pack"))) {
    const process = new Deno.Command("git", {
      args: ["unpack-objects", "-q"],
      cwd: folder,
      stdin: "piped",
    }).spawn();
    await Deno.open(`${folder}/packs/${name}`).then((file) => file.readable.pipeTo(process.stdin));
    assert.ok((await process.status).success);
  }
}
