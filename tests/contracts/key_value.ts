import assert from "node:assert/strict";
import type { Key, KeyValue } from "../../lib/state/key_value.ts";
import { transact } from "../../lib/state/transact.ts";
import { inFolder } from "../helpers/host.ts";

const LARGE = 700 * 1024 - 2;

/** What every key-value store promises. */
export function testKeyValue(name: string, open: (folder: string) => Promise<KeyValue>): void {
  const test = (promise: string, fn: (keyValue: KeyValue) => Promise<void>) =>
    Deno.test(`[${name}] ${promise}`, () =>
      inFolder(async (folder) => {
        const keyValue = await open(folder);
        try {
          await fn(keyValue);
        } finally {
          keyValue.close();
        }
      }));

  test("get() answers what was set last, with its key, and undefined for nothing", async (keyValue) => {
    assert.equal(await keyValue.get(["a", 1]), undefined);
    for (const value of [{ text: "ü\u2028😀", list: [1, null, false] }, "", 0, null, []]) {
      await set(keyValue, ["a", 1], value);
      const stored = await keyValue.get(["a", 1]);
      assert.deepEqual([stored?.key, stored?.value], [["a", 1], value]);
    }
    assert.equal(await keyValue.get(["a"]), undefined);
    assert.equal(await keyValue.get(["a", "1"]), undefined);
  });

  test("a value is a copy: nobody shares it", async (keyValue) => {
    const value = { list: [1] };
    await set(keyValue, ["a"], value);
    value.list.push(2);
    (await keyValue.get<typeof value>(["a"]))!.value.list.push(3);
    assert.deepEqual((await keyValue.get(["a"]))?.value, { list: [1] });
  });

  test("the version changes with every write of the key, and only then", async (keyValue) => {
    const versions = new Set<string | undefined>();
    for (let at = 0; at < 3; at++) {
      await set(keyValue, ["a"], "same");
      versions.add(await versionOf(keyValue, ["a"]));
    }
    assert.equal(versions.size, 3);
    const before = await versionOf(keyValue, ["a"]);
    await set(keyValue, ["b"], 1);
    assert.equal(await versionOf(keyValue, ["a"]), before);
    await keyValue.commit({ deletes: [["a"]] });
    await set(keyValue, ["a"], "same");
    assert.equal(versions.has(await versionOf(keyValue, ["a"])), false);
  });

  test("list() answers what is below a prefix, ordered", async (keyValue) => {
    const keys: Key[] = [
      ["a"],
      ["a", 10],
      ["a", 9],
      ["a", -1],
      ["a", 1.5],
      ["a", "b"],
      [
        "a",
        "b",
        "c",
      ],
      ["a", "a"],
      ["ab", 1],
      ["b"],
    ];
    for (const key of keys) await set(keyValue, key, key.join());
    assert.deepEqual(await listed(keyValue, ["a"]), [
      "a,a",
      "a,b",
      "a,b,c",
      "a,-1",
      "a,1.5",
      "a,9",
      "a,10",
    ]);
    assert.deepEqual(await listed(keyValue, ["a", "b"]), ["a,b,c"]);
    assert.deepEqual(await listed(keyValue, ["c"]), []);
    assert.equal((await keyValue.list([])).length, keys.length);
  });

  test("list() takes a start, an end, a limit, and the last first", async (keyValue) => {
    for (let at = 1; at <= 9; at++) await set(keyValue, ["a", at], at);
    await set(keyValue, ["b", 1], "other");
    const list = async (options: Parameters<KeyValue["list"]>[1]) =>
      (await keyValue.list<number>(["a"], options)).map(({ value }) => value).join("");
    assert.equal(await list({ start: [4] }), "456789");
    assert.equal(await list({ end: [4] }), "123");
    assert.equal(await list({ start: [4], end: [7] }), "456");
    assert.equal(await list({ start: [4], end: [7], reverse: true, limit: 2 }), "65");
    assert.equal(await list({ end: [4], reverse: true, limit: 1 }), "3");
    assert.equal(await list({ start: [8.5], reverse: true }), "9");
    assert.equal(await list({ start: [7], end: [7] }), "");
    assert.equal(await list({ limit: 0 }), "");
  });

  test("list() answers more than fit into one step", async (keyValue) => {
    for (let at = 0; at < 1_200; at += 60) {
      const sets = Array.from({ length: 60 }, (_, more) => ({ key: ["a", at + more], value: 0 }));
      assert.ok(await keyValue.commit({ sets }));
    }
    assert.equal((await keyValue.list(["a"])).length, 1_200);
    const last = await keyValue.list(["a"], { limit: 700, reverse: true });
    assert.deepEqual([last.length, last.at(-1)?.key], [700, ["a", 500]]);
  });

  test("commit() does all of it, or nothing where a check fails", async (keyValue) => {
    await set(keyValue, ["a"], 1);
    const version = (await versionOf(keyValue, ["a"]))!;
    const wrong = [
      { key: ["a"], version: null },
      { key: ["b"], version },
      { key: ["a"], version: "00000000000000000000" },
    ];
    for (const check of wrong) {
      const checks = [{ key: ["c"], version: null }, check];
      const sets = [{ key: ["b"], value: 2 }];
      assert.equal(await keyValue.commit({ checks, sets, deletes: [["a"]] }), false);
    }
    assert.deepEqual(await listed(keyValue, []), [1]);
    const checks = [{ key: ["a"], version }, { key: ["b"], version: null }];
    const sets = [{ key: ["b"], value: 2 }];
    assert.equal(await keyValue.commit({ checks, sets, deletes: [["a"], ["nothing"]] }), true);
    assert.deepEqual(await listed(keyValue, []), [2]);
    assert.equal(await keyValue.commit({ checks, sets }), false);
    assert.equal(await keyValue.commit({}), true);
  });

  test("of 50 who count at once, each counts", async (keyValue) => {
    await Promise.all(Array.from({ length: 50 }, () => increment(keyValue)));
    assert.equal((await keyValue.get(["count"]))?.value, 50);
  });

  test("writes without checks that meet all happen", async (keyValue) => {
    await Promise.all(Array.from({ length: 50 }, (_, at) =>
      keyValue.commit({
        sets: [{ key: ["same"], value: at }, { key: ["own", at], value: at }],
      })));
    assert.equal((await keyValue.list(["own"])).length, 50);
  });

  test("a value may have 700 KiB", async (keyValue) => {
    const values = [
      "x".repeat(LARGE),
      { text: "ü".repeat(LARGE / 2 - 10) },
      `x${"😀".repeat(LARGE / 4 - 1)}`,
      "x".repeat(65_534),
      "x".repeat(65_535),
      "*",
    ];
    for (const value of values) {
      await set(keyValue, ["a", "large"], value);
      assert.deepEqual((await keyValue.get(["a", "large"]))?.value, value);
      assert.deepEqual(await listed(keyValue, ["a"]), [value]);
    }
    await set(keyValue, ["a", "large"], "small");
    assert.deepEqual(await listed(keyValue, []), ["small"]);
    await set(keyValue, ["a", "large"], values[0]);
    await keyValue.commit({ deletes: [["a", "large"]] });
    assert.deepEqual(await listed(keyValue, []), []);
  });

  test("a large value that changes is never seen mixed", async (keyValue) => {
    const value = (at: number) => `${at % 10}`.repeat(150_000 + at * 20_000);
    await set(keyValue, ["a"], value(0));
    let isDone = false;
    const writing = (async () => {
      for (let at = 1; at < 25; at++) await set(keyValue, ["a"], value(at));
    })().finally(() => isDone = true);
    while (!isDone) {
      const texts = [(await keyValue.get<string>(["a"]))!.value, ...await listed(keyValue, [])];
      for (const text of texts as string[]) assert.equal(new Set(text).size, 1);
    }
    await writing;
  });

  test("commit() refuses what is too large for it", async (keyValue) => {
    const tooMany = Array.from({ length: 65 }, (_, at) => ["key", at]);
    const manyLong = Array.from({ length: 64 }, (_, at) => ["k".repeat(500), at]);
    const tooLarge = { name: "AppError", code: "too_large" };
    await assert.rejects(set(keyValue, ["a"], "x".repeat(LARGE + 1)), tooLarge);
    await assert.rejects(set(keyValue, ["k".repeat(1_000)], 1), tooLarge);
    await assert.rejects(keyValue.commit({ deletes: tooMany }), tooLarge);
    await assert.rejects(keyValue.commit({ deletes: manyLong }), tooLarge);
    assert.deepEqual(await listed(keyValue, []), []);
  });

  test("commit() takes as much as it says", async (keyValue) => {
    const keys = Array.from({ length: 64 }, (_, at) => ["k".repeat(450), at]);
    for (const key of keys) await set(keyValue, key, "x".repeat(LARGE));
    const [first, ...others] = keys;
    const sets = [{ key: first!, value: "y".repeat(LARGE) }];
    assert.equal(await keyValue.commit({ sets, deletes: others }), true);
    assert.deepEqual(await listed(keyValue, []), ["y".repeat(LARGE)]);
  });

  test("commit() refuses what JSON cannot say", async (keyValue) => {
    class Thing {}
    const values = [
      undefined,
      NaN,
      { at: Infinity },
      { deep: [1n] },
      [undefined],
      () => 1,
      Symbol("x"),
      { when: new Date(0) },
      new Map([[1, 2]]),
      new Thing(),
      new Uint8Array(2),
    ];
    for (const value of values) await assert.rejects(set(keyValue, ["a"], value), TypeError);
    assert.deepEqual(await listed(keyValue, []), []);
    await set(keyValue, ["a"], { absent: undefined, kept: Object.assign(Object.create(null), {}) });
    assert.deepEqual((await keyValue.get(["a"]))?.value, { kept: {} });
  });

  test("a closed store says so", async (keyValue) => {
    keyValue.close();
    keyValue.close();
    const closed = { name: "AppError", code: "shutting_down" };
    await assert.rejects(keyValue.get(["a"]), closed);
    await assert.rejects(keyValue.list(["a"]), closed);
    await assert.rejects(set(keyValue, ["a"], 1), closed);
  });
}

/** Adds one to the count. */
export function increment(keyValue: KeyValue): Promise<number> {
  return transact(keyValue, async () => {
    const found = await keyValue.get<number>(["count"]);
    const answer = (found?.value ?? 0) + 1;
    const checks = [{ key: ["count"], version: found?.version ?? null }];
    return { transaction: { checks, sets: [{ key: ["count"], value: answer }] }, answer };
  });
}

async function set(keyValue: KeyValue, key: Key, value: unknown): Promise<void> {
  assert.equal(await keyValue.commit({ sets: [{ key, value }] }), true);
}

async function versionOf(keyValue: KeyValue, key: Key): Promise<string | undefined> {
  return (await keyValue.get(key))?.version;
}

async function listed(keyValue: KeyValue, prefix: Key): Promise<unknown[]> {
  return (await keyValue.list(prefix)).map(({ value }) => value);
}
