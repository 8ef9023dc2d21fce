import assert from "node:assert/strict";
import { AppError } from "../../lib/model/error.ts";
import type { Change, Store } from "../../lib/stores/store.ts";
import { HOSTILE_BRANCHES, HOSTILE_PATHS } from "./hostile_names.ts";
import {
  AUTHOR,
  begin,
  change,
  deployment,
  pathsAt,
  refuses,
  remove,
  save,
  textAt,
  UNKNOWN,
  write,
} from "./store_changes.ts";
import { testHistory } from "./store_history.ts";

/** What the tests of an adapter may do besides. */
export interface StoreHooks {
  /** Looks at, and cleans up after, each store that a test opened. */
  readonly after?: (store: Store) => Promise<void>;
}

/** Registers the promises that every store keeps. `open` answers a new store without commits. */
export function testStore(name: string, open: () => Promise<Store>, hooks: StoreHooks = {}): void {
  function test(sentence: string, body: (store: Store) => Promise<void>): void {
    Deno.test(`[${name}] ${sentence}`, async () => {
      const store = await open();
      try {
        await body(store);
      } finally {
        await hooks.after?.(store);
      }
    });
  }
  testReading(test);
  testWriting(test);
  testRebase(test);
  testGuards(test);
  testSecrets(test);
  testNotes(test);
  testRaces(test);
  testHistory(test);
}

/** Registers a test on a new store. */
export type Register = (sentence: string, body: (store: Store) => Promise<void>) => void;

function testReading(test: Register): void {
  test("defaultBranch() names the branch of HEAD before its first commit", async (store) => {
    assert.equal(await store.defaultBranch(), "main");
  });

  test("head() is undefined for a branch that is not there", async (store) => {
    assert.equal(await store.head("main"), undefined);
    assert.deepEqual(await store.branches(), []);
  });

  test("read() gives bytes back as they were", async (store) => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const commit = await begin(store, { "workflows/shop.yaml": bytes });
    assert.deepEqual(await store.read(commit, "workflows/shop.yaml"), bytes);
  });

  test("read() hands out bytes that are the caller's own", async (store) => {
    const commit = await begin(store, { "workflows/shop.yaml": "text" });
    (await store.read(commit, "workflows/shop.yaml"))!.fill(0);
    assert.equal(await textAt(store, commit, "workflows/shop.yaml"), "text");
  });

  test("read() is undefined for a folder and for what is not there", async (store) => {
    const commit = await begin(store, { "workflows/shop.yaml": "" });
    for (const path of ["workflows", "other.yaml", "workflows/shop.yaml/x", "", "../x", ".git/x"]) {
      assert.equal(await store.read(commit, path), undefined, path);
    }
  });

  test("list() gives the files under a folder, sorted by path", async (store) => {
    const paths = ["README.md", "workflows/b.yaml", "workflows/a.yaml", "environments/dev.yaml"];
    const commit = await begin(store, Object.fromEntries(paths.map((path) => [path, path])));
    assert.deepEqual((await store.list(commit, "")).map(({ path }) => path), paths.sort());
    const workflows = await store.list(commit, "workflows");
    assert.deepEqual(workflows.map(({ path }) => path), ["workflows/a.yaml", "workflows/b.yaml"]);
    assert.match(workflows[0]!.id, /^[0-9a-f]{40}$/);
    assert.deepEqual(await store.list(commit, "work"), []);
  });

  test("list() gives the same id for the same bytes", async (store) => {
    const commit = await begin(store, { "workflows/a.yaml": "x", "workflows/b.yaml": "x" });
    const ids = (await store.list(commit, "workflows")).map(({ id }) => id);
    assert.equal(ids[0], ids[1]);
  });

  test("list(), read() and history() refuse a commit that is not there", async (store) => {
    await begin(store);
    for (const commit of [UNKNOWN, "main", "../../config"]) {
      await refuses("not_found", store.list(commit, ""));
      await refuses("not_found", store.read(commit, "README.md"));
      await refuses("not_found", store.history(commit, 1));
    }
  });

  test("history() gives the newest first, up to a limit", async (store) => {
    const first = await begin(store);
    const second = await save(store, first, { "workflows/a.yaml": "2" }, { message: "Second" });
    const all = await store.history(second, 10);
    assert.deepEqual(all.map(({ id }) => id), [second, first]);
    assert.deepEqual(all.map(({ parents }) => parents), [[first], []]);
    assert.equal(all[0]!.message, "Second");
    assert.deepEqual(all[0]!.author, AUTHOR);
    assert.ok(all[0]!.time >= all[1]!.time && Math.abs(all[0]!.time - Date.now() / 1000) < 60);
    assert.equal((await store.history(second, 1)).length, 1);
  });

  test("resolve() knows branches, HEAD, ids and their beginnings", async (store) => {
    const first = await begin(store);
    const second = await save(store, first, { "workflows/a.yaml": "2" });
    for (const revision of ["main", "HEAD", "refs/heads/main", second, second.slice(0, 8)]) {
      assert.equal(await store.resolve(revision), second, revision);
    }
    assert.equal(await store.resolve("HEAD~1"), first);
    for (const revision of ["", "none", "HEAD~5", UNKNOWN, "../HEAD", "--all", "ab"]) {
      assert.equal(await store.resolve(revision), undefined, revision);
    }
  });
}

function testWriting(test: Register): void {
  test("commit() without a base creates the branch", async (store) => {
    const commit = await begin(store);
    assert.equal(await store.head("main"), commit);
    const deployed = await store.commit(deployment(undefined, [write("shop/a", "1")]));
    assert.deepEqual(await store.branches(), ["deploy/dev", "main"]);
    assert.deepEqual((await store.history(deployed, 5))[0]!.parents, []);
  });

  test("commit() without a base refuses a branch that exists", async (store) => {
    const commit = await begin(store);
    await refuses("conflict", begin(store));
    assert.equal(await store.head("main"), commit);
  });

  test("commit() writes several files and removes others at once", async (store) => {
    const first = await begin(store, { "workflows/a.yaml": "1", "workflows/b.yaml": "1" });
    const files = [write("workflows/c.yaml", "3"), remove("workflows/a.yaml")];
    const second = await store.commit(change(first, files));
    assert.deepEqual(await pathsAt(store, second), ["workflows/b.yaml", "workflows/c.yaml"]);
    assert.deepEqual(await pathsAt(store, first), ["workflows/a.yaml", "workflows/b.yaml"]);
  });

  test("commit() removes a folder with its last file", async (store) => {
    const first = await begin(store, { "environments/dev.yaml": "1", "workflows/a.yaml": "1" });
    const second = await store.commit(change(first, [remove("environments/dev.yaml")]));
    assert.deepEqual(await pathsAt(store, second), ["workflows/a.yaml"]);
  });

  test("commit() may remove everything, and what is not there", async (store) => {
    const first = await begin(store, { "workflows/a.yaml": "1" });
    const files = [remove("workflows/a.yaml"), remove("environments/none.yaml")];
    assert.deepEqual(await pathsAt(store, await store.commit(change(first, files))), []);
  });

  test("commit() replaces a folder whole", async (store) => {
    const first = await store.commit(
      deployment(undefined, [
        write("shop/old", "1"),
        write("shop/kubernetes/x", "1"),
        write("b/x", "1"),
      ]),
    );
    const files = [
      write("shop/kubernetes", "now a file"),
      remove("shop"),
      write("shop/new/x", "2"),
    ];
    const second = await store.commit(deployment(first, files));
    assert.deepEqual(await pathsAt(store, second), ["b/x", "shop/kubernetes", "shop/new/x"]);
    const third = await store.commit(deployment(second, [remove("shop")]));
    assert.deepEqual(await pathsAt(store, third), ["b/x"]);
  });

  test("commit() makes a commit also when no byte changes", async (store) => {
    const first = await begin(store, { "workflows/a.yaml": "1" });
    const second = await save(store, first, { "workflows/a.yaml": "1" });
    assert.notEqual(second, first);
    assert.deepEqual((await store.history(second, 5)).length, 2);
  });

  test("commit() writes trailers at the end of the message", async (store) => {
    const commit = await begin(store, {}, {
      message: "Deploy shop",
      trailers: { "Workflow": "shop", "Actor": "Ada\nWorkflow: other" },
    });
    const [entry] = await store.history(commit, 1);
    assert.equal(entry!.message, "Deploy shop\n\nWorkflow: shop\nActor: Ada Workflow: other");
  });

  test("commit() takes marks that leave out checks from the message", async (store) => {
    const commit = await begin(store, {}, {
      message: "Shop [skip [skip ci]ci]\nnow",
      trailers: { A: "[ci skip]x" },
    });
    assert.equal((await store.history(commit, 1))[0]!.message, "Shop now\n\nA: x");
  });
}

function testRebase(test: Register): void {
  test("commit() refuses a stale base when its path changed", async (store) => {
    const base = await begin(store, { "workflows/a.yaml": "1" });
    const head = await save(store, base, { "workflows/a.yaml": "2" });
    const error = await refuses("conflict", save(store, base, { "workflows/a.yaml": "3" }));
    assert.deepEqual(
      [error.details.branch, error.details.base, error.details.head],
      ["main", base, head],
    );
    assert.equal(await store.head("main"), head);
  });

  test("commit() lays a change on the new head when its paths did not change", async (store) => {
    const base = await begin(store, { "workflows/a.yaml": "1" });
    const head = await save(store, base, { "workflows/b.yaml": "2" });
    const commit = await save(store, base, { "workflows/a.yaml": "3" });
    assert.deepEqual((await store.history(commit, 1))[0]!.parents, [head]);
    assert.equal(await textAt(store, commit, "workflows/a.yaml"), "3");
    assert.equal(await textAt(store, commit, "workflows/b.yaml"), "2");
  });

  test("commit() refuses a stale base when both added the same path", async (store) => {
    const base = await begin(store);
    await save(store, base, { "workflows/a.yaml": "1" });
    await refuses("conflict", save(store, base, { "workflows/a.yaml": "2" }));
    await refuses("conflict", store.commit(change(base, [remove("workflows/a.yaml")])));
  });

  test("commit() refuses to remove a folder in which something changed", async (store) => {
    const base = await store.commit(
      deployment(undefined, [write("shop/x/y", "1"), write("b/x", "1")]),
    );
    await store.commit(deployment(base, [write("shop/x/z", "2")]));
    await refuses("conflict", store.commit(deployment(base, [remove("shop")])));
    const commit = await store.commit(deployment(base, [remove("b")]));
    assert.deepEqual(await pathsAt(store, commit), ["shop/x/y", "shop/x/z"]);
  });

  test("commit() refuses a base that is unknown, and a branch that is gone", async (store) => {
    const head = await begin(store);
    await refuses("conflict", save(store, UNKNOWN, { "workflows/a.yaml": "1" }));
    await refuses("conflict", save(store, "stale", { "workflows/a.yaml": "1" }));
    await refuses("conflict", store.commit({ ...change(head, []), branch: "gone" }));
    assert.equal(await store.head("main"), head);
    assert.equal(await store.head("gone"), undefined);
  });
}

function testGuards(test: Register): void {
  test("commit() refuses every path outside the folders of Celestra", async (store) => {
    const head = await begin(store, { "workflows/a.yaml": "1" });
    const deployed = await store.commit(deployment(undefined, [write("shop/a", "1")]));
    for (const path of HOSTILE_PATHS) {
      for (const file of [write(path, "x"), remove(path)]) {
        await refuses("invalid_input", store.commit(change(head, [file])), path);
        const below = { ...file, path: `shop/${path}` };
        await refuses("invalid_input", store.commit(deployment(deployed, [below])), below.path);
        await refuses("invalid_input", store.commit(deployment(deployed, [file])), path);
      }
    }
    assert.equal(await store.head("main"), head);
    assert.equal(await store.head("deploy/dev"), deployed);
  });

  test("commit() keeps each branch to its own folders", async (store) => {
    const head = await begin(store);
    const deployed = await store.commit(deployment(undefined, [write("shop/a", "1")]));
    const outside = [
      ...["README.md", ".gitattributes", ".github/workflows/x.yml", "shop/a", "workflows"],
      ...["workflows/a.yml", "workflows/x/a.yaml", "workflows/A.yaml", "workflows/.yaml"],
      ...["environments/a.layout.yaml", "celestra.yml", "workflow/a.yaml", "workflows/a-.yaml"],
    ];
    for (const path of outside) {
      await refuses("invalid_input", store.commit(change(head, [write(path, "x")])), path);
    }
    for (const path of ["celestra.yaml", "shop", "Shop/a", "shop/.github/x", "-/x", "x_y/z"]) {
      await refuses("invalid_input", store.commit(deployment(deployed, [write(path, "x")])), path);
    }
  });

  test("commit() writes all folders of Celestra, and more in a first commit", async (store) => {
    const first = [".gitattributes", ".github/workflows/celestra-check.yml", "README.md"];
    const paths = [
      ...["workflows/a.yaml", "workflows/a.layout.yaml", "environments/a.yaml", "celestra.yaml"],
      ...["components/a.yaml", "connections/a.yaml", "templates/a.yaml"],
    ];
    const base = await begin(
      store,
      Object.fromEntries([...first, ...paths].map((path) => [path, ""])),
    );
    const files = Object.fromEntries(paths.map((path) => [path, "2"]));
    assert.deepEqual(
      await pathsAt(store, await save(store, base, files)),
      [...first, ...paths].sort(),
    );
  });

  test("commit() refuses a change that contradicts itself", async (store) => {
    const contradictions = [
      [write("shop/a", "1"), write("shop/a", "2")],
      [write("shop/a", "1"), remove("shop/a")],
      [write("shop/a", "1"), write("shop/a/b", "2")],
      [remove("shop"), remove("shop/a")],
    ];
    for (const files of contradictions) {
      await refuses("invalid_input", store.commit(deployment(undefined, files)));
    }
    assert.deepEqual(await store.branches(), []);
  });

  test("commit() and head() refuse a name that is no branch's", async (store) => {
    for (const branch of HOSTILE_BRANCHES) {
      const files = [write("workflows/a.yaml", "1")];
      const attempt = store.commit({ ...change(undefined, files), branch });
      await refuses("invalid_input", attempt, branch);
      await refuses("invalid_input", store.head(branch), branch);
    }
    assert.deepEqual(await store.branches(), []);
  });

  test("commit() refuses a branch inside the name of another", async (store) => {
    const head = await store.commit({ ...change(undefined, []), branch: "feature/one" });
    for (const branch of ["feature", "feature/one/two"]) {
      await refuses("already_exists", store.commit({ ...change(undefined, []), branch }));
    }
    assert.equal(await store.head("feature/one"), head);
    assert.deepEqual(await store.branches(), ["feature/one"]);
  });
}

function testSecrets(test: Register): void {
  const value = `gh${"p_"}${"Zq7Lw2Xk9Rt4".repeat(3)}`;
  const line = `token: ${value}`;
  const allowance = "# celestra:allow-secret github-token because it is revoked";

  test("commit() refuses a secret, names it without its value, and writes nothing", async (store) => {
    const head = await begin(store, { "workflows/a.yaml": "a: b\n" });
    const deployed = await store.commit(deployment(undefined, []));
    const text = `a: b\n${line}\n`;
    const attempts: [Change, string][] = [
      [change(head, [write("workflows/a.yaml", text)]), "workflows/a.yaml"],
      [
        change(head, [write("workflows/b.yaml", "c: d"), write("celestra.yaml", text)]),
        "celestra.yaml",
      ],
      [deployment(deployed, [write("shop/compose.yaml", text)]), "shop/compose.yaml"],
      [{ ...change(undefined, [write("README.md", text)]), branch: "new" }, "README.md"],
      [{ ...deployment(undefined, [write("shop/x", text)]), branch: "deploy/new" }, "shop/x"],
    ];
    for (const [attempt, file] of attempts) {
      const error = await refuses("secret_found", store.commit(attempt), file);
      assert.deepEqual(error.details, { findings: [{ file, line: 2, rule: "github-token" }] });
      assert.match(error.message, new RegExp(`^${file}, line 2: a GitHub token .*github-token`));
      assert.ok(!`${Deno.inspect(error, { depth: 99 })}`.includes(value.slice(4)));
    }
    assert.deepEqual(await store.branches(), ["deploy/dev", "main"]);
    assert.equal(await store.head("main"), head);
    assert.equal(await store.head("deploy/dev"), deployed);
  });

  test("commit() refuses a secret in bytes, in base64, and in the message", async (store) => {
    const head = await begin(store);
    const [begins, ends] = ["BEGIN", "END"].map((word) => `-----${word} PRIVATE${" KEY"}-----`);
    const key = btoa(`${begins}\n${"Zq7Lw2Xk9Rt4".repeat(5)}\n${ends}\n`);
    for (
      const content of [new TextEncoder().encode(line), Uint8Array.from(utf16(line)), `a: ${key}`]
    ) {
      const file = { path: "workflows/a.yaml", content };
      await refuses("secret_found", store.commit(change(head, [file])));
    }
    const error = await refuses("secret_found", save(store, head, {}, { message: `Use ${value}` }));
    assert.deepEqual(error.details["findings"], [
      { file: "the commit message", line: 1, rule: "github-token" },
    ]);
    assert.equal(await store.head("main"), head);
  });

  test("commit() takes an allowed secret and tells of it in a trailer, once", async (store) => {
    const base = await begin(store);
    const files = { "workflows/a.yaml": `a: b\n${line} ${allowance}\n` };
    const first = await save(store, base, files, { trailers: { Actor: "ada" } });
    const told = "Actor: ada\nAllowed-Secret: github-token workflows/a.yaml:2";
    assert.equal((await store.history(first, 1))[0]!.message, `Change\n\n${told}`);
    const second = await save(store, first, {
      "workflows/a.yaml": `${files["workflows/a.yaml"]}c: d\n`,
    });
    assert.equal((await store.history(second, 1))[0]!.message, "Change");
  });

  test("commit() takes a secret that stands in the same file already, and its removal", async (store) => {
    const allowed = `a: b\n${line} ${allowance}\n`;
    const first = await begin(store, { "workflows/a.yaml": allowed });
    const moved = `# moved\n${allowed.replace("a: b", "a: c")}`;
    const second = await save(store, first, { "workflows/a.yaml": moved });
    const bare = { "workflows/a.yaml": moved.replace(` ${allowance}`, "") };
    await refuses("secret_found", save(store, second, bare));
    await refuses("secret_found", save(store, second, { "workflows/b.yaml": `${line}\n` }));
    const third = await store.commit(change(second, [remove("workflows/a.yaml")]));
    await refuses("secret_found", save(store, third, { "workflows/a.yaml": `${line}\n` }));
  });
}

/** Text as two bytes a letter, the low one first, with a byte order mark. */
function utf16(text: string): number[] {
  return [0xff, 0xfe, ...[...text].flatMap((letter) => [letter.charCodeAt(0), 0])];
}

function testNotes(test: Register): void {
  test("readNote() gives back what writeNote() wrote last", async (store) => {
    const [first, second] = [await begin(store), await store.commit(deployment(undefined, []))];
    assert.equal(await store.readNote(first), undefined);
    await store.writeNote(first, '{"state":"healthy"}\n', AUTHOR);
    await store.writeNote(second, "other", AUTHOR);
    assert.equal(await store.readNote(first), '{"state":"healthy"}\n');
    await store.writeNote(first, "new", AUTHOR);
    assert.equal(await store.readNote(first), "new");
    assert.equal(await store.readNote(second), "other");
    assert.deepEqual(await store.branches(), ["deploy/dev", "main"]);
  });

  test("writeNote() refuses a commit that is not there", async (store) => {
    await refuses("not_found", store.writeNote(UNKNOWN, "text", AUTHOR));
    assert.equal(await store.readNote(UNKNOWN), undefined);
  });

  test("writeNote() loses none of many at once", async (store) => {
    const base = await begin(store);
    let head = base;
    for (let index = 0; index < 8; index++) head = await save(store, head, {});
    const commits = (await store.history(head, 8)).map(({ id }) => id);
    await Promise.all(commits.map((id) => store.writeNote(id, `note on ${id}`, AUTHOR)));
    for (const id of commits) assert.equal(await store.readNote(id), `note on ${id}`);
  });
}

function testRaces(test: Register): void {
  test("commit() lets one of many writers with the same base win", async (store) => {
    const base = await begin(store, { "workflows/a.yaml": "0" });
    const attempts = Array.from(
      { length: 20 },
      (_, index) => save(store, base, { "workflows/a.yaml": `writer ${index}` }),
    );
    const results = await Promise.allSettled(attempts);
    const lost = results.filter((result) => result.status === "rejected");
    assert.equal(lost.length, 19);
    for (const { reason } of lost) assert.equal(reason.code, "conflict");
    assert.equal((await store.history((await store.head("main"))!, 100)).length, 2);
  });

  test("commit() loses none of 50 writers that read again and retry", async (store) => {
    await begin(store, { "workflows/a.yaml": "" });
    await Promise.all(Array.from({ length: 50 }, (_, index) => append(store, `writer ${index}`)));
    const head = (await store.head("main"))!;
    assert.equal((await store.history(head, 100)).length, 51);
    const lines = (await textAt(store, head, "workflows/a.yaml")).trim().split("\n");
    assert.equal(new Set(lines).size, 50);
  });

  test("commit() takes 50 writers to different files without a conflict", async (store) => {
    const base = await begin(store);
    const attempts = Array.from(
      { length: 50 },
      (_, index) => save(store, base, { [`workflows/w${index}.yaml`]: `${index}` }),
    );
    const commits = await Promise.all(attempts);
    const head = (await store.head("main"))!;
    assert.equal((await store.list(head, "workflows")).length, 50);
    const reachable = new Set((await store.history(head, 100)).map(({ id }) => id));
    assert.ok(commits.every((commit) => reachable.has(commit)));
  });
}

/** Adds a line to a file, again until nobody came in between. */
async function append(store: Store, line: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const base = (await store.head("main"))!;
    const text = await textAt(store, base, "workflows/a.yaml");
    try {
      await save(store, base, { "workflows/a.yaml": `${text}${line}\n` });
      return;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    }
  }
  throw new Error(`${line} never came through`);
}
