import assert from "node:assert/strict";
import fc from "fast-check";
import { unifiedDiff } from "../../../lib/format/unified.ts";
import { testWith } from "../../helpers/needs.ts";
import { git, inTemporary, tryGit } from "../stores/git.ts";

/** Texts of few different lines, so that much is equal, with and without an end. */
const text = fc.tuple(
  fc.array(fc.constantFrom("a", "b", "c", "", " x", "-y", "+z", "\\ w", "a\r"), { maxLength: 30 }),
  fc.boolean(),
).map(([lines, hasEnd]) => lines.join("\n") + (hasEnd && lines.length > 0 ? "\n" : ""));

Deno.test("unifiedDiff() is empty where nothing differs, and names a file that came or went", () => {
  assert.equal(unifiedDiff("a", "x\n", "x\n"), "");
  assert.equal(unifiedDiff("a", undefined, undefined), "");
  assert.equal(
    unifiedDiff("api/x.yaml", undefined, "one\n"),
    "diff --git a/api/x.yaml b/api/x.yaml\nnew file mode 100644\n" +
      "--- /dev/null\n+++ b/api/x.yaml\n@@ -0,0 +1 @@\n+one\n",
  );
  assert.equal(
    unifiedDiff("x", "one\ntwo", undefined),
    "diff --git a/x b/x\ndeleted file mode 100644\n--- a/x\n+++ /dev/null\n" +
      "@@ -1,2 +0,0 @@\n-one\n-two\n\\ No newline at end of file\n",
  );
});

Deno.test("unifiedDiff() shows three lines around a change, and joins what would touch", () => {
  const lines = Array.from({ length: 20 }, (_, index) => `${index + 1}`);
  const changed = (...at: number[]) =>
    lines.map((line) => at.includes(Number(line)) ? `${line}!` : line).join("\n") + "\n";
  const heads = (after: string) => unifiedDiff("x", changed(), after).match(/^@@.*@@$/gm);
  assert.deepEqual(heads(changed(5)), ["@@ -2,7 +2,7 @@"]);
  assert.deepEqual(heads(changed(5, 12)), ["@@ -2,14 +2,14 @@"]);
  assert.deepEqual(heads(changed(5, 13)), ["@@ -2,7 +2,7 @@", "@@ -10,7 +10,7 @@"]);
});

testWith(["git"], "git apply makes of one text the other", () =>
  inTemporary(async (folder) => {
    await git(folder, "init", "-q");
    const pairs = fc.sample(fc.tuple(text, text), { numRuns: 120, seed: 5 });
    for (const [index, [before, after]] of pairs.entries()) {
      const name = `f${index}`;
      await Deno.writeTextFile(`${folder}/${name}`, before);
      await Deno.writeTextFile(`${folder}/${name}.diff`, unifiedDiff(name, before, after));
      if (before === after) continue;
      const { code, err } = await tryGit(folder, "apply", "--whitespace=nowarn", `${name}.diff`);
      assert.equal(code, 0, `${err}\n${JSON.stringify([before, after])}`);
      assert.equal(await Deno.readTextFile(`${folder}/${name}`), after);
    }
  }));
