import assert from "node:assert/strict";
import { type Demo, demoIn } from "../../../helpers/demo.ts";
import { inFolder } from "../../../helpers/host.ts";
import { testWith } from "../../../helpers/needs.ts";
import { succeed } from "../../../helpers/processes.ts";

/** A test in a repository whose second commit changed one field and whose third broke a file. */
function inHistory(test: (demo: Demo) => Promise<void>): () => Promise<void> {
  return () =>
    inFolder(async (folder) => {
      const demo = await demoIn(folder);
      const hello = await Deno.readTextFile(`${demo.root}/workflows/hello.yaml`);
      const edited = hello.replace("Hello from Celestra", "Hello again");
      assert.notEqual(edited, hello);
      await demo.write("workflows/hello.yaml", edited);
      await demo.write("workflows/shop.yaml", "kind: [\n");
      await test(demo);
    });
}

testWith(
  ["git"],
  "diff tells what two revisions say differently",
  inHistory(async (demo) => {
    const { code, written } = await demo.celestra(["diff", "HEAD~2", "HEAD~1"]);
    assert.deepEqual(written, {
      out: "hello: 1 changed\n  changed    greeting (config-map)\n" +
        "      greeting.data.GREETING: Hello from Celestra -> Hello again\n",
      err: "",
    });
    assert.equal(code, 0);
  }),
);

testWith(
  ["git"],
  "diff lists a file that a commit broke with its fault, and compares the rest",
  inHistory(async (demo) => {
    const { code, written: { out } } = await demo.celestra(["diff", "HEAD~2", "main"]);
    assert.equal(code, 0);
    const [hello, shop] = out.split("\n\n");
    assert.match(hello!, /^hello: 1 changed\n/);
    assert.match(shop!, /^shop: cannot be read\n {2}head workflows\/shop\.yaml:2:1: syntax: /);
  }),
);

testWith(
  ["git"],
  "diff --format json is for programs, in a stable order",
  inHistory(async (demo) => {
    const { written } = await demo.celestra(["diff", "HEAD~2", "HEAD", "--format", "json"]);
    const { workflows } = JSON.parse(written.out);
    assert.deepEqual(workflows[0], {
      name: "hello",
      change: "changed",
      difference: {
        fields: [],
        nodes: [{
          node: "greeting",
          component: "config-map",
          change: "changed",
          fields: [{
            path: ["config", "data", "GREETING"],
            before: "Hello from Celestra",
            after: "Hello again",
          }],
        }],
        connections: [],
        places: [],
        notes: [],
      },
    });
    assert.deepEqual(Object.keys(workflows[1]), ["name", "change", "problems"]);
    assert.deepEqual([workflows[1].name, workflows[1].problems[0].side], ["shop", "head"]);
  }),
);

testWith(
  ["git"],
  "diff --format markdown is a page for a pull request, and empty where nothing changed",
  inHistory(async (demo) => {
    const page = await demo.celestra(["diff", "HEAD~2", "HEAD~1", "--format", "markdown"]);
    assert.match(page.written.out, /^### `hello`: 1 changed\n\n\| Node \| Change \|/);
    assert.match(
      page.written.out,
      /\n\| {2}\| {2}\| `greeting\.data\.GREETING` \| `Hello from Celestra` \| `Hello again` \|\n/,
    );
    assert.match(page.written.out, /\n```mermaid\nflowchart LR\n[^]+\n```\n$/);
    const nothing = await demo.celestra(["diff", "HEAD", "main", "--format", "markdown"]);
    assert.deepEqual([nothing.code, nothing.written.out], [0, ""]);
    assert.equal(nothing.written.err, "No workflow differs between HEAD and main\n");
  }),
);

testWith(
  ["git"],
  "diff looks at commits alone: neither the work tree nor one that is not there counts",
  inHistory(async (demo) => {
    await Deno.writeTextFile(`${demo.root}/workflows/hello.yaml`, "not saved");
    assert.equal((await demo.celestra(["diff", "HEAD", "HEAD"])).written.out, "");
    const bare = `${demo.root}/../bare.git`;
    await succeed("git", "clone", "-q", "--bare", demo.root, bare);
    const { code, written } = await demo.celestra(["diff", "HEAD~2", "HEAD~1", "--repo", bare]);
    assert.equal(code, 0);
    assert.match(written.out, /^hello: 1 changed\n/);
  }),
);

testWith(
  ["git"],
  "diff says what is wrong with what it was asked",
  inHistory(async (demo) => {
    const refused = [
      [["HEAD", "nowhere"], /^not_found: There is no commit "nowhere" in /],
      [["HEAD~99", "HEAD"], /^not_found: There is no commit "HEAD~99" in /],
      [["", "HEAD"], /^not_found: There is no commit "" in /],
      [["HEAD\u202e", "HEAD"], /^not_found: There is no commit "HEAD\\u202e" in /],
      [["HEAD"], /^usage: Something is missing\nUsage: celestra diff <base> <head>/],
      [
        ["HEAD", "HEAD", "--format", "jso"],
        /^usage: There is no format "jso"; did you mean json\?/,
      ],
      [["HEAD", "HEAD", "--format", "constructor"], /^usage: .* expected text, json, markdown\n/],
      [["HEAD", "HEAD", "--env", "local"], /^usage: .* expected --rendered with it/],
      [
        ["HEAD", "HEAD", "--rendered", "--env", "nowhere"],
        /^not_found: There is no environment "nowhere"/,
      ],
    ] as const;
    for (const [words, message] of refused) {
      const { code, written } = await demo.celestra(["diff", ...words]);
      assert.match(written.err, message);
      assert.deepEqual([code, written.out], [3, ""]);
    }
  }),
);
