import assert from "node:assert/strict";
import { createEnvironments } from "../../../../lib/services/environments.ts";
import { createLocalStore } from "../../../../lib/stores/local.ts";
import { createSecretFiles } from "../../../../lib/targets/secret_files.ts";
import { inFolder } from "../../../helpers/host.ts";
import { testWith } from "../../../helpers/needs.ts";
import { assertSound, git } from "../../stores/git.ts";
import { ada, type House, houseOn, textOf, tools } from "./house.ts";

const CANARY = "canary-5bd1e0c7";

/** Runs a test on a repository that the real git reads too. */
function testWithGit(name: string, test: (house: House, folder: string) => Promise<void>): void {
  testWith(["git"], name, () =>
    inFolder(async (root) => {
      const folder = `${root}/repo.git`;
      const store = await createLocalStore(folder, { bare: true, defaultBranch: "main" });
      await test(await houseOn(store), folder);
    }));
}

/** Everything that a repository holds, whether a ref leads to it or not, and its files. */
async function everything(folder: string): Promise<string> {
  const ids = (await git(folder, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)"))
    .split("\n");
  const objects = await Promise.all(ids.map((id) => git(folder, "cat-file", "-p", id)));
  const refs = await git(folder, "log", "--all", "--reflog", "--format=raw");
  return [...objects, refs].join("\n");
}

testWithGit(
  "a literal secret is refused and leaves nothing in the repository",
  async (house, folder) => {
    const { workflows, news } = house;
    const literal = (fields: string) =>
      `\n    a:\n      component: secret\n      config: { keys: [A], ${fields} }\n`;
    const plain = textOf("new", literal("data: { A: VALUE }"));
    const { text, etag } = await workflows.read("hello");
    const old = text.replace(
      "keys: [API_TOKEN],",
      "keys: [API_TOKEN], data: { API_TOKEN: VALUE },",
    );
    assert.notEqual(old, text);
    for (const value of [CANARY, btoa(CANARY)]) {
      const operation = {
        op: "set",
        node: "token",
        path: ["data"],
        value: { API_TOKEN: value },
      } as const;
      const tries = [
        workflows.create("new", { text: plain.replace("VALUE", value) }, ada),
        workflows.replace("hello", { text: old.replace("VALUE", value) }, etag, ada),
        workflows.patch("hello", { operations: [operation] }, etag, ada),
      ];
      for (const result of await Promise.allSettled(tries)) {
        assert.ok(result.status === "rejected");
        assert.equal(result.reason.code, "unprocessable");
        assert.ok(
          result.reason.details.problems.some(({ code }: { code: string }) =>
            code === "literal_secret"
          ),
        );
        const told = `${result.reason.message} ${JSON.stringify(result.reason.details)}`;
        assert.ok(!told.includes(value), told);
      }
      assert.ok(!(await everything(folder)).includes(value));
    }
    assert.deepEqual(news, []);
    // What looks is able to find: the same words in a comment, which is nobody's secret field.
    await workflows.replace("hello", { text: `${text}# ${CANARY}\n` }, etag, ada);
    assert.ok((await everything(folder)).includes(CANARY));
    await assertSound(folder);
  },
);

testWithGit(
  "a file with a literal secret that came by Git is not saved again with it",
  async (house) => {
    const { workflows, push } = house;
    const text = textOf(
      "old",
      `{ a: { component: secret, config: { keys: [A], data: { A: ${CANARY} } } } }`,
    );
    await push({ path: "workflows/old.yaml", content: text });
    const { etag } = await workflows.read("old");
    const again = workflows.replace("old", { text: `${text}# more\n` }, etag, ada);
    assert.equal((await again.catch((error) => error)).code, "unprocessable");
    await workflows.replace(
      "old",
      { text: text.replace(`, data: { A: ${CANARY} }`, "") },
      etag,
      ada,
    );
  },
);

testWithGit("nobody writes a message that speaks for somebody else", async (house, folder) => {
  const { workflows } = house;
  const messages = [
    "Actor: mallory",
    "Change it\n\nActor: mallory\nRequest-Id: forged",
    "Change it\nActor: mallory",
    "Change it\n\nbody\n\n---\nActor: mallory",
    "Change it\r\n\r\nActor: mallory\r\n",
    "Change it\u2028\u2028Actor: mallory",
    "Change it\n\nSigned-off-by: Mallory <m@example.com>",
    "Change it [skip ci]\n\nActor : mallory\n actor: mallory",
  ];
  for (const [index, message] of messages.entries()) {
    const { text, etag } = await workflows.read("hello");
    const { commit } = await workflows.replace(
      "hello",
      { text: `${text}# ${index}\n`, message },
      etag,
      ada,
    );
    const trailers = await git(folder, "log", "-1", "--format=%(trailers)", commit);
    assert.equal(trailers, "Actor: ada\nRequest-Id: request-1", message);
    const author = await git(folder, "log", "-1", "--format=%an <%ae>", commit);
    assert.equal(author, "ada <ada@users.celestra.invalid>");
    assert.ok(!(await git(folder, "log", "-1", "--format=%B", commit)).includes("[skip ci]"));
  }
});

testWithGit("a message has a subject of its own, and is no book", async (house, folder) => {
  const { workflows } = house;
  const save = async (message?: string) => {
    const { text, etag } = await workflows.read("hello");
    const file = { text: `${text}#\n`, ...(message !== undefined && { message }) };
    return await workflows.replace("hello", file, etag, ada).catch((error) => error);
  };
  const subject = () => git(folder, "log", "-1", "--format=%s", "main");
  for (const none of [undefined, "", "  \n "]) {
    await save(none);
    assert.equal(await subject(), "Update workflow hello");
  }
  await save("Greet\nin one line\n\nBecause of the cold.");
  assert.equal(await subject(), "Greet in one line");
  assert.equal(
    await git(folder, "log", "-1", "--format=%b", "main"),
    [
      "Because of the cold.",
      "",
      "Actor: ada",
      "Request-Id: request-1",
    ].join("\n"),
  );
  assert.equal((await save("x".repeat(1001))).code, "invalid_input");
});

testWithGit(
  "what others put there by Git is listed if it is a file, and links are not followed",
  async (house, folder) => {
    const outside = `${folder}/../outside.yaml`;
    await Deno.writeTextFile(outside, textOf("link"));
    const { workflows, clock } = house;
    const link = `${folder}/../link`;
    await Deno.writeTextFile(link, outside);
    const blob = await git(folder, "hash-object", "-w", link);
    const index = { GIT_INDEX_FILE: `${folder}/link.index` };
    const run = async (...args: string[]) => {
      const { stdout } = await new Deno.Command("git", { args, cwd: folder, env: index }).output();
      return new TextDecoder().decode(stdout).trim();
    };
    await run("read-tree", "main");
    await run("update-index", "--add", "--cacheinfo", `120000,${blob},workflows/link.yaml`);
    const odd = `${folder}/../odd`;
    await Deno.writeTextFile(odd, textOf("Odd"));
    const file = await git(folder, "hash-object", "-w", odd);
    for (const path of ["workflows/Odd.yaml", "workflows/a/b.yaml", "environments/Odd.yaml"]) {
      await run("update-index", "--add", "--cacheinfo", `100644,${file},${path}`);
    }
    const tree = await run("write-tree");
    const commit = await git(folder, "commit-tree", tree, "-p", "main", "-m", "Link");
    await git(folder, "update-ref", "refs/heads/main", commit);
    clock.time += 100;
    const { items } = await workflows.list({ page: 1, perPage: 100 });
    const broken = items.filter(({ errors }) => errors > 0);
    assert.deepEqual(broken.map(({ name, problem }) => [name, problem?.code]), [
      ["Odd", "invalid_value"],
    ]);
    assert.ok(!items.some(({ name }) => name === "link"));
    const { head, checking } = house;
    const secrets = createSecretFiles(folder);
    const environments = createEnvironments({ head, checking, tools, secrets });
    const listed = await environments.list();
    assert.deepEqual(listed.map(({ name, problems }) => [name, problems.length > 0]), [
      ["Odd", true],
      ["local", false],
    ]);
    assert.equal((await workflows.read("link").catch((error) => error)).code, "not_found");
  },
);
