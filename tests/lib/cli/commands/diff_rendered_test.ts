import assert from "node:assert/strict";
import { type Demo, demoIn } from "../../../helpers/demo.ts";
import { inFolder } from "../../../helpers/host.ts";
import { testWith } from "../../../helpers/needs.ts";
import { succeed } from "../../../helpers/processes.ts";

/** Registers a test in a repository made by `init`. */
function testDemo(name: string, test: (demo: Demo) => Promise<void>): void {
  testWith(["git"], name, () => inFolder(async (folder) => await test(await demoIn(folder))));
}

/** Changes a file of the repository and commits it. */
async function change(demo: Demo, path: string, from: string, to: string): Promise<void> {
  const text = await Deno.readTextFile(`${demo.root}/${path}`);
  assert.ok(text.includes(from), path);
  await demo.write(path, text.replace(from, to));
}

/** What `diff --rendered` prints. */
async function diff(demo: Demo, ...words: string[]): Promise<{ out: string; err: string }> {
  const { code, written } = await demo.celestra(["diff", "--rendered", ...words]);
  assert.equal(code, 0, written.err);
  return written;
}

testDemo(
  "diff --rendered turns the files of one revision into those of the other",
  async (demo) => {
    await change(demo, "workflows/hello.yaml", "Hello from Celestra", "Hello again");
    await succeed(
      "git",
      "-C",
      demo.root,
      "rm",
      "-q",
      "workflows/shop.yaml",
      "workflows/shop.layout.yaml",
    );
    await succeed("git", "-C", demo.root, "commit", "-q", "-m", "Remove shop");
    const { out, err } = await diff(demo, "HEAD~2", "HEAD");
    assert.equal(err, "");
    assert.match(out, /^-.*Hello from Celestra.*\n\+.*Hello again/m);
    // A change of a config map rolls the workloads that read it.
    assert.match(out, /^\+.*celestra\.dev\/config/m);

    const folder = `${demo.root}/../out`;
    for (const name of ["hello", "shop"]) {
      const words = ["render", name, "--target", "kubernetes", "--ref", "HEAD~2"];
      const { code } = await demo.celestra([...words, "--out", `${folder}/${name}/kubernetes`]);
      assert.equal(code, 0);
    }
    await Deno.writeTextFile(`${folder}/x.diff`, out);
    await succeed("git", "-C", folder, "init", "-q");
    await succeed("git", "-C", folder, "apply", "x.diff");
    await demo.celestra(["render", "hello", "--target", "kubernetes", "--out", `${folder}/now`]);
    for (const { name } of Deno.readDirSync(`${folder}/now`)) {
      const [now, patched] = await Promise.all(
        [`${folder}/now/${name}`, `${folder}/hello/kubernetes/${name}`].map((file) =>
          Deno.readTextFile(file)
        ),
      );
      assert.equal(patched, now);
    }
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).includes("shop"), false);
  },
);

testDemo(
  "diff --rendered --env lays the overrides over, and sees those that changed",
  async (demo) => {
    const spec = {
      target: "git",
      output: "compose",
      overrides: { hello: { web: { replicas: 1 } } },
    };
    await demo.environment("next", spec);
    await change(demo, "environments/next.yaml", '"replicas":1', '"replicas":2');
    assert.equal((await diff(demo, "HEAD~1", "HEAD")).out, "");
    const { out } = await diff(demo, "HEAD~1", "HEAD", "--env", "next");
    assert.match(out, /^diff --git a\/hello\/compose\/compose\.yaml /);
    assert.equal(out.match(/^diff /gm)!.length, 1);
    // Before the environment was there nothing was rendered for it.
    const all = await diff(demo, "HEAD~2", "HEAD", "--env", "next");
    assert.match(
      all.out,
      /^diff --git a\/hello\/compose\/compose\.yaml .*\nnew file mode 100644\n/m,
    );
  },
);

testDemo("diff --rendered tells what cannot be rendered, beside the diff", async (demo) => {
  await change(demo, "workflows/hello.yaml", "Hello from Celestra", "Hello again");
  await demo.write("workflows/shop.yaml", "kind: [\n");
  const { out, err } = await diff(demo, "HEAD~2", "HEAD");
  assert.match(out, /^diff --git a\/hello\//);
  assert.doesNotMatch(out, /shop/);
  assert.match(err, /^workflows\/shop\.yaml:2:1: syntax: /);
  // What was broken before and still is differs in nothing.
  assert.deepEqual(await diff(demo, "HEAD", "main"), {
    out: "",
    err: "No workflow differs between HEAD and main\n",
  });
});

testDemo(
  "diff --rendered as JSON is for programs, as Markdown for a pull request",
  async (demo) => {
    await change(demo, "workflows/hello.yaml", "Hello from Celestra", "Hello ```` again");
    const { rendered } = JSON.parse((await diff(demo, "HEAD~1", "HEAD", "--format", "json")).out);
    assert.deepEqual(rendered.map(({ name }: { name: string }) => name), ["hello"]);
    const [file] = rendered[0].files;
    assert.deepEqual(Object.keys(file), ["path", "change", "diff"]);
    assert.match(file.path, /^hello\/kubernetes\/\d\d-[a-z]+-[a-z]+\.yaml$/);
    const page = (await diff(demo, "HEAD~1", "HEAD", "--format", "markdown")).out;
    assert.match(page, /^### `hello`: \d files? changed\n/);
    assert.match(page, /<details><summary>changed <code>hello\/kubernetes\/.*<\/code><\/summary>/);
    // Text of users closes no fence.
    assert.match(page, /\n`````diff\n/);
    assert.equal((await diff(demo, "HEAD", "main", "--format", "markdown")).out, "");
  },
);
