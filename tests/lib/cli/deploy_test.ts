import assert from "node:assert/strict";
import { run } from "../../../lib/cli/run.ts";
import { seed } from "../../../lib/services/seed.ts";
import { openLocalStore } from "../../../lib/stores/local.ts";
import { inFolder, type TestHost, testHost } from "../../helpers/host.ts";
import { testWith } from "../../helpers/needs.ts";
import { succeed } from "../../helpers/processes.ts";

/** No engine answers there. */
const NO_ENGINE = { DOCKER_HOST: "unix:///nowhere/docker.sock", PATH: Deno.env.get("PATH") ?? "" };

type Run = (words: string[], input?: string) => Promise<TestHost & { code: number }>;

/** A test in a repository made by `init`, on a machine without an engine. */
function inDemo(test: (celestra: Run, root: string) => Promise<void>): () => Promise<void> {
  return () =>
    inFolder(async (folder) => {
      const celestra = async (words: string[], input = "", cwd = `${folder}/demo`) => {
        const host = testHost(cwd, { input, env: NO_ENGINE });
        return { ...host, code: await run(words, host) };
      };
      const { code, written } = await celestra(["init", "demo"], "", folder);
      assert.equal(code, 0, written.err);
      await test(celestra, `${folder}/demo`);
    });
}

Deno.test(
  "init makes a repository that holds every example, one environment and the Actions files",
  inDemo(async (celestra, root) => {
    const store = await openLocalStore(root);
    const head = await store.head("main");
    const paths = (await store.list(head!, "")).map(({ path }) => path);
    assert.deepEqual(paths, seed.map(({ path }) => path).sort());
    for (const { path, text } of seed) {
      assert.equal(await Deno.readTextFile(`${root}/${path}`), text);
    }
    assert.equal((await celestra(["validate"])).code, 0);
  }),
);

testWith(
  ["git"],
  "after init, deploy, secret set and undeploy git finds nothing to say",
  inDemo(async (celestra, root) => {
    const quiet = async () =>
      assert.equal(await succeed("git", "-C", root, "status", "--porcelain"), "");
    await quiet();
    const words = ["secret", "set", "hello", "token", "API_TOKEN", "--env", "local", "--stdin"];
    assert.equal((await celestra(words, "s3cret\n")).code, 0);
    await quiet();
    assert.equal((await celestra(["deploy", "hello", "--env", "local"])).code, 0);
    await quiet();
    assert.equal((await celestra(["undeploy", "hello", "--env", "local"])).code, 0);
    await quiet();
    await succeed("git", "-C", root, "fsck", "--full", "--strict");
  }),
);

Deno.test(
  "init tells the one line that lets git merge workflows",
  () =>
    inFolder(async (folder) => {
      const host = testHost(folder);
      await run(["init", "demo"], host);
      const line = 'git config merge.celestra.driver "celestra merge %O %A %B -o %A --path %P"';
      assert.ok(
        host.written.out.endsWith(
          `In demo, this lets Git merge workflows by their nodes and fields:\n  ${line}\n`,
        ),
        host.written.out,
      );
      const attributes = Deno.readTextFileSync(`${folder}/demo/.gitattributes`);
      assert.match(attributes, /^workflows\/\*\.yaml merge=celestra$/m);
      assert.ok(attributes.includes(`# ${line}\n`), attributes);
    }),
);

testWith(
  ["git"],
  "deploy refuses a workflow whose merge is not resolved",
  inDemo(async (celestra, root) => {
    const conflict = "{ node: web, path: [config, user], base: 1, ours: 2, theirs: 3 }";
    await Deno.writeTextFile(`${root}/workflows/hello.yaml`, `conflicts: [${conflict}]\n`, {
      append: true,
    });
    const who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
    await succeed("git", "-C", root, ...who, "commit", "-qam", "merged");
    const { code, written } = await celestra(["deploy", "hello", "--env", "local"]);
    assert.equal(code, 2);
    assert.match(written.err, /unresolved_conflict: .*web\.config\.user: base 1, ours 2, theirs 3/);
    assert.equal(await (await openLocalStore(root)).head("deploy/local"), undefined);
  }),
);

Deno.test(
  "init leaves a folder alone that holds something",
  () =>
    inFolder(async (folder) => {
      Deno.writeTextFileSync(`${folder}/mine`, "");
      const host = testHost(folder);
      assert.equal(await run(["init", "."], host), 3);
      assert.match(host.written.err, /^already_exists: "\." is not empty/);
      assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["mine"]);
    }),
);

Deno.test(
  "deploy ends at committed where no engine answers, and says so plainly",
  inDemo(async (celestra) => {
    const { code, written } = await celestra(["deploy", "hello", "--env", "local"]);
    assert.equal(code, 0, written.err);
    assert.match(
      written.out,
      /^rendering\ncommitted [0-9a-f]{12} on deploy\/local\nNothing was applied: .+\ndeployment [0-9a-f-]{36}\n$/,
    );
    const [, id] = /deployment (\S+)/.exec(written.out)!;
    const status = await celestra(["status", id!, "--json"]);
    assert.equal(JSON.parse(status.written.out).state, "committed");
    assert.equal((await celestra(["status", "nonsense"])).code, 3);
  }),
);

Deno.test(
  "deploy --dry-run says what would change and commits nothing",
  inDemo(async (celestra, root) => {
    const { code, written } = await celestra(["deploy", "hello", "--env", "local", "--dry-run"]);
    assert.equal(code, 0);
    assert.match(written.out, /^add hello\/compose\/compose\.yaml$/m);
    assert.equal(await (await openLocalStore(root)).head("deploy/local"), undefined);
    await celestra(["deploy", "hello", "--env", "local", "--no-apply"]);
    const again = await celestra(["deploy", "hello", "--env", "local", "--dry-run"]);
    assert.equal(again.written.out, "deploy/local would not change\n");
  }),
);

Deno.test(
  "deploy stops when the workflow or the environment has changes that are not committed",
  inDemo(async (celestra, root) => {
    const path = `${root}/workflows/hello.yaml`;
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replaceAll("\n", "\r\n"));
    assert.equal((await celestra(["deploy", "hello", "--env", "local"])).code, 0, "line ends");
    await Deno.writeTextFile(path, text + "# changed\n");
    const { code, written } = await celestra(["deploy", "hello", "--env", "local"]);
    assert.equal(code, 1);
    assert.match(written.err, /^uncommitted_changes: workflows\/hello\.yaml has changes/);
    assert.equal(
      (await celestra(["deploy", "blog", "--env", "local"])).code,
      0,
      "another workflow",
    );
  }),
);

Deno.test(
  "a secret value goes into a file of its own and nowhere else",
  inDemo(async (celestra, root) => {
    const words = ["secret", "set", "hello", "token", "API_TOKEN", "--env", "local", "--stdin"];
    const { code, written } = await celestra(words, "canary-7f3a\n");
    assert.equal(code, 0);
    assert.ok(!(written.out + written.err).includes("canary"));
    const folder = `${root}/.celestra/secrets/local/hello/token`;
    assert.equal(await Deno.readTextFile(`${folder}/API_TOKEN`), "canary-7f3a");
    assert.equal(await Deno.readTextFile(`${folder}/.env`), "API_TOKEN=canary-7f3a\n");
    assert.equal((await Deno.stat(`${folder}/API_TOKEN`)).mode! & 0o777, 0o444);
    assert.equal((await Deno.stat(folder)).mode! & 0o777, 0o700);
    await celestra(["deploy", "hello", "--env", "local"]);
    const store = await openLocalStore(root);
    const head = (await store.head("deploy/local"))!;
    for (const { path } of await store.list(head, "")) {
      const text = new TextDecoder().decode(await store.read(head, path));
      assert.ok(!text.includes("canary"), path);
    }
    assert.ok(!(await store.readNote(head))!.includes("canary"));
  }),
);

for (
  const [words, code, message] of [
    [["deploy", "../hello", "--env", "local"], 2, /"\.\.\/hello" is no name of a workflow/],
    [["deploy", "hello", "--env", "../local"], 2, /"\.\.\/local" is no name of an environment/],
    [
      ["deploy", "hello", "--env", "locl"],
      3,
      /There is no environment "locl"; did you mean local\?/,
    ],
    [["deploy", "hell", "--env", "local"], 3, /There is no workflow "hell"; did you mean hello\?/],
    [["deploy", "hello"], 3, /--env is missing/],
    [["deploy", "hello", "--env", "local", "--timeout", "soon"], 3, /--timeout takes a duration/],
    [
      ["secret", "set", "hello", "tokn", "API_TOKEN", "--env", "local", "--stdin"],
      3,
      /expected token/,
    ],
    [
      ["secret", "set", "hello", "token", "API", "--env", "local", "--stdin"],
      3,
      /expected API_TOKEN/,
    ],
    [["secret", "set", "hello", "token", "API_TOKEN", "--env", "local"], 3, /add --stdin/],
    [["secret", "get", "hello", "token", "API_TOKEN", "--env", "local"], 3, /no "secret get"/],
    [["undeploy", "hello", "--env", "nowhere"], 3, /There is no environment "nowhere"/],
  ] as const
) {
  Deno.test(
    `${words.join(" ")} says what is wrong and shows no stack`,
    inDemo(async (celestra) => {
      const result = await celestra([...words], "value");
      assert.equal(result.code, code, result.written.err);
      assert.match(result.written.err, message);
      assert.doesNotMatch(result.written.err, /\n {4}at /);
    }),
  );
}

Deno.test(
  "a broken workflow at HEAD is not deployed; its faults are shown at their lines",
  inDemo(async (celestra, root) => {
    const store = await openLocalStore(`${root}/.git`);
    const text = await Deno.readTextFile(`${root}/workflows/hello.yaml`);
    await Deno.writeTextFile(`${root}/.git/HEAD`, "ref: refs/heads/other\n");
    await store.commit({
      branch: "main",
      base: await store.head("main"),
      files: [{
        path: "workflows/hello.yaml",
        content: text.replace("component: app", "component: ap"),
      }],
      message: "Break it",
      author: { name: "Ada", email: "ada@example.com" },
    });
    await Deno.writeTextFile(`${root}/.git/HEAD`, "ref: refs/heads/main\n");
    await Deno.writeTextFile(
      `${root}/workflows/hello.yaml`,
      text.replace("component: app", "component: ap"),
    );
    const { code, written } = await celestra(["deploy", "hello", "--env", "local"]);
    assert.equal(code, 2);
    assert.match(written.err, /^workflows\/hello\.yaml:\d+:\d+: unknown_component: /);
    assert.equal(await store.head("deploy/local"), undefined);
  }),
);

testWith(
  ["git"],
  "a linked work tree is a repository like any other",
  inDemo(async (celestra, root) => {
    const linked = `${root}/../linked`;
    await succeed("git", "-C", root, "worktree", "add", "-q", "-b", "other", linked);
    const words = ["deploy", "hello", "--env", "local", "--repo", "../linked"];
    const { code, written } = await celestra(words);
    assert.equal(code, 0, written.err);
    await celestra(
      [
        "secret",
        "set",
        "hello",
        "token",
        "API_TOKEN",
        "--env",
        "local",
        "--stdin",
        "--repo",
        "../linked",
      ],
      "s3cret",
    );
    assert.equal(await succeed("git", "-C", linked, "status", "--porcelain"), "");
    assert.equal(await succeed("git", "-C", root, "status", "--porcelain"), "");
  }),
);

testWith(
  ["git"],
  "an environment with the output kustomize holds the base and its own overlay",
  inDemo(async (celestra, root) => {
    const head = "apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: next }\n";
    const spec = "spec: { target: git, output: kustomize, namespace: hello-next }\n";
    await Deno.writeTextFile(`${root}/environments/next.yaml`, head + spec);
    const git = (...words: string[]) => succeed("git", "-C", root, ...words);
    await git("add", ".");
    await git("-c", "user.name=Ada", "-c", "user.email=a@example.com", "commit", "-qm", "Add next");
    const { code, written } = await celestra(["deploy", "hello", "--env", "next"]);
    assert.equal(code, 0, written.err);
    const paths = (await git("ls-tree", "-r", "--name-only", "deploy/next")).split("\n");
    assert.ok(paths.includes("hello/kustomize/base/kustomization.yaml"));
    const overlays = paths.filter((path) => path.includes("/overlays/"));
    assert.deepEqual(overlays, ["hello/kustomize/overlays/next/kustomization.yaml"]);
  }),
);
