import assert from "node:assert/strict";
import { createLocalStore } from "../../../../lib/stores/local.ts";
import { memoryObjects, memoryRefs } from "../../../../lib/stores/memory.ts";
import { createRepository } from "../../../../lib/stores/repository.ts";
import type { Change } from "../../../../lib/stores/store.ts";
import { refuses } from "../../../contracts/store_changes.ts";
import { testWith } from "../../../helpers/needs.ts";
import { drawn, pem } from "../../model/secret_samples.ts";
import { assertSound, git, inTemporary } from "../git.ts";

const PATH = "workflows/a.yaml";
const KIND = "PRIVATE" + " KEY";

Deno.test("a change with a secret writes no object", async () => {
  let written = 0;
  const real = memoryObjects();
  const objects = {
    ...real,
    write: (...given: Parameters<typeof real.write>) => {
      written++;
      return real.write(...given);
    },
  };
  const refs = memoryRefs("main");
  const store = createRepository({ objects, refs, now: Date.now, lockWait: 0 });
  await refuses("secret_found", store.commit(change(undefined, { [PATH]: secret() })));
  assert.equal(written, 0);
  await store.commit(change(undefined, { [PATH]: "a: b" }));
  assert.equal(written, 1);
});

testWith(
  ["git"],
  "a change with a secret leaves nothing for git to find",
  () =>
    inTemporary(async (folder) => {
      const store = await createLocalStore(folder, { bare: true, defaultBranch: "main" });
      const base = await store.commit(change(undefined, { [PATH]: "a: b\n" }));
      const all = ["cat-file", "--batch-all-objects", "--batch-check"];
      const before = await git(folder, ...all);
      const text = `a: b\n${secret()}`;
      await refuses("secret_found", store.commit(change(base, { [PATH]: text })));
      assert.equal(await git(folder, ...all), before);
      assert.equal(await git(folder, "fsck", "--full", "--strict", "--unreachable"), "");
      await assertSound(folder);
    }),
);

testWith(
  ["git"],
  "a secret that others pushed stays where it is, and does not stand in the way",
  () =>
    inTemporary(async (folder) => {
      const store = await createLocalStore(folder, { bare: true, defaultBranch: "main" });
      const base = await store.commit(change(undefined, { [PATH]: "a: b\n" }));
      const old = secret();
      const pushed = await pushedBy(folder, `${old}a: b\n`);
      assert.notEqual(pushed, base);
      const text = `${old.replaceAll("\n", "\r\n")}a: c\r\n`;
      const head = await store.commit(change(pushed, { [PATH]: text }));
      const worse = `${text}${secret()}`;
      const error = await refuses("secret_found", store.commit(change(head, { [PATH]: worse })));
      assert.deepEqual(error.details["findings"], [{ file: PATH, line: 3, rule: "github-token" }]);
    }),
);

testWith(
  ["git"],
  "a private key with a new body under its old heading is a new secret",
  () =>
    inTemporary(async (folder) => {
      const store = await createLocalStore(folder, { bare: true, defaultBranch: "main" });
      await store.commit(change(undefined, { [PATH]: "a: b\n" }));
      const old = pem(KIND);
      const pushed = await pushedBy(folder, `${old}\n`);
      const head = await store.commit(change(pushed, { [PATH]: `# the same\n${old}\n` }));
      await refuses("secret_found", store.commit(change(head, { [PATH]: `${pem(KIND)}\n` })));
    }),
);

Deno.test("what is found is told up to a hundred times, and counted", async () => {
  const refs = memoryRefs("main");
  const store = createRepository({ objects: memoryObjects(), refs, now: Date.now, lockWait: 0 });
  const text = Array.from({ length: 150 }, secret).join("");
  const error = await refuses("secret_found", store.commit(change(undefined, { [PATH]: text })));
  assert.equal((error.details["findings"] as unknown[]).length, 100);
  assert.match(error.message, /\(and 149 more\)/);
});

/** Commits a text as someone with plain git. */
async function pushedBy(folder: string, text: string): Promise<string> {
  const file = await Deno.makeTempFile({ prefix: "celestra-secret-" });
  try {
    await Deno.writeTextFile(file, text);
    const blob = await git(folder, "hash-object", "-w", file);
    await Deno.writeTextFile(file, "");
    const index = ["-c", `core.bare=false`, "--work-tree=."];
    await git(folder, ...index, "update-index", "--add", "--cacheinfo", `100644,${blob},${PATH}`);
    const tree = await git(folder, "write-tree");
    await Deno.remove(`${folder}/index`);
    const commit = await git(folder, "commit-tree", tree, "-p", "main", "-m", "Pushed");
    await git(folder, "update-ref", "refs/heads/main", commit);
    return commit;
  } finally {
    await Deno.remove(file);
  }
}

function secret(): string {
  return `token: gh${"p_"}${drawn(36)}\n`;
}

function change(base: string | undefined, files: Readonly<Record<string, string>>): Change {
  return {
    branch: "main",
    base,
    files: Object.entries(files).map(([path, content]) => ({ path, content })),
    message: "Change",
    author: { name: "Ada", email: "ada@example.com" },
  };
}
