import assert from "node:assert/strict";
import { createLocalStore, openLocalStore } from "../../../lib/stores/local.ts";
import { assertSound, inTemporary } from "./git.ts";
import { finished, kill, startWriter } from "./processes.ts";

const KILLS = Number(Deno.env.get("CELESTRA_KILLS") ?? 40);
const STALE_LOCK = 50;
const AUTHOR = { name: "Ada", email: "ada@example.com" };

Deno.test(`commit() survives ${KILLS} kills without a loss and without repair`, async () => {
  // Two at a time, each in a repository of its own.
  const [kills, more] = [Math.ceil(KILLS / 2), Math.floor(KILLS / 2)];
  const acknowledged = await Promise.all([kills, more].map(killOften));
  assert.ok(acknowledged[0]! + acknowledged[1]! >= KILLS, "hardly a commit came through");
});

async function killOften(kills: number): Promise<number> {
  let acknowledged = 0;
  await inTemporary(async (folder) => {
    await createLocalStore(folder, { bare: true, defaultBranch: "main" });
    for (let round = 0; round < kills; round++) {
      const commits = await killedWriter(folder, round);
      acknowledged += commits.length;
      await assertHolds(folder, commits, round);
    }
  });
  return acknowledged;
}

/** Kills a writer a random while after its first commit; answers what it had acknowledged. */
async function killedWriter(repository: string, round: number): Promise<string[]> {
  const options = { repository, name: `w${round}`, count: 200, files: 20 };
  const writer = startWriter({ ...options, staleLock: STALE_LOCK });
  let text = "";
  for await (const chunk of writer.stdout.pipeThrough(new TextDecoderStream())) {
    if (text === "") setTimeout(() => kill(writer), Math.random() * 250);
    text += chunk;
  }
  await Promise.all([writer.stderr.cancel(), writer.status]);
  return text.split("\n").filter((line) => line.length === 40);
}

async function assertHolds(folder: string, commits: string[], round: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, STALE_LOCK + 10));
  const store = await openLocalStore(folder, { staleLock: STALE_LOCK });
  const head = (await store.head("main"))!;
  const next = await store.commit({
    branch: "main",
    base: head,
    files: [{ path: "celestra.yaml", content: `${round}` }],
    message: "After the crash",
    author: AUTHOR,
  });
  const reachable = new Set((await store.history(next, 100_000)).map(({ id }) => id));
  assert.deepEqual(commits.filter((commit) => !reachable.has(commit)), []);
  await assertSound(folder);
}

Deno.test("commit() survives a kill of all of several writers at once", async () => {
  await inTemporary(async (folder) => {
    const store = await createLocalStore(folder, { bare: true, defaultBranch: "main" }, {
      staleLock: STALE_LOCK,
    });
    const writers = ["one", "two", "three"].map((name) =>
      startWriter({ repository: folder, name, count: 100, files: 1, staleLock: STALE_LOCK })
    );
    setTimeout(() => writers.forEach(kill), 900);
    const commits = (await Promise.all(writers.map(finished))).flatMap((done) => done.commits);
    if (await store.head("main") !== undefined) await assertHolds(folder, commits, 0);
  });
});
