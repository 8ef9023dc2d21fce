import assert from "node:assert/strict";
import { createLocalStore, openLocalStore } from "../../../lib/stores/local.ts";
import type { Change, FileChange, Store } from "../../../lib/stores/store.ts";
import { testWith } from "../../helpers/needs.ts";
import { refuses } from "../../contracts/store_changes.ts";
import { assertSound, git, inTemporary, tryGit } from "./git.ts";

const AUTHOR = { name: "Ada", email: "ada@example.com" };

/** Registers a test that gets a repository of git's own with a work tree and two commits. */
function testBeside(name: string, body: (folder: string) => Promise<void>): void {
  testWith(["git"], name, () =>
    inTemporary(async (folder) => {
      await git(folder, "init", "-q", "-b", "main");
      await commitByGit(folder, "workflows/a.yaml", "first");
      await commitByGit(folder, "README.md", "second");
      await body(folder);
    }));
}

testBeside("openLocalStore() reads what git wrote, by any path to it", async (folder) => {
  const head = await git(folder, "rev-parse", "HEAD");
  await git(folder, "clone", "-q", "--bare", folder, `${folder}/bare.git`);
  for (const path of [folder, `${folder}/.git`, `${folder}/bare.git`, `${folder}/`]) {
    const store = await openLocalStore(path);
    assert.equal(await store.head("main"), head);
    assert.equal(await store.defaultBranch(), "main");
    assert.equal(await textAt(store, head, "workflows/a.yaml"), "first");
    assert.deepEqual((await store.history(head, 5)).map(({ message }) => message), [
      "Write README.md",
      "Write workflows/a.yaml",
    ]);
  }
  await refuses("not_found", openLocalStore(`${folder}/workflows`));
  await refuses("not_found", openLocalStore(`${folder}/none`));
});

testBeside("openLocalStore() reads packed refs and packed objects", async (folder) => {
  const head = await git(folder, "rev-parse", "HEAD");
  const store = await openLocalStore(folder);
  const first = await store.commit(deployment(undefined, [write("shop/a", "1")]));
  await git(folder, "pack-refs", "--all");
  await git(folder, "gc", "-q", "--prune=now");
  for (const reader of [store, await openLocalStore(folder)]) {
    assert.equal(await reader.head("main"), head);
    assert.deepEqual(await reader.branches(), ["deploy/dev", "main"]);
    assert.equal(await textAt(reader, head, "workflows/a.yaml"), "first");
    assert.equal(await reader.resolve(first.slice(0, 7)), first);
  }
  const second = await store.commit(deployment(first, [write("shop/a", "2")]));
  assert.equal(await git(folder, "rev-parse", "deploy/dev"), second);
  await refuses("conflict", store.commit(deployment(undefined, [])));
  await git(folder, "pack-refs", "--all");
  assert.equal(await store.head("deploy/dev"), second);
  await assertSound(folder);
});

testBeside("commit() makes a branch whose folder git has pruned", async (folder) => {
  const store = await openLocalStore(folder);
  const first = await store.commit(deployment(undefined, [write("shop/a", "1")]));
  await git(folder, "pack-refs", "--all", "--prune");
  await git(folder, "branch", "-D", "-q", "deploy/dev");
  const second = await store.commit(deployment(undefined, [write("shop/a", "2")]));
  assert.notEqual(second, first);
  assert.equal(await git(folder, "rev-parse", "deploy/dev"), second);
});

testBeside("commit() makes a branch in the place of empty folders", async (folder) => {
  Deno.mkdirSync(`${folder}/.git/refs/heads/topic/old`, { recursive: true });
  const store = await openLocalStore(folder);
  const commit = await store.commit({ ...deployment(undefined, []), branch: "topic" });
  assert.equal(await git(folder, "rev-parse", "topic"), commit);
});

testBeside("commit() beside a checked-out branch leaves git status empty", async (folder) => {
  const store = await openLocalStore(folder);
  const first = await store.commit(deployment(undefined, [write("shop/a", "1")]));
  const second = await store.commit(deployment(first, [write("shop/a", "2")]));
  await store.writeNote(second, "{}", AUTHOR);
  assert.equal(await git(folder, "status", "--porcelain"), "");
  assert.equal(
    await git(folder, "log", "--format=%an %ae %cn %s", "-1", "deploy/dev"),
    "Ada ada@example.com Ada Change",
  );
  await git(folder, "checkout", "-q", "deploy/dev");
  assert.equal(Deno.readTextFileSync(`${folder}/shop/a`), "2");
  await assertSound(folder);
});

testBeside("commit() never moves a branch that a work tree has checked out", async (folder) => {
  const store = await openLocalStore(folder);
  const head = (await store.head("main"))!;
  const files = [write("workflows/a.yaml", "x")];
  await refuses("checked_out", store.commit({ ...deployment(head, files), branch: "main" }));
  await git(folder, "worktree", "add", "-q", "-b", "topic", "linked");
  await refuses("checked_out", store.commit({ ...deployment(head, files), branch: "topic" }));
  const linked = await openLocalStore(`${folder}/linked`);
  assert.equal(await linked.defaultBranch(), "topic");
  await refuses("checked_out", linked.commit({ ...deployment(head, files), branch: "main" }));
  assert.equal(await git(folder, "rev-parse", "main"), head);
  const deployed = await linked.commit(deployment(undefined, [write("shop/a", "1")]));
  assert.equal(await git(folder, "rev-parse", "deploy/dev"), deployed);
  assert.equal(await git(`${folder}/linked`, "status", "--porcelain"), "");
});

testBeside(
  "commit() never moves the branch of a work tree of a bare repository",
  async (folder) => {
    await git(folder, "clone", "-q", "--bare", folder, "bare.git");
    await git(`${folder}/bare.git`, "worktree", "add", "-q", "-b", "topic", "../linked");
    const store = await openLocalStore(`${folder}/bare.git`);
    const head = (await store.head("main"))!;
    const files = [write("workflows/a.yaml", "x")];
    await refuses("checked_out", store.commit({ ...deployment(head, files), branch: "topic" }));
    const commit = await store.commit({ ...deployment(head, files), branch: "main" });
    assert.equal(await git(`${folder}/bare.git`, "rev-parse", "main"), commit);
  },
);

testBeside("commit() never moves a branch that is being rebased", async (folder) => {
  const head = await git(folder, "rev-parse", "main");
  await git(folder, "checkout", "-q", "-b", "topic", "HEAD~1");
  await commitByGit(folder, "README.md", "other");
  assert.notEqual((await tryGit(folder, "rebase", "main")).code, 0);
  const store = await openLocalStore(folder);
  const branch = { ...deployment(await store.head("topic"), []), branch: "topic" };
  await refuses("checked_out", store.commit(branch));
  await refuses("configuration", store.defaultBranch());
  assert.equal(await store.resolve("HEAD"), head);
});

testWith(
  ["git"],
  "commit() makes the first commit of a checked-out branch, and no second",
  async () => {
    await inTemporary(async (folder) => {
      const store = await createLocalStore(folder, { bare: false, defaultBranch: "trunk" });
      assert.equal(await git(folder, "symbolic-ref", "HEAD"), "refs/heads/trunk");
      const base = await store.commit({
        ...deployment(undefined, [write(".github/workflows/x.yml", "x")]),
        branch: "trunk",
      });
      await refuses("checked_out", store.commit({ ...deployment(base, []), branch: "trunk" }));
      await git(folder, "reset", "-q", "--hard");
      assert.equal(await git(folder, "status", "--porcelain"), "");
      assert.equal(await git(folder, "config", "core.bare"), "false");
      await assertSound(folder);
    });
  },
);

testWith(["git"], "createLocalStore() makes a repository that git takes pushes into", async () => {
  await inTemporary(async (folder) => {
    const store = await createLocalStore(`${folder}/repo.git`, {
      bare: true,
      defaultBranch: "main",
    });
    await refuses(
      "already_exists",
      createLocalStore(`${folder}/repo.git`, { bare: true, defaultBranch: "main" }),
    );
    const base = await store.commit(
      onMain(undefined, [write("workflows/a.yaml", "1"), write("workflows/b.yaml", "1")]),
    );
    await git(folder, "clone", "-q", "repo.git", "clone");
    await commitByGit(`${folder}/clone`, "workflows/a.yaml", "theirs");
    await git(`${folder}/clone`, "push", "-q");
    // Somebody pushed between our read and our write.
    await refuses("conflict", store.commit(onMain(base, [write("workflows/a.yaml", "ours")])));
    const commit = await store.commit(onMain(base, [write("workflows/b.yaml", "ours")]));
    assert.equal(await textAt(store, commit, "workflows/a.yaml"), "theirs");
    assert.equal(await git(`${folder}/clone`, "pull", "-q", "--ff-only"), "");
    assert.equal(Deno.readTextFileSync(`${folder}/clone/workflows/b.yaml`), "ours");
    await assertSound(`${folder}/repo.git`);
  });
});

testBeside("writeNote() and git notes read each other", async (folder) => {
  const store = await openLocalStore(folder);
  const [head, first] = await Promise.all(
    ["HEAD", "HEAD~1"].map((revision) => git(folder, "rev-parse", revision)),
  ) as [string, string];
  await store.writeNote(head, "by us\n", AUTHOR);
  assert.equal(await git(folder, "notes", "--ref", "celestra", "show", head), "by us");
  await git(folder, "notes", "--ref", "celestra", "add", "-m", "by git", first);
  assert.equal(await store.readNote(first), "by git\n");
  assert.equal(await store.readNote(head), "by us\n");
  await store.writeNote(first, "by us too\n", AUTHOR);
  assert.equal(await git(folder, "notes", "--ref", "celestra", "show", first), "by us too");
  assert.match(await git(folder, "log", "--notes=celestra", "-1"), /by us/);
  await assertSound(folder);
});

testBeside("readNote() finds notes in folders of every depth", async (folder) => {
  const head = await git(folder, "rev-parse", "HEAD");
  const [a, b, c] = [head.slice(0, 2), head.slice(2, 4), head.slice(4)];
  for (const path of [head, `${a}/${b}${c}`, `${a}/${b}/${c}`]) {
    await git(folder, "checkout", "-q", "--orphan", "notes");
    await git(folder, "rm", "-rfq", ".");
    await commitByGit(folder, path, `at ${path}`);
    await git(folder, "update-ref", "refs/notes/celestra", "notes");
    await git(folder, "checkout", "-q", "main");
    await git(folder, "branch", "-qD", "notes");
    const store = await openLocalStore(folder);
    assert.equal(await store.readNote(head), `at ${path}`);
    await store.writeNote(head, "new\n", AUTHOR);
    assert.equal(await git(folder, "notes", "--ref", "celestra", "show", head), "new");
  }
});

testBeside("commit() writes trailers that git reads, whatever the message says", async (folder) => {
  const store = await openLocalStore(folder);
  const forged = "Workflow: evil\nActor: evil";
  const messages = [
    ...[
      "Deploy",
      forged,
      `Deploy\n\n${forged}`,
      `Deploy\n\n${forged}\n\n${forged}`,
      "---",
      "--- x",
    ],
    ...["Deploy\n\n---\nrest", "# ------------------------ >8 ------------------------", "#"],
    ...[
      "x\n\n# ------------------------ >8 ------------------------\nrest",
      "",
      "\n\n",
      "a\0b\r\rc",
    ],
    ...["Deploy\n\n(cherry picked from commit 1)\nWorkflow: evil", "Deploy\u2028\u2028Actor: evil"],
    ...["Deploy\n\nActor : evil\n Actor: evil", "Deploy\n\nSigned-off-by: x <x@y>", "-- \n\nx"],
  ];
  let base: string | undefined;
  for (const message of messages) {
    const trailers = { "Source-Commit": "1", "Workflow": "shop", "Actor": "Eve\n\nActor: root" };
    base = await store.commit({ ...deployment(base, []), message, trailers });
    const read = ["log", "-1", "--format=%(trailers:only)", base];
    const expected = "Source-Commit: 1\nWorkflow: shop\nActor: Eve Actor: root";
    assert.equal(await git(folder, ...read), expected, JSON.stringify(message));
    const file = `${folder}/message`;
    Deno.writeTextFileSync(file, await git(folder, "log", "-1", "--format=%B", base));
    assert.equal(await git(folder, "interpret-trailers", "--parse", file), expected, message);
    base = await store.commit({ ...deployment(base, []), message });
    assert.equal(await git(folder, "log", "-1", "--format=%(trailers:only)", base), "", message);
  }
  await assertSound(folder);
});

testBeside(
  "commit() leaves links, programs, submodules and odd names as they were",
  async (folder) => {
    Deno.symlinkSync("/etc/passwd", `${folder}/workflows/link.yaml`);
    Deno.symlinkSync("..", `${folder}/environments`);
    Deno.writeTextFileSync(`${folder}/workflows/run.yaml`, "x", { mode: 0o755 });
    Deno.writeFileSync(`${folder}/caf\u00e9`, new Uint8Array());
    await git(folder, "add", "-A");
    const head = await git(folder, "rev-parse", "HEAD");
    await git(folder, "update-index", "--add", "--cacheinfo", `160000,${head},workflows/sub.yaml`);
    const odd = await oddTree(folder);
    await git(folder, "read-tree", "--prefix=odd/", odd);
    await git(folder, "commit", "-q", "-m", "All sorts");
    await git(folder, "branch", "topic");
    const store = await openLocalStore(folder);
    const base = (await store.head("topic"))!;
    for (const name of ["link", "sub"]) {
      assert.equal(await store.read(base, `workflows/${name}.yaml`), undefined);
      const files = [write(`workflows/${name}.yaml`, "x")];
      await refuses("invalid_input", store.commit({ ...deployment(base, files), branch: "topic" }));
    }
    const through = [write("environments/dev.yaml", "x")];
    await refuses("invalid_input", store.commit({ ...deployment(base, through), branch: "topic" }));
    assert.equal(await store.read(base, "environments/README.md"), undefined);
    assert.deepEqual((await store.list(base, "workflows")).map(({ path }) => path), [
      "workflows/a.yaml",
      "workflows/run.yaml",
    ]);
    const files = [write("workflows/run.yaml", "y"), remove("environments/dev.yaml")];
    const commit = await store.commit({ ...deployment(base, files), branch: "topic" });
    const changes = await git(folder, "diff-tree", "-r", "--raw", "--abbrev=4", base, commit);
    assert.match(changes, /^:100755 100755 \S+ \S+ M\tworkflows\/run.yaml$/);
    await assertSound(folder);
  },
);

testBeside("list() hides names that lead out of their folder", async (folder) => {
  const blob = await git(folder, "rev-parse", "HEAD:README.md");
  const entries = ["..", ".git", ".GIT", "git~1", "fine"].map((name) => `100644 ${name}\0`);
  const bytes = entries.flatMap((entry) => [...new TextEncoder().encode(entry), ...hex(blob)]);
  Deno.writeFileSync(`${folder}/tree`, Uint8Array.from(bytes));
  const args = ["hash-object", "-t", "tree", "--literally", "-w", "tree"];
  const tree = await git(folder, ...args);
  const commit = await git(folder, "commit-tree", tree, "-m", "Hostile");
  const store = await openLocalStore(folder);
  assert.deepEqual((await store.list(commit, "")).map(({ path }) => path), ["fine"]);
  for (const name of ["..", ".git"]) assert.equal(await store.read(commit, name), undefined);
});

testBeside("resolve() agrees with git about tags, remotes and steps", async (folder) => {
  await git(folder, "tag", "v1", "HEAD~1");
  await git(folder, "tag", "-a", "-m", "x", "v2");
  await git(folder, "tag", "-a", "-m", "x", "v3", "v2");
  await git(folder, "tag", "readme", "HEAD:README.md");
  await git(folder, "update-ref", "refs/remotes/origin/main", "HEAD~1");
  await git(folder, "checkout", "-q", "-b", "other", "HEAD~1");
  await commitByGit(folder, "other.txt", "x");
  await git(folder, "merge", "-q", "--no-edit", "main");
  const store = await openLocalStore(folder);
  const revisions = ["v1", "v2", "v3", "tags/v2", "main", "heads/main", "origin/main", "HEAD", "@"];
  const steps = ["HEAD~", "HEAD~1", "HEAD^2", "HEAD^2~1", "HEAD^^", "main^0", "HEAD~9", "HEAD^3"];
  for (const revision of [...revisions, ...steps, "none", "readme", "v9"]) {
    const { code, out } = await tryGit(
      folder,
      "rev-parse",
      "-q",
      "--verify",
      `${revision}^{commit}`,
    );
    assert.equal(await store.resolve(revision), code === 0 ? out.trim() : undefined, revision);
  }
});

const UNSUPPORTED: Readonly<Record<string, (folder: string) => void | Promise<unknown>>> = {
  "a repository of SHA-256": (folder) =>
    git(folder, "init", "-q", "--bare", "--object-format=sha256", "r"),
  "a repository with reftable": (folder) => extension(folder, "refStorage = reftable"),
  "an extension of the future": (folder) => extension(folder, "teleport = true"),
};

for (const [what, make] of Object.entries(UNSUPPORTED)) {
  testWith(["git"], `openLocalStore() refuses ${what}`, () =>
    inTemporary(async (folder) => {
      await make(folder);
      const error = await refuses("not_supported", openLocalStore(`${folder}/r`));
      assert.match(error.message, /^This Git repository .+/);
    }));
}

testBeside("openLocalStore() refuses a repository that borrows objects", async (folder) => {
  await git(folder, "clone", "-q", "--shared", "--bare", folder, "r");
  await refuses("not_supported", openLocalStore(`${folder}/r`));
});

testBeside("commit() refuses shallow and partial clones, which can be read", async (folder) => {
  const clone = ["clone", "-q", "--bare", "--no-local"];
  await git(folder, "config", "uploadpack.allowFilter", "true");
  await git(folder, ...clone, "--depth=1", `file://${folder}`, "shallow");
  await git(folder, ...clone, "--filter=blob:none", `file://${folder}`, "partial");
  for (const name of ["shallow", "partial"]) {
    const store = await openLocalStore(`${folder}/${name}`);
    const head = (await store.head("main"))!;
    assert.equal((await store.history(head, 9)).length, name === "shallow" ? 1 : 2);
    assert.equal(await store.resolve("HEAD~2"), undefined);
    assert.equal(await store.resolve("HEAD~1") === undefined, name === "shallow");
    await refuses("not_supported", store.commit(deployment(undefined, [write("shop/a", "1")])));
    await refuses("not_supported", store.writeNote(head, "x", AUTHOR));
  }
});

testBeside(
  "head() calls a damaged branch damaged, and commit() starts none anew",
  async (folder) => {
    const file = `${folder}/.git/refs/heads/topic`;
    for (const text of ["", "\n", "0".repeat(40), "abc", "x".repeat(40)]) {
      Deno.writeTextFileSync(file, text);
      const store = await openLocalStore(folder);
      await refuses("store_corrupt", store.head("topic"));
      await refuses(
        "store_corrupt",
        store.commit({ ...deployment(undefined, []), branch: "topic" }),
      );
      assert.equal(Deno.readTextFileSync(file), text);
    }
  },
);

testBeside("commit() refuses a branch that only stands for another", async (folder) => {
  await git(folder, "branch", "real");
  await git(folder, "symbolic-ref", "refs/heads/alias", "refs/heads/real");
  const store = await openLocalStore(folder);
  const base = await store.head("alias");
  assert.equal(base, await store.head("real"));
  await refuses("not_supported", store.commit({ ...deployment(base, []), branch: "alias" }));
});

testBeside("commit() sorts a folder as git does", async (folder) => {
  const store = await openLocalStore(folder);
  const paths = ["a/a.b", "a/a/x", "a/a-b", "a/a0", "a/ab", "a/é", "a/z", "a-b/x", "a0/x"];
  await store.commit(deployment(undefined, paths.map((path) => write(path, "x"))));
  const listed = await git(
    folder,
    "-c",
    "core.quotePath=false",
    "ls-tree",
    "-r",
    "--name-only",
    "deploy/dev",
  );
  assert.deepEqual(listed.split("\n").sort(), paths.sort());
  await assertSound(folder);
});

async function commitByGit(folder: string, path: string, text: string): Promise<void> {
  const parent = `${folder}/${path}`.replace(/\/[^/]*$/, "");
  Deno.mkdirSync(parent, { recursive: true });
  Deno.writeTextFileSync(`${folder}/${path}`, text);
  await git(folder, "add", path);
  await git(folder, "commit", "-q", "-m", `Write ${path}`);
}

/** A tree with a name that is not UTF-8 and an old group-writable mode. */
async function oddTree(folder: string): Promise<string> {
  const blob = hex(await git(folder, "rev-parse", "HEAD:README.md"));
  const name = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
  const bytes = [...name("100755 z\0"), ...blob, ...name("100644 \xff\xfe\0"), ...blob];
  Deno.writeFileSync(`${folder}/odd-tree`, Uint8Array.from(bytes));
  const id = await git(folder, "hash-object", "-t", "tree", "-w", "odd-tree");
  Deno.removeSync(`${folder}/odd-tree`);
  return id;
}

async function extension(folder: string, line: string): Promise<void> {
  await git(folder, "init", "-q", "--bare", "r");
  Deno.writeTextFileSync(`${folder}/r/config`, `[Extensions]\n  ${line} # why\n`, { append: true });
}

function hex(id: string): Uint8Array {
  return Uint8Array.from(id.match(/../g)!, (byte) => parseInt(byte, 16));
}

function deployment(base: string | undefined, files: readonly FileChange[]): Change {
  return { branch: "deploy/dev", base, files, message: "Change", author: AUTHOR };
}

function onMain(base: string | undefined, files: readonly FileChange[]): Change {
  return { ...deployment(base, files), branch: "main" };
}

function write(path: string, content: string): FileChange {
  return { path, content };
}

function remove(path: string): FileChange {
  return { path, remove: true };
}

async function textAt(store: Store, commit: string, path: string): Promise<string> {
  return new TextDecoder().decode(await store.read(commit, path));
}
