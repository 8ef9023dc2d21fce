import assert from "node:assert/strict";
import { type Demo, demoIn } from "../../../helpers/demo.ts";
import { inFolder } from "../../../helpers/host.ts";
import { testWith } from "../../../helpers/needs.ts";
import { succeed } from "../../../helpers/processes.ts";
import { flow } from "../../services/history/past.ts";

const FLOW = "workflows/flow.yaml";

const WEB = `    web:
      component: app
      config: { image: "w:1" }
`;

/** A test in a repository in which a workflow has changed twice. */
function inHistory(test: (demo: Demo) => Promise<void>): () => Promise<void> {
  return () =>
    inFolder(async (folder) => {
      const demo = await demoIn(folder);
      await demo.write(FLOW, flow());
      await demo.write(FLOW, flow({ image: "a:2", replicas: 2 }));
      await demo.write(FLOW, flow({ image: "a:2", replicas: 3, extra: WEB }));
      await test(demo);
    });
}

/** Text without the ids and days of commits, which no test knows. */
function undated(text: string): string {
  return text.replace(/\b[0-9a-f]{7} \d{4}-\d\d-\d\d /g, "");
}

testWith(
  ["git"],
  "log tells the commits of a workflow and of a node, as git finds them",
  inHistory(async (demo) => {
    const { written } = await demo.celestra(["log", "flow"]);
    assert.equal(
      undated(written.out),
      "Ada: Change workflows/flow.yaml\n" +
        "    Changed api.replicas from 2 to 3\n    Added web (app)\n\n" +
        "Ada: Change workflows/flow.yaml\n" +
        "    Changed api.image from a:1 to a:2\n    Changed api.replicas from 1 to 2\n\n" +
        "Ada: Change workflows/flow.yaml\n" +
        "    Created the workflow with 2 nodes and 1 connection\n",
    );
    const ids = await succeed("git", "-C", demo.root, "log", "--format=%h", "--", FLOW);
    assert.deepEqual(
      written.out.match(/^[0-9a-f]{7}/gm),
      ids.trim().split("\n").map((id) => id.slice(0, 7)),
    );
    const node = await demo.celestra(["log", "flow", "--node", "web", "--json"]);
    const { entries, total } = JSON.parse(node.written.out);
    assert.deepEqual([total, entries[0].changes], [1, ["Added web (app)"]]);
    const before = await demo.celestra(["log", "flow", "--ref", "HEAD~1", "--limit", "1"]);
    assert.match(before.written.out, /Changed api\.image/);
  }),
);

testWith(
  ["git"],
  "blame names the commit of each node, field and connection",
  inHistory(async (demo) => {
    await demo.write(FLOW, "kind: [\n");
    await demo.write(FLOW, flow({ image: "a:2", replicas: 4, extra: WEB }));
    const { code, written } = await demo.celestra(["blame", "flow"]);
    assert.equal(code, 0);
    const ids = (await succeed("git", "-C", demo.root, "log", "--format=%h", "--", FLOW))
      .trim().split("\n").map((id) => id.slice(0, 7));
    const lines = written.out.split("\n");
    const by = (what: string) =>
      ids.indexOf(/ ([0-9a-f]{7}) /.exec(lines.find((line) => line.trim().startsWith(what))!)![1]!);
    assert.deepEqual(
      ["db", "api", "web", "config.replicas", "db.endpoint -> api.requires"].map(by),
      [
        4,
        0,
        2,
        0,
        4,
      ],
    );
    assert.match(written.err, /passed over, since the file cannot be read: [0-9a-f]{7} /);
  }),
);

testWith(
  ["git"],
  "restore brings a workflow back in the work tree, and never over what is not committed",
  inHistory(async (demo) => {
    const path = `${demo.root}/${FLOW}`;
    const today = flow({ image: "a:2", replicas: 3, extra: WEB });
    const dry = await demo.celestra(["restore", "flow", "--to", "HEAD~2", "--dry-run"]);
    assert.equal(
      dry.written.out,
      "Changed api.image from a:2 to a:1\nChanged api.replicas from 3 to 1\nRemoved web (app)\n",
    );
    assert.equal(await Deno.readTextFile(path), today);
    await Deno.writeTextFile(path, `${today}# mine\n`);
    const refused = await demo.celestra(["restore", "flow", "--to", "HEAD~2"]);
    assert.equal(refused.code, 1);
    assert.match(refused.written.err, /changes that are not committed would be lost/);
    assert.equal(await Deno.readTextFile(path), `${today}# mine\n`);
    await Deno.writeTextFile(path, today);
    const done = await demo.celestra(["restore", "flow", "--to", "HEAD~2"]);
    assert.equal(done.code, 0, done.written.err);
    assert.equal(await Deno.readTextFile(path), flow());
    const status = await succeed("git", "-C", demo.root, "status", "--porcelain");
    assert.equal(status.trim(), `M ${FLOW}`);
    const nothing = await demo.celestra(["restore", "flow", "--to", "HEAD~2", "--overwrite"]);
    assert.match(nothing.written.err, /Nothing to bring back/);
  }),
);

testWith(
  ["git"],
  "restore of a node keeps what is not committed and tells what was changed again",
  inHistory(async (demo) => {
    const path = `${demo.root}/${FLOW}`;
    const today = flow({ image: "a:2", replicas: 3, extra: WEB });
    await Deno.writeTextFile(path, today.replace("w:1", "w:2"));
    const words = ["restore", "flow", "--to", "HEAD~2", "--node", "api"];
    const { code, written } = await demo.celestra(words);
    assert.equal(code, 0, written.err);
    const back = flow({ image: "a:1", replicas: 3, extra: WEB }).replace("w:1", "w:2");
    assert.equal(await Deno.readTextFile(path), back);
    assert.match(written.err, /kept api config\.replicas: Changed again by Ada in [0-9a-f]{7}/);
  }),
);

testWith(
  ["git"],
  "restore in a bare repository is a commit, and what is gone there comes back",
  inHistory(async (demo) => {
    await Deno.remove(`${demo.root}/${FLOW}`);
    await succeed("git", "-C", demo.root, "commit", "-q", "-a", "-m", "Away with it");
    const bare = `${demo.root}-bare.git`;
    await succeed("git", "clone", "-q", "--bare", demo.root, bare);
    const words = ["restore", "flow", "--to", "HEAD~1", "--repo", bare, "--message", "Back"];
    const { code, written } = await demo.celestra(words);
    assert.equal(code, 0, written.err);
    const text = await succeed("git", "-C", bare, "show", `HEAD:${FLOW}`);
    assert.equal(text, flow({ image: "a:2", replicas: 3, extra: WEB }));
    const message = await succeed("git", "-C", bare, "log", "-1", "--format=%B");
    assert.match(message, /^Back\n\nRestored-Commit: [0-9a-f]{40}\n/);
    await succeed("git", "-C", bare, "fsck", "--strict");
  }),
);

testWith(
  ["git"],
  "what is not there is told as such",
  inHistory(async ({ celestra }) => {
    const cases: [string[], RegExp][] = [
      [["log", "flaw"], /There never was a workflow "flaw"/],
      [["log", "../flow"], /no name of a workflow/],
      [["log", "flow", "--limit", "0"], /expected a number/],
      [["log", "flow", "--node", "absent"], /There never was a node "absent"/],
      [["blame", "flow", "--ref", "absent"], /There is no commit "absent"/],
      [["restore", "flow", "--to", "HEAD~3"], /There was no workflow "flow" in commit/],
      [["restore", "flow"], /--to is missing/],
      [["restore", "flow", "--to", "HEAD", "--node", "absent"], /There was no node "absent"/],
    ];
    for (const [words, message] of cases) {
      const { code, written } = await celestra(words);
      assert.notEqual(code, 0, words.join(" "));
      assert.match(written.err, message, words.join(" "));
    }
  }),
);
