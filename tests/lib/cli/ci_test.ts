import assert from "node:assert/strict";
import fc from "fast-check";
import { annotationOf, workflowCommand } from "../../../lib/cli/ci/annotation.ts";
import { defaultBranchOf } from "../../../lib/cli/ci/default_branch.ts";
import { guard } from "../../../lib/cli/ci/guard.ts";
import { codeText, fitting, tableText } from "../../../lib/cli/ci/markdown.ts";
import { run } from "../../../lib/cli/run.ts";
import { openLocalStore } from "../../../lib/stores/local.ts";
import type { FileChange, Store } from "../../../lib/stores/store.ts";
import type { LocatedProblem } from "../../../lib/model/problem.ts";
import { inFolder, type TestHost, testHost } from "../../helpers/host.ts";

/** A workflow command as the runner reads it. */
interface Told {
  readonly name: string;
  readonly properties: Record<string, string>;
  readonly message: string;
}

/** Whether it tells of a broken rule, which our examples have, too. */
function isRule({ properties }: Told): boolean {
  return properties.title?.startsWith("rule/") ?? false;
}

/** The commands that a runner finds in output, by the rules of actions/runner. */
function commandsIn(output: string): Told[] {
  const found: Told[] = [];
  let word: string | undefined;
  for (const line of output.split(/\r\n|\r|\n/)) {
    const [, head, message] = /^\s*::([^:]+?)::(.*)$/s.exec(line) ?? [];
    if (head === undefined || message === undefined) continue;
    if (word !== undefined) {
      if (head === word) word = undefined;
      continue;
    }
    if (head === "stop-commands") {
      word = message;
      continue;
    }
    const [name = "", list = ""] = head.split(/ (.*)/s);
    const properties = Object.fromEntries(
      list.split(",").filter(Boolean).map((pair) => {
        const [key = "", value = ""] = pair.split(/=(.*)/s);
        return [key, unescaped(value)];
      }),
    );
    found.push({ name, properties, message: unescaped(message) });
  }
  return found;
}

function unescaped(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%3A", ":")
    .replaceAll("%2C", ",").replaceAll("%25", "%");
}

/** What people write to make a runner, a shell or a page do something. */
const HOSTILE = [
  "::error::x",
  "\n::set-env name=PATH::/tmp\n",
  "\r\n::add-mask::a",
  "##[set-env name=A]b",
  "::stop-commands::x",
  "%0A::warning::x",
  "$(id)",
  "`id`",
  "${{ github.token }}",
  '"; id #',
  "[skip ci]",
  "\u2028::error::x",
  "a|b",
  "<img src=x onerror=alert(1)>",
  "``` <b>",
];

const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...HOSTILE, "\n", " ", ":", ",", "%"), { maxLength: 5 })
    .map((parts) => parts.join("")),
);

const problem: LocatedProblem = {
  code: "wrong_type",
  severity: "error",
  path: [],
  message: "",
  file: "workflows/shop.yaml",
  line: 3,
  column: 7,
};

Deno.test("annotationOf() names file, line, column and code", () => {
  assert.equal(
    annotationOf({ ...problem, message: "100% is no list", suggestion: "[]" }),
    "::error file=workflows/shop.yaml,line=3,col=7,title=wrong_type::" +
      "100%25 is no list (did you mean []?)\n",
  );
  assert.match(annotationOf({ ...problem, severity: "warning" }), /^::warning file=/);
  assert.match(annotationOf({ ...problem, severity: "info" }), /^::notice file=/);
});

Deno.test("annotationOf() is one command, whatever file and message hold", () => {
  fc.assert(fc.property(text, text, (file, message) => {
    const [told, ...rest] = commandsIn(annotationOf({ ...problem, file, message }));
    assert.deepEqual(rest, []);
    assert.equal(told!.name, "error");
    assert.deepEqual(told!.properties, { file, line: "3", col: "7", title: "wrong_type" });
  }));
});

Deno.test("workflowCommand() keeps what a property holds", () => {
  assert.equal(
    workflowCommand("error", { file: "a:b,c%\r\n" }, "x"),
    "::error file=a%3Ab%2Cc%25%0D%0A::x\n",
  );
});

Deno.test("guard() lets the runner see only what it is told", () => {
  const piece = fc.tuple(fc.boolean(), text);
  fc.assert(fc.property(fc.array(piece), (pieces) => {
    const host = testHost("/");
    const guarded = guard(host);
    for (const [isTold, words] of pieces) {
      if (isTold) guarded.tell(workflowCommand("notice", {}, words));
      else if (words.length % 2) guarded.host.out(words);
      else guarded.host.err(words);
    }
    guarded.end();
    host.out("::warning::after\n");
    assert.equal(host.written.err, "");
    assert.deepEqual(
      commandsIn(host.written.out).map(({ name }) => name),
      [...pieces.filter(([isTold]) => isTold).map(() => "notice"), "warning"],
    );
  }));
});

Deno.test("guard() takes a word that nobody can guess", () => {
  const words = [1, 2].map(() => {
    const host = testHost("/");
    guard(host);
    return /^::stop-commands::([0-9a-f-]{36})\n$/.exec(host.written.out)![1]!;
  });
  assert.notEqual(words[0], words[1]);
});

Deno.test("codeText() ends only where it should", () => {
  fc.assert(fc.property(text, (words) => {
    const [, fence, inner] = /^(`+)([^]*)\1$/.exec(codeText(words))!;
    const runs = inner!.match(/`+/g) ?? [];
    assert.ok(runs.every((one) => one.length !== fence!.length), codeText(words));
    assert.doesNotMatch(inner!, /[\r\n]/);
    assert.doesNotMatch(inner!, /^`|`$/);
  }));
});

Deno.test("tableText() has the same columns in every row", () => {
  fc.assert(fc.property(text, (words) => {
    const rows = tableText(["a", "b"], [[codeText(words), codeText(words)]]);
    assert.deepEqual(rows.map((row) => row.match(/\|/g)!.length), [3, 3, 3]);
  }));
});

Deno.test("fitting() keeps whole lines and says how many it left out", () => {
  const lines = Array.from({ length: 100_000 }, (_, index) => `- ${"ä".repeat(10)} ${index}`);
  const kept = fitting(lines);
  assert.ok(new TextEncoder().encode(kept).length < 1024 * 1024);
  const [, left] = /\n\n(\d+) more lines would not fit here\.\n$/.exec(kept)!;
  assert.equal(kept.split("\n").length - 3, lines.length - Number(left));
  assert.equal(fitting(["a", "b"]), "a\nb\n");
});

const COMMIT = "1".repeat(40);
const advertised = (head: string | undefined, ...branches: string[]) =>
  [
    ...head ? [`ref: refs/heads/${head}\tHEAD`, `${COMMIT}\tHEAD`] : [],
    ...branches.map((name) => `${COMMIT}\trefs/heads/${name}`),
  ].join("\n");

for (
  const [what, heads, said, expected] of [
    ["what HEAD of origin names", advertised("main", "main", "dev"), "dev", "main"],
    ["what the event says where HEAD names nothing", advertised(undefined, "a", "b"), "b", "b"],
    ["no branch that origin does not have", advertised("master", "a", "b"), "old", undefined],
    ["the only branch", advertised("master", "main", "deploy/local"), "master", "main"],
    ["what the event says where origin is silent", "", "main", "main"],
    ["nothing where nobody says it", "", "", undefined],
  ] as const
) {
  Deno.test(`defaultBranchOf() is ${what}`, () => {
    assert.equal(defaultBranchOf(heads, said), expected);
  });
}

/** A repository that `init` made, with changes on top. */
async function repositoryWith(folder: string, files: readonly FileChange[] = []): Promise<Store> {
  assert.equal(await run(["init", "repo"], testHost(folder)), 0);
  const store = await openLocalStore(`${folder}/repo`);
  await change(folder, store, files);
  return store;
}

/** Changes files in HEAD and in the work tree, as a commit by Git would. */
async function change(folder: string, store: Store, files: readonly FileChange[]): Promise<void> {
  if (files.length === 0) return;
  for (const file of files) {
    const path = `${folder}/repo/${file.path}`;
    if ("remove" in file) Deno.removeSync(path);
    else Deno.writeTextFileSync(path, file.content as string);
  }
  // The store moves no branch that is checked out, so the branch is one that is not.
  const base = await store.resolve("HEAD");
  const author = { name: "Ada", email: "ada@example.com" };
  const branch = `next-${crypto.randomUUID()}`;
  Deno.mkdirSync(`${folder}/repo/.git/refs/heads`, { recursive: true });
  Deno.writeTextFileSync(`${folder}/repo/.git/refs/heads/${branch}`, `${base}\n`);
  const commit = await store.commit({ branch, base, files, message: "change", author });
  Deno.writeTextFileSync(`${folder}/repo/.git/refs/heads/main`, `${commit}\n`);
}

async function ci(
  folder: string,
  words: readonly string[],
  { input = "", env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<{ code: number; host: TestHost; told: Told[]; summary: string; output: string }> {
  const files = { summary: `${folder}/summary.md`, output: `${folder}/output` };
  for (const file of Object.values(files)) Deno.writeTextFileSync(file, "");
  const host = testHost(`${folder}/repo`, {
    input,
    env: { GITHUB_STEP_SUMMARY: files.summary, GITHUB_OUTPUT: files.output, ...env },
  });
  const code = await run(["ci", ...words], host);
  assert.equal(host.written.err, "", "one stream, so that nothing overtakes the guard");
  host.out("::debug::the runner listens again\n");
  const told = commandsIn(host.written.out);
  assert.equal(told.pop()?.name, "debug");
  return {
    code,
    host,
    told,
    summary: Deno.readTextFileSync(files.summary),
    output: Deno.readTextFileSync(files.output),
  };
}

const BROKEN = `apiVersion: celestra/v1
kind: Application
metadata: { name: broken, title: "::set-env name=A::b" }
spec:
  nodes:
    web:
      component: aap
      ::warning title=spoken::by a workflow: x
      config: { image: nginx:1 }
`;

const environment = (name: string, spec: string) => ({
  path: `environments/${name}.yaml`,
  content:
    `apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: ${name} }\nspec: ${spec}\n`,
});

Deno.test("ci check is content with a new repository and says what it rendered", () =>
  inFolder(async (folder) => {
    await repositoryWith(folder);
    const { code, told, summary, host } = await ci(folder, ["check"]);
    assert.equal(code, 0, host.written.out);
    assert.deepEqual(told.filter(({ name }) => name === "error"), []);
    assert.match(summary, /^## Celestra: 0 errors, \d+ warnings?, 7 workflows\n/);
    assert.match(
      summary,
      /\| Workflow \| Errors \| Warnings \| kubernetes \| compose for local \|/,
    );
    assert.match(summary, /\| `hello` \| 0 \| \d+ \| \d+ files, /);
  }));

Deno.test("ci check tells what a pull request changes, also in the rendered files", () =>
  inFolder(async (folder) => {
    const store = await repositoryWith(folder);
    const file = `${folder}/repo/workflows/hello.yaml`;
    const text = Deno.readTextFileSync(file);
    const hostile = "Hello <img src=x>\\n::error::x";
    const content = text.replace("Hello from Celestra", `"${hostile}"`);
    await change(folder, store, [{ path: "workflows/hello.yaml", content }]);
    const merge = { GITHUB_REF: "refs/pull/7/merge" };
    const { summary, told } = await ci(folder, ["check"], { env: merge });
    assert.match(summary, /\n## What changes\n\n### `hello`: 1 changed\n/);
    assert.match(summary, /\n## In the rendered files\n\n### `hello`: 3 files changed\n/);
    assert.match(
      summary,
      /<summary><code>greeting<\/code> <code>\(data\.GREETING\)<\/code><\/summary>/,
    );
    assert.match(summary, /\n\+ {2}GREETING: \|-\n\+ {4}Hello <img src=x>\n\+ {4}::error::x\n/);
    assert.deepEqual(told.filter(({ name }) => name === "error"), []);
    const push = await ci(folder, ["check"], { env: { GITHUB_REF: "refs/heads/main" } });
    assert.doesNotMatch(push.summary, /What changes/);
  }));

Deno.test("ci check shows every error at its line and ends with 2", () =>
  inFolder(async (folder) => {
    await repositoryWith(folder, [{ path: "workflows/broken.yaml", content: BROKEN }]);
    const { code, told, summary } = await ci(folder, ["check"]);
    assert.equal(code, 2);
    const errors = told.filter(({ name }) => name === "error");
    assert.ok(errors.length > 0);
    assert.deepEqual(
      new Set(errors.map(({ properties }) => properties.file)),
      new Set([
        "workflows/broken.yaml",
      ]),
    );
    const unknown = errors.find(({ properties }) => properties.title === "unknown_component")!;
    assert.deepEqual([unknown.properties.line, unknown.properties.col], ["7", "7"]);
    assert.match(unknown.message, /did you mean app\?/);
    assert.match(summary, /\| `broken` \| [1-9]\d* \| \d+ \| not rendered \| not rendered \|/);
    assert.match(summary, /- error unknown_component at `workflows\/broken.yaml:7:7`: `/);
  }));

Deno.test("ci check lets no file speak to the runner", () =>
  inFolder(async (folder) => {
    await repositoryWith(folder, [{ path: "workflows/broken.yaml", content: BROKEN }]);
    const name = "workflows/::warning::x,line=1%0A.yaml";
    const content = `kind: Application\n::error file=x::y\n`;
    Deno.mkdirSync(`${folder}/repo/workflows/::warning:`, { recursive: true });
    Deno.writeTextFileSync(`${folder}/repo/${name}`, content);
    const { told: all, host } = await ci(folder, ["check"]);
    const told = all.filter((one) => !isRule(one));
    assert.match(host.written.out, /^ *::warning title=spoken::by a workflow/m);
    assert.deepEqual([...new Set(told.map(({ name }) => name))].sort(), ["error"]);
    assert.deepEqual([...new Set(told.map(({ properties }) => properties.file))].sort(), [
      "workflows/::warning::x,line=1%0A.yaml",
      "workflows/broken.yaml",
    ]);
  }));

Deno.test("ci check judges what an environment overrides, at its line there", () =>
  inFolder(async (folder) => {
    const spec =
      "\n  target: git\n  overrides:\n    hello:\n      web:\n        image: not an image";
    await repositoryWith(folder, [environment("staging", spec)]);
    const { code, told } = await ci(folder, ["check"]);
    assert.equal(code, 2);
    assert.deepEqual(
      told.filter(({ name }) => name === "error").map(({ properties: { file, line } }) =>
        `${file}:${line}`
      ),
      ["environments/staging.yaml:9"],
    );
  }));

Deno.test("ci check tells once what several environments have", () =>
  inFolder(async (folder) => {
    const content = BROKEN.replace("aap", "app").replace(/.*spoken.*\n|.*image.*\n/g, "");
    await repositoryWith(folder, [
      { path: "workflows/broken.yaml", content },
      environment("staging", "{ target: docker-compose }"),
    ]);
    const { told, summary } = await ci(folder, ["check"]);
    const faults = told.filter((one) => !isRule(one))
      .map(({ properties: { title, file }, message }) => [title, file, message]);
    assert.deepEqual(faults.map(([title, file]) => `${title} ${file}`), [
      "image_missing workflows/broken.yaml",
      "image_missing workflows/broken.yaml",
    ]);
    assert.notEqual(faults[0]![2], faults[1]![2], "one of Kubernetes and one of Compose");
    assert.match(summary, /\| `broken` \| 2 \| \d+ \| not rendered \| not rendered \|/);
  }));

Deno.test("ci check tells broken rules as celestra.yaml wants it, and fails for an error", () =>
  inFolder(async (folder) => {
    const settings = (rules: string) => ({
      path: "celestra.yaml",
      content: `apiVersion: celestra/v1\nkind: Repository\nspec: { rules: ${rules} }\n`,
    });
    await repositoryWith(folder, [settings("{ ingress-tls: error, image-digest: off }")]);
    const { code, told, summary } = await ci(folder, ["check"]);
    assert.equal(code, 2);
    const kinds = (title: string) =>
      new Set(
        told.filter(({ properties }) => properties.title === title).map(({ name }) => name),
      );
    assert.deepEqual(kinds("rule/ingress-tls"), new Set(["error"]));
    assert.deepEqual(kinds("rule/network-isolation"), new Set(["warning"]));
    assert.deepEqual(kinds("rule/image-digest"), new Set());
    assert.match(summary, /- error rule\/ingress-tls at `workflows\/hello.yaml:/);
  }));

Deno.test("ci check renders the outputs that celestra.yaml lists", () =>
  inFolder(async (folder) => {
    const content = "apiVersion: celestra/v1\nkind: Repository\nspec: { outputs: [compose] }\n";
    await repositoryWith(folder, [{ path: "celestra.yaml", content }]);
    const { summary } = await ci(folder, ["check"]);
    assert.match(summary, /\| Warnings \| compose \| compose for local \|/);
  }));

const MAIN = { GITHUB_REF: "refs/heads/main", DEFAULT_BRANCH: "main" };

Deno.test("ci plan lists the environments of a push, by a word that nobody can guess", () =>
  inFolder(async (folder) => {
    await repositoryWith(folder, [
      environment("staging", "{ target: git, trigger: push }"),
      environment("production", "{ target: git, trigger: manual }"),
    ]);
    const { code, output } = await ci(folder, ["plan"], { env: MAIN });
    assert.equal(code, 0);
    const [, name, word, value, end] = /^(\w+)<<(\S{36})\n(.*)\n(\S+)\n$/.exec(output)!;
    assert.deepEqual([name, end], ["environments", word]);
    assert.deepEqual(JSON.parse(value!), ["local", "staging"]);
  }));

for (
  const [what, env, input] of [
    ["another branch", { ...MAIN, GITHUB_REF: "refs/heads/feature" }, ""],
    ["a tag of that name", { ...MAIN, GITHUB_REF: "refs/tags/main" }, ""],
    ["a push whose default branch nobody says", { GITHUB_REF: "refs/heads/main" }, ""],
    ["a branch called undefined", { GITHUB_REF: "refs/heads/undefined" }, ""],
    ["a branch that origin does not call its default", MAIN, advertised("trunk", "trunk", "main")],
  ] as const
) {
  Deno.test(`ci plan lists nothing for ${what}`, () =>
    inFolder(async (folder) => {
      await repositoryWith(folder);
      const { code, output } = await ci(folder, ["plan", "--stdin"], { env, input });
      assert.equal(code, 0);
      assert.match(output, /\n\[\]\n/);
    }));
}

Deno.test("ci plan leaves a broken environment out, shows it and ends with 2", () =>
  inFolder(async (folder) => {
    await repositoryWith(folder, [environment("staging", "{ target: gti, trigger: push }")]);
    const { code, output, told } = await ci(folder, ["plan"], { env: MAIN });
    assert.equal(code, 2);
    assert.match(output, /\n\["local"\]\n/);
    assert.equal(told[0]!.properties.file, "environments/staging.yaml");
  }));

const DEPLOY = ["deploy", "--env", "local"];

Deno.test("ci deploy commits every workflow once, and again only what changed", () =>
  inFolder(async (folder) => {
    const store = await repositoryWith(folder);
    const { code: ended, host } = await ci(folder, DEPLOY);
    assert.equal(ended, 0);
    assert.match(host.written.out, /Nothing was applied: it was asked not to apply/);
    const first = (await store.head("deploy/local"))!;
    const commits = await store.history(first, 100);
    assert.equal(commits.length, 7);
    const source = await store.resolve("HEAD");
    assert.match(commits[0]!.message, new RegExp(`\nSource-Commit: ${source}\n`));
    assert.match(await store.readNote(first) ?? "", /"state": "committed"/);

    const { code, summary } = await ci(folder, DEPLOY);
    assert.equal(code, 0);
    assert.equal(await store.head("deploy/local"), first);
    assert.match(summary, /\| `shop` \| unchanged \|/);

    const path = "workflows/hello.yaml";
    const text = Deno.readTextFileSync(`${folder}/repo/${path}`);
    const content = text.replace("Hello from Celestra", "Good evening");
    await change(folder, store, [{ path, content }]);
    assert.equal((await ci(folder, DEPLOY)).code, 0);
    const [latest, before] = await store.history((await store.head("deploy/local"))!, 2);
    assert.match(latest!.message, /^deploy\(local\): hello\n/);
    assert.equal(before!.id, first);
  }));

Deno.test("ci deploy does not keep the others back for a broken workflow", () =>
  inFolder(async (folder) => {
    const store = await repositoryWith(folder, [
      { path: "workflows/broken.yaml", content: BROKEN },
    ]);
    const { code, told, summary } = await ci(folder, DEPLOY);
    assert.equal(code, 2);
    assert.equal(told[0]!.properties.file, "workflows/broken.yaml");
    assert.match(summary, /\| `broken` \| not deployed: it has errors \|/);
    assert.equal((await store.history((await store.head("deploy/local"))!, 100)).length, 7);
  }));

Deno.test("ci deploy removes what is gone, and nothing that it did not write", () =>
  inFolder(async (folder) => {
    const store = await repositoryWith(folder);
    await ci(folder, DEPLOY);
    await store.commit({
      branch: "deploy/local",
      base: await store.head("deploy/local"),
      files: [{ path: "by-hand/note.txt", content: "mine" }],
      message: "by hand",
      author: { name: "Bob", email: "bob@example.com" },
    });
    await change(folder, store, [
      { path: "workflows/blog.yaml", remove: true },
      { path: "workflows/blog.layout.yaml", remove: true },
    ]);
    const { code, summary } = await ci(folder, DEPLOY);
    assert.equal(code, 0);
    assert.match(summary, /\| `blog` \| removed \|/);
    const paths = (await store.list((await store.head("deploy/local"))!, "")).map((one) =>
      one.path
    );
    assert.ok(!paths.some((path) => path.startsWith("blog/")));
    assert.ok(paths.includes("by-hand/note.txt"));
    assert.ok(paths.includes("shop/map.json"));
  }));

Deno.test("ci deploy takes no word of a workflow into its commits", () =>
  inFolder(async (folder) => {
    const content = Deno.readTextFileSync(new URL("../../../workflows/hello.yaml", import.meta.url))
      .replace("title: Hello", 'title: "[skip ci]\\n\\nskip-checks: true\\nActor: mallory"');
    const store = await repositoryWith(folder, [{ path: "workflows/hello.yaml", content }]);
    const { code } = await ci(folder, DEPLOY);
    assert.equal(code, 0);
    const commits = await store.history((await store.head("deploy/local"))!, 100);
    assert.equal(commits.length, 7);
    for (const { message } of commits) assert.doesNotMatch(message, /skip|mallory/);
  }));

Deno.test("ci deploy shows a broken environment and commits nothing", () =>
  inFolder(async (folder) => {
    const store = await repositoryWith(folder, [environment("staging", "{ target: gti }")]);
    const { code, told } = await ci(folder, ["deploy", "--env", "staging"]);
    assert.equal(code, 2);
    assert.equal(told[0]!.properties.file, "environments/staging.yaml");
    assert.equal(await store.head("deploy/staging"), undefined);
  }));

for (
  const [words, code, message] of [
    [["deploy", "--env", "nowhere"], 3, /There is no environment "nowhere"/],
    [["deploy", "--env", "../x"], 2, /no name of an environment/],
    [["deploy"], 3, /--env is missing/],
    [["::error::x"], 3, /There is no "ci ::error::x"/],
  ] as const
) {
  Deno.test(`ci ${words.join(" ")} ends with ${code} and one annotation`, () =>
    inFolder(async (folder) => {
      await repositoryWith(folder);
      const { told, ...rest } = await ci(folder, words);
      assert.equal(rest.code, code);
      assert.equal(told.length, 1);
      assert.match(told[0]!.message, message);
    }));
}
