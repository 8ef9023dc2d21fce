import assert from "node:assert/strict";
import { createLocalStore, openLocalStore } from "../../../lib/stores/local.ts";
import { testWith } from "../../helpers/needs.ts";
import { assertSound, git, inTemporary } from "./git.ts";
import { finished, startWriter } from "./processes.ts";

const AUTHOR = { name: "Ada", email: "ada@example.com" };

Deno.test("commit() loses none of 52 writers in 4 processes", async () => {
  await inTemporary(async (folder) => {
    const store = await createLocalStore(folder, { bare: true, defaultBranch: "main" });
    const names = ["one", "two", "three", "four"];
    const results = await Promise.all(
      names.map((name) => finished(startWriter({ repository: folder, name, count: 13, files: 1 }))),
    );
    assert.deepEqual(results.map(({ err }) => err), ["", "", "", ""]);
    const head = (await store.head("main"))!;
    const reachable = (await store.history(head, 1000)).map(({ id }) => id);
    assert.deepEqual(reachable.sort(), results.flatMap(({ commits }) => commits).sort());
    const shared = new TextDecoder().decode(await store.read(head, "workflows/shared.yaml"));
    assert.equal(new Set(shared.trim().split("\n")).size, 52);
    assert.equal((await store.list(head, "workflows")).length, 53);
    await assertSound(folder);
  });
});

Deno.test("commit() takes turns with another store on the same repository", async () => {
  await inTemporary(async (folder) => {
    const one = await createLocalStore(folder, { bare: true, defaultBranch: "main" });
    const other = await openLocalStore(folder);
    const base = await one.commit(change(undefined, "celestra.yaml"));
    const names = Array.from({ length: 20 }, (_, index) => `workflows/w${index}.yaml`);
    await Promise.all(
      names.map((path, index) => (index % 2 ? one : other).commit(change(base, path))),
    );
    const head = (await one.head("main"))!;
    assert.equal((await other.list(head, "workflows")).length, 20);
    await assertSound(folder);
  });
});

testWith(["git"], "commit() loses nothing beside git update-ref on the same branch", async () => {
  await inTemporary(async (folder) => {
    const store = await createLocalStore(folder, { bare: true, defaultBranch: "main" });
    const base = await store.commit(change(undefined, "celestra.yaml"));
    const theirs: string[] = [];
    const git10 = async () => {
      while (theirs.length < 10) theirs.push(await commitByGit(folder, theirs.length));
    };
    const names = Array.from({ length: 20 }, (_, index) => `workflows/w${index}.yaml`);
    const [ours] = await Promise.all([
      Promise.all(names.map((path) => store.commit(change(base, path)))),
      git10(),
    ]);
    const reachable = (await git(folder, "rev-list", "main")).split("\n");
    assert.deepEqual(reachable.sort(), [base, ...ours, ...theirs].sort());
    await assertSound(folder);
  });
});

/** A commit made and brought in by git alone, with its own compare. */
async function commitByGit(folder: string, index: number): Promise<string> {
  for (;;) {
    const head = await git(folder, "rev-parse", "main");
    const args = ["-p", head, "-m", `git ${index}`];
    const commit = await git(folder, "commit-tree", `${head}^{tree}`, ...args);
    const command = new Deno.Command("git", {
      args: ["update-ref", "refs/heads/main", commit, head],
      cwd: folder,
      stderr: "null",
    });
    if ((await command.output()).success) return commit;
  }
}

function change(base: string | undefined, path: string) {
  return { branch: "main", base, files: [{ path, content: path }], message: path, author: AUTHOR };
}
