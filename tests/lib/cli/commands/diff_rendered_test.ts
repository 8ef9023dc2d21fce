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
  "diff --rendered --files turns the files of one revision into those of the other",
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
    const { out, err } = await diff(demo, "HEAD~2", "HEAD", "--files");
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
    const { out } = await diff(demo, "HEAD~1", "HEAD", "--env", "next", "--files");
    assert.match(out, /^diff --git a\/hello\/compose\/compose\.yaml /);
    assert.equal(out.match(/^diff /gm)!.length, 1);
    // Before the environment was there nothing was rendered for it.
    const all = await diff(demo, "HEAD~2", "HEAD", "--env", "next", "--files");
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
  assert.match(out, /^# hello: greeting \(data\.GREETING\)\ndiff --git a\/hello\//);
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
    assert.deepEqual(
      rendered[0].nodes.map((
        { node, title, paths }: Record<string, unknown>,
      ) => [node, title, paths]),
      [["greeting", undefined, ["data.GREETING"]], ["proxy", "Proxy", []], ["web", "Web", []]],
    );
    const [file] = rendered[0].files;
    assert.deepEqual(Object.keys(file), ["path", "change", "diff"]);
    assert.match(file.path, /^hello\/kubernetes\/\d\d-[a-z]+-[a-z]+\.yaml$/);
    const page = (await diff(demo, "HEAD~1", "HEAD", "--format", "markdown")).out;
    assert.match(page, /^### `hello`: 1 changed\n/);
    assert.match(page, /\n## In the rendered files\n\n### `hello`: \d files? changed\n/);
    assert.match(
      page,
      /<details><summary><code>greeting<\/code> <code>\(data\.GREETING\)<\/code><\/summary>/,
    );
    // Text of users closes no fence.
    assert.match(page, /\n`````diff\n/);
    assert.equal((await diff(demo, "HEAD", "main", "--format", "markdown")).out, "");
  },
);

testDemo("diff --rendered --target compares any output, or all of them", async (demo) => {
  await demo.environment("next", { target: "git", overrides: { hello: { web: { replicas: 1 } } } });
  await change(demo, "environments/next.yaml", '"replicas":1', '"replicas":2');
  const { out } = await diff(demo, "HEAD~1", "HEAD", "--target", "kustomize");
  assert.match(out, /^# hello: web "Web" \(replicas\)\n/m);
  assert.match(out, /^\+\+\+ .*\/kustomize\/overlays\/next\/patches\/40-deployment-web\.yaml$/m);
  await change(demo, "workflows/hello.yaml", "Hello from Celestra", "Hello again");
  const all = await diff(demo, "HEAD~1", "HEAD", "--target", "all", "--format", "json");
  const paths = JSON.parse(all.out).rendered[0].files.map(({ path }: { path: string }) => path);
  for (const output of ["compose", "kubernetes", "kustomize"]) {
    assert.ok(paths.some((path: string) => path.startsWith(`hello/${output}/`)), output);
  }
  const { code, written } = await demo.celestra([
    "diff",
    "--rendered",
    "--target",
    "helmet",
    "a",
    "b",
  ]);
  assert.equal(code, 3);
  assert.match(written.err, /There is no output "helmet"; (did you mean helm|expected )/);
});

testDemo("render --ref takes the environments of that revision", async (demo) => {
  await demo.environment("first", { target: "git", namespace: "first" });
  await demo.environment("second", { target: "git", namespace: "second" });
  const overlays = async (...words: string[]) => {
    const out = `${demo.root}/../out-${words.length}`;
    const render = ["render", "hello", "--target", "kustomize", "--out", out, ...words];
    const { code, written } = await demo.celestra(render);
    assert.equal(code, 0, written.err);
    return [...Deno.readDirSync(`${out}/overlays`)].map(({ name }) => name).sort();
  };
  assert.deepEqual(await overlays(), ["first", "local", "second"]);
  assert.deepEqual(await overlays("--ref", "HEAD~1"), ["first", "local"]);
});
