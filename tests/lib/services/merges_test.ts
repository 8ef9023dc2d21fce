import assert from "node:assert/strict";
import { AppError } from "../../../lib/model/error.ts";
import { createMerges, type Merges } from "../../../lib/services/merges.ts";
import type { FileChange } from "../../../lib/stores/store.ts";
import { ada, countCommits, type House, houseOn, textOf } from "./content/house.ts";
import { FILE, PAIR } from "./drafts/desk.ts";

/** A house with a branch beside the default one. */
interface Crossing extends House {
  readonly merges: Merges;
  /** Where the branch begins. */
  readonly start: string;
  /** Commits on the branch. */
  branch(...files: FileChange[]): Promise<string>;
  etag(): Promise<string>;
}

async function crossing(): Promise<Crossing> {
  const house = await houseOn();
  const { store, workflows } = house;
  const start = await house.push({ path: FILE, content: PAIR });
  await store.createBranch("side", start);
  return {
    ...house,
    merges: createMerges(house),
    start,
    etag: async () => {
      house.clock.time += 1_000;
      return (await workflows.read("pair")).etag;
    },
    branch: async (...files) =>
      await store.commit({
        branch: "side",
        base: await store.head("side"),
        files,
        message: "Aside",
        author: { name: "Grace", email: "grace@example.com" },
      }),
  };
}

async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(() => undefined, (error) => error);
  assert.ok(error instanceof AppError, `it was not refused: ${error}`);
  return error;
}

const OURS = PAIR.replace("replicas: 1 ", "replicas: 2 ");
const THEIRS = PAIR.replace("The API", "Their API");
const BOTH = OURS.replace("The API", "Their API");

Deno.test("a branch is merged by what it says, in a commit with two parents", async () => {
  const { merges, branch, push, etag, store, news, start } = await crossing();
  const theirs = await branch({ path: FILE, content: THEIRS });
  const head = await push({ path: FILE, content: OURS });
  const wanted = { theirs: { revision: "side" } };
  const preview = await merges.preview("pair", wanted);
  assert.deepEqual(preview, {
    base: start,
    head,
    etag: await etag(),
    text: BOTH,
    conflicts: [],
    isClean: true,
  });
  assert.equal(await store.head("main"), head);
  const saved = await merges.merge("pair", wanted, await etag(), ada);
  assert.equal(saved.text, BOTH);
  assert.deepEqual([saved.isMerged, saved.parents], [true, 2]);
  const [commit] = await store.history(saved.commit, 1);
  assert.deepEqual(commit!.parents, [head, theirs]);
  assert.match(commit!.message, /^Merge side into workflow pair\n/);
  assert.equal(news.length, 1);
  const again = await merges.merge("pair", wanted, saved.etag, ada);
  assert.deepEqual([again.commit, again.parents], [saved.commit, 0]);
});

Deno.test("a branch that changed more is no parent, so that the rest can be merged later", async () => {
  const { merges, branch, push, etag, store } = await crossing();
  const other = { path: "workflows/other.yaml", content: textOf("other") };
  const theirs = await branch({ path: FILE, content: THEIRS }, other);
  const head = await push({ path: FILE, content: OURS });
  const saved = await merges.merge("pair", { theirs: { revision: theirs } }, await etag(), ada);
  const [commit] = await store.history(saved.commit, 1);
  assert.deepEqual([commit!.parents, saved.parents], [[head], 1]);
  assert.match(commit!.message, new RegExp(`^Merged-From: ${theirs}$`, "m"));
  assert.notEqual(await store.mergeBase(saved.commit, theirs), theirs);
});

Deno.test("a branch whose other files are at the head already is a parent", async () => {
  const { merges, branch, push, etag, store } = await crossing();
  const other = { path: "workflows/other.yaml", content: textOf("other") };
  const theirs = await branch({ path: FILE, content: THEIRS }, other);
  await push({ path: FILE, content: OURS }, other);
  const saved = await merges.merge("pair", { theirs: { revision: "side" } }, await etag(), ada);
  assert.equal(saved.parents, 2);
  assert.equal(await store.mergeBase(saved.commit, theirs), theirs);
});

Deno.test("a merge from a base that somebody chose is no parent: it takes a part of theirs", async () => {
  const { merges, branch, push, etag } = await crossing();
  const middle = await branch({ path: FILE, content: THEIRS });
  await branch({
    path: FILE,
    content: THEIRS.replace("for now", "for ever").replace("user: 101", "user: 102"),
  });
  await push({ path: FILE, content: OURS });
  const wanted = { theirs: { revision: "side" }, base: middle };
  const saved = await merges.merge("pair", wanted, await etag(), ada);
  assert.equal(saved.parents, 1);
  assert.match(saved.text, /title: The API/);
  assert.match(saved.text, /user: 102/);
});

Deno.test("a text is merged with what was saved since its base, its layout too", async () => {
  const { merges, push, etag, start } = await crossing();
  const layout = "apiVersion: celestra/v1\nkind: Layout\nmetadata: { name: pair }\nnodes:\n" +
    "  db: { x: 20, y: 40 }\n";
  await push({ path: FILE, content: OURS });
  const wanted = { theirs: { text: THEIRS, layout }, base: start };
  const saved = await merges.merge("pair", wanted, await etag(), ada);
  assert.deepEqual([saved.text, saved.layout.text], [BOTH, layout]);
  assert.deepEqual([saved.isMerged, saved.parents], [true, 1]);
  const missing = await refusal(
    merges.merge("pair", { theirs: { text: THEIRS } }, saved.etag, ada),
  );
  assert.equal(missing.code, "unprocessable");
  const kept = await merges.merge(
    "pair",
    {
      theirs: { text: BOTH.replace("user: 101, ports", "user: 103, ports") },
      base: saved.commit,
    },
    saved.etag,
    ada,
  );
  assert.equal(kept.layout.text, layout);
  assert.equal(kept.isMerged, false);
});

Deno.test("a node that one side moved and the other removed leaves no place behind", async () => {
  const { merges, branch, push, etag } = await crossing();
  const path = "workflows/pair.layout.yaml";
  const layout = (x: number) =>
    "apiVersion: celestra/v1\nkind: Layout\nmetadata: { name: pair }\nnodes:\n" +
    `  api: { x: 1, y: 2 } # here\n  db: { x: ${x}, y: 40 }\n`;
  const start = await push({ path, content: layout(20) });
  await branch({ path, content: layout(20) });
  await push({ path, content: layout(20).replace("y: 2 ", "y: 3 ") });
  const theirs = layout(500);
  const without = PAIR.replace(/ {4}# what is asked\n[^]*?( {4}# who asks)/, "$1")
    .replace(/ {2}connections:\n.*\n/, "  connections: []\n");
  const removed = await push({ path: FILE, content: without });
  assert.notEqual(removed, start);
  const wanted = { theirs: { text: PAIR, layout: theirs }, base: start };
  const saved = await merges.merge("pair", wanted, await etag(), ada);
  assert.equal(saved.text, without);
  assert.equal(
    saved.layout.text,
    layout(0).replace("y: 2 ", "y: 3 ").replace(/ {2}db:.*\n/, ""),
  );
});

Deno.test("what both changed is told, and decided by resolutions", async () => {
  const { merges, branch, push, etag, store } = await crossing();
  await branch({ path: FILE, content: PAIR.replace("replicas: 1 ", "replicas: 9 ") });
  const head = await push({ path: FILE, content: OURS });
  const wanted = { theirs: { revision: "side" } };
  const error = await refusal(merges.merge("pair", wanted, await etag(), ada));
  assert.equal(error.code, "conflict");
  assert.match(error.message, /api\.config\.replicas: base 1, ours 2, theirs 9/);
  const { conflicts } = await merges.preview("pair", wanted);
  assert.deepEqual(error.details.conflicts, conflicts);
  assert.equal(await store.head("main"), head);
  const resolutions = [{ id: conflicts[0]!.id, take: "theirs" as const }];
  const preview = await merges.preview("pair", { ...wanted, resolutions });
  const saved = await merges.merge("pair", { ...wanted, resolutions }, await etag(), ada);
  assert.equal(saved.text, PAIR.replace("replicas: 1 ", "replicas: 9 "));
  assert.equal(preview.text, saved.text);
});

Deno.test("a note of a layout that both wrote is a conflict that can be decided", async () => {
  const { merges, push, etag } = await crossing();
  const path = "workflows/pair.layout.yaml";
  const layout = (text: string) =>
    "apiVersion: celestra/v1\nkind: Layout\nmetadata: { name: pair }\nnotes:\n" +
    `  a: { x: 1, y: 2, width: 90, height: 40, text: ${text} } # mine\n`;
  const base = await push({ path, content: layout("before") });
  await push({ path, content: layout("ours") });
  const wanted = { theirs: { text: PAIR, layout: layout("theirs") }, base };
  const { conflicts, layout: shown } = await merges.preview("pair", wanted);
  assert.deepEqual(conflicts.map(({ file, path }) => [file, path]), [["layout", ["notes", "a"]]]);
  assert.equal(shown, layout("ours"));
  const resolutions = [{ id: conflicts[0]!.id, take: "theirs" as const }];
  const saved = await merges.merge("pair", { ...wanted, resolutions }, await etag(), ada);
  assert.equal(saved.layout.text, layout("theirs"));
});

Deno.test("a merge is refused when it was drawn on an older text, or names what is not there", async () => {
  const { merges, branch, push, etag } = await crossing();
  await branch({ path: FILE, content: THEIRS });
  const stale = await etag();
  await push({ path: FILE, content: OURS });
  const merge = (theirs: string, name = "pair", base?: string) =>
    merges.merge(name, { theirs: { revision: theirs }, ...(base && { base }) }, stale, ada);
  assert.equal((await refusal(merge("side"))).code, "precondition_failed");
  for (const junk of ["none", "0".repeat(40), "../x", "side~99", "refs/heads/"]) {
    const preview = merges.preview("pair", { theirs: { revision: junk } });
    assert.equal((await refusal(preview)).code, "not_found", junk);
  }
  assert.equal((await refusal(merge("side", "ghost"))).code, "not_found");
  assert.equal(
    (await refusal(merges.preview("pair", { theirs: { revision: "side" }, base: "x" }))).code,
    "not_found",
  );
});

Deno.test("a side that cannot be read, or holds a merge that is not resolved, is not merged", async () => {
  const entry = "conflicts: [{ node: api, path: [], base: 1, ours: 2, theirs: 3 }]\n";
  for (const content of [THEIRS.replace("spec:", "spec: ["), THEIRS + entry]) {
    const { merges, branch, push, etag, store } = await crossing();
    await branch({ path: FILE, content });
    const head = await push({ path: FILE, content: OURS });
    const wanted = { theirs: { revision: "side" } };
    const preview = await merges.preview("pair", wanted);
    assert.deepEqual([preview.isClean, preview.reason], [false, "unreadable"]);
    const error = await refusal(merges.merge("pair", wanted, await etag(), ada));
    assert.deepEqual([error.code, error.details.reason], ["conflict", "unreadable"]);
    assert.equal(await store.head("main"), head);
  }
});

Deno.test("nothing is merged that may not be saved", async () => {
  const { merges, push, etag, store, start } = await crossing();
  await push({ path: FILE, content: OURS });
  const before = await countCommits(store);
  const text = THEIRS + "# \u0007\n";
  const error = await refusal(
    merges.merge("pair", { theirs: { text }, base: start }, await etag(), ada),
  );
  assert.equal(error.code, "conflict");
  const alone = THEIRS.replace("component: app", "component: nothing");
  await push({ path: FILE, content: PAIR });
  const refused = await refusal(
    merges.merge("pair", { theirs: { text: alone }, base: start }, await etag(), ada),
  );
  assert.equal(refused.code, "unprocessable");
  assert.equal(await countCommits(store), before + 1);
});
