import assert from "node:assert/strict";
import { demoIn } from "../../../helpers/demo.ts";
import { inFolder } from "../../../helpers/host.ts";
import { testWith } from "../../../helpers/needs.ts";
import { succeed } from "../../../helpers/processes.ts";

/** What git prints of a repository. */
async function git(folder: string, ...args: string[]): Promise<string> {
  return (await succeed("git", "-C", folder, ...args)).trim();
}

testWith(
  ["git"],
  "bundle writes what plain git verifies, clones and finds whole",
  () =>
    inFolder(async (folder) => {
      const demo = await demoIn(folder);
      await demo.write("workflows/notes.txt", "x".repeat(40_000));
      await git(demo.root, "tag", "-a", "v1", "-m", "The first");
      await git(demo.root, "branch", "topic", "HEAD~1");
      await git(demo.root, "notes", "--ref", "celestra", "add", "-m", "healthy", "HEAD");
      await git(demo.root, "gc", "-q");
      await demo.write("workflows/more.txt", "after the pack");
      const { code, written } = await demo.celestra(["bundle", "all.bundle"]);
      assert.equal(code, 0, written.err);
      assert.match(written.out, /git clone all\.bundle/);
      const bundle = `${demo.root}/all.bundle`;
      assert.match(await git(demo.root, "bundle", "verify", "-q", bundle), /^$|okay/);

      await succeed("git", "clone", "-q", "--mirror", bundle, `${folder}/restored`);
      const refs = (where: string) => git(where, "for-each-ref");
      assert.equal(await refs(`${folder}/restored`), await refs(demo.root));
      await git(`${folder}/restored`, "fsck", "--full", "--strict");
      await succeed("git", "clone", "-q", bundle, `${folder}/tree`);
      assert.equal(
        await git(`${folder}/tree`, "rev-parse", "HEAD"),
        await git(demo.root, "rev-parse", "HEAD"),
      );
      assert.equal(await git(`${folder}/tree`, "status", "--porcelain"), "");
    }),
);

testWith(
  ["git"],
  "bundle of a history that was cut off says so and leaves no file",
  () =>
    inFolder(async (folder) => {
      const demo = await demoIn(folder);
      await demo.write("workflows/notes.txt", "second");
      await succeed(
        "git",
        "clone",
        "-q",
        "--depth",
        "1",
        `file://${demo.root}`,
        `${folder}/shallow`,
      );
      const words = ["bundle", "all.bundle", "--repo", `${folder}/shallow`];
      const { code, written } = await demo.celestra(words);
      assert.equal(code, 3);
      assert.match(written.err, /not_supported: .*history was cut off/);
      assert.deepEqual(
        [...Deno.readDirSync(demo.root)].filter(({ name }) => name.includes("bundle")),
        [],
      );
    }),
);

testWith(
  ["git"],
  "bundle into a folder that is not there names it",
  () =>
    inFolder(async (folder) => {
      const demo = await demoIn(folder);
      const { code, written } = await demo.celestra(["bundle", "nowhere/all.bundle"]);
      assert.notEqual(code, 0);
      assert.match(written.err, /nowhere\/all\.bundle/);
      assert.doesNotMatch(written.err, /\n\s+at /);
    }),
);
