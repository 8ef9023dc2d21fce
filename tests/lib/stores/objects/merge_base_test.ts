import assert from "node:assert/strict";
import fc from "fast-check";
import { openLocalStore } from "../../../../lib/stores/local.ts";
import { memoryObjects, memoryRefs } from "../../../../lib/stores/memory.ts";
import { createRepository } from "../../../../lib/stores/repository.ts";
import { testWith } from "../../../helpers/needs.ts";
import { importHistory } from "../disk/packs/repository.ts";
import { git, inTemporary, tryGit } from "../git.ts";
import { HISTORIES, streamOf } from "./histories.ts";

for (const hasGraph of [false, true]) {
  const how = hasGraph ? "with a commit-graph" : "without one";
  testWith(["git"], `mergeBase() of any two commits is one of git's best, ${how}`, () =>
    fc.assert(
      fc.asyncProperty(HISTORIES, fc.nat(), fc.nat(), (steps, one, other) =>
        inTemporary(async (folder) => {
          await git(folder, "init", "-q", "--bare");
          await importHistory(folder, streamOf(steps));
          if (hasGraph) {
            await git(folder, "commit-graph", "write", "--reachable");
          }
          const store = await openLocalStore(folder);
          const ends: [number, number][] = [
            [one % steps.length, other % steps.length],
            [steps.length - 1, steps.length - 2],
            [one % steps.length, steps.length - 1],
          ];
          for (const pair of ends) {
            const ids = await Promise.all(pair.map((index) =>
              store.head(`c${index}`)
            ));
            const [a, b] = ids as [string, string];
            const { out } = await tryGit(folder, "merge-base", "--all", a, b);
            const best = out.trim().split("\n").filter((id) =>
              id !== ""
            );
            const ours = await store.mergeBase(a, b);
            if (best.length === 0) assert.equal(ours, undefined);
            else assert.ok(best.includes(ours!), `${ours} is none of ${best}`);
          }
        })),
      { numRuns: 40 },
    ));
}

testWith(
  ["git"],
  "mergeBase() is not misled by a clock that goes wrong",
  () =>
    inTemporary(async (folder) => {
      await git(folder, "init", "-q", "--bare");
      // c0 is newer than c2, which it is behind, and the way from one to the other is very old.
      const times = [[90, []], [1, [0]], [80, [1]], [100, [2, 0]], [101, [2, 0]]] as const;
      const stream = times.map(([time, parents], index) => {
        const from = parents.map((one, order) => `${order ? "merge" : "from"} :${one + 1}\n`);
        const who = `Ada <ada@example.com> ${1_700_000_000 + time} +0000`;
        const start = `commit refs/heads/c${index}\nmark :${index + 1}\ncommitter ${who}\n`;
        return `${start}data 1\n${index}\n${from.join("")}`;
      });
      await importHistory(folder, stream.join("\n"));
      const store = await openLocalStore(folder);
      const [one, other] = [await store.head("c3"), await store.head("c4")];
      assert.equal(await git(folder, "merge-base", "--all", "c3", "c4"), await store.head("c2"));
      assert.equal(await store.mergeBase(one!, other!), await store.head("c2"));
    }),
);

Deno.test("mergeBase() of neighbours does not read the whole history", async () => {
  const objects = memoryObjects();
  const refs = memoryRefs("main");
  let reads = 0;
  const read = (id: string) => (reads++, objects.read(id));
  let time = 0;
  const parts = { objects: { ...objects, read }, refs, now: () => time += 1000, lockWait: 0 };
  const author = { name: "Ada", email: "ada@example.com" };
  const store = createRepository(parts);
  const commits: string[] = [];
  for (let index = 0; index < 300; index++) {
    const change = { branch: "main", files: [], message: `${index}`, author };
    commits.unshift(await store.commit({ ...change, base: commits[0] }));
  }
  const fresh = createRepository(parts);
  reads = 0;
  assert.equal(await fresh.mergeBase(commits[0]!, commits[2]!), commits[2]);
  assert.ok(reads < 10, `${reads}`);
});
