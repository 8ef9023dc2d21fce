import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { createLocalStore, type LocalStoreOptions } from "../../../../lib/stores/local.ts";
import { moveRef, takeLock } from "../../../../lib/stores/disk/ref_lock.ts";
import { removeIfStill } from "../../../../lib/stores/disk/stale_lock.ts";
import type { Change, Store } from "../../../../lib/stores/store.ts";
import { refuses } from "../../../contracts/store_changes.ts";
import { assertSound, inTemporary, leftovers } from "../git.ts";

const AUTHOR = { name: "Ada", email: "ada@example.com" };
const REF = "refs/heads/main";
const [A, B, C] = ["a", "b", "c"].map((digit) => digit.repeat(40)) as [string, string, string];
const PATIENT = { staleLock: 30_000, onStaleLock: () => {} };

/** Gives a test an empty repository, and the path of the lock of `main`. */
async function inRepository(
  options: LocalStoreOptions,
  test: (store: Store, folder: string, lock: string) => Promise<void>,
): Promise<void> {
  await inTemporary(async (folder) => {
    const store = await createLocalStore(folder, { bare: true, defaultBranch: "main" }, options);
    await test(store, folder, `${folder}/${REF}.lock`);
  });
}

Deno.test("moveRef() moves a ref only from where it is", async () => {
  await inRepository({}, async (_store, folder) => {
    assert.equal(await moveRef(folder, { ref: REF, from: A, to: B }, PATIENT), "stale");
    assert.equal(await moveRef(folder, { ref: REF, from: undefined, to: A }, PATIENT), "moved");
    assert.equal(await moveRef(folder, { ref: REF, from: undefined, to: B }, PATIENT), "stale");
    assert.equal(await moveRef(folder, { ref: REF, from: A, to: B }, PATIENT), "moved");
    assert.equal(Deno.readTextFileSync(`${folder}/${REF}`), `${B}\n`);
    assert.deepEqual(leftovers(folder), []);
  });
});

Deno.test("moveRef() lets one of many movers from the same place win", async () => {
  await inRepository({}, async (_store, folder) => {
    await moveRef(folder, { ref: REF, from: undefined, to: A }, PATIENT);
    const outcomes = await Promise.all(Array.from({ length: 30 }, (_, index) => {
      const to = index.toString(16).padStart(40, "1");
      return moveRef(folder, { ref: REF, from: A, to }, PATIENT);
    }));
    assert.equal(outcomes.filter((outcome) => outcome === "moved").length, 1);
    assert.deepEqual(leftovers(folder), []);
  });
});

Deno.test("commit() leaves a live lock alone and answers store_busy", async () => {
  await inRepository({ lockWait: 200 }, async (store, folder, lock) => {
    Deno.writeTextFileSync(lock, "");
    const begun = Date.now();
    await refuses("store_busy", begin(store));
    assert.ok(Date.now() - begun >= 200);
    assert.deepEqual(leftovers(folder), [lock]);
    assert.equal(await store.head("main"), undefined);
  });
});

Deno.test("commit() waits for a lock that goes away", async () => {
  await inRepository({}, async (store, folder, lock) => {
    Deno.writeTextFileSync(lock, "");
    setTimeout(() => Deno.removeSync(lock), 300);
    assert.equal(await begin(store), await store.head("main"));
    await assertSound(folder);
  });
});

Deno.test("commit() removes the lock of a dead process once it is old", async () => {
  const removed: string[] = [];
  const options = { lockWait: 200, onStaleLock: (path: string) => void removed.push(path) };
  await inRepository(options, async (store, folder, lock) => {
    age(lock, 29_000);
    await refuses("store_busy", begin(store));
    age(lock, 31_000);
    await begin(store);
    assert.deepEqual(removed, [lock]);
    await assertSound(folder);
  });
});

Deno.test("takeLock() gives a stale lock's place to one of many", async () => {
  await inRepository({}, async (_store, folder, lock) => {
    for (let round = 0; round < 20; round++) {
      age(lock, 31_000);
      const attempts = Array.from({ length: 20 }, () => takeLock(folder, lock, PATIENT));
      const locks = (await Promise.all(attempts)).filter((taken) => taken !== undefined);
      assert.equal(locks.length, 1, `round ${round}`);
      await locks[0]!.release();
    }
    assert.deepEqual(leftovers(folder), []);
  });
});

Deno.test("removeIfStill() puts a fresh lock back that it took by mistake", async () => {
  await inRepository({}, async (_store, folder, lock) => {
    age(lock, 31_000);
    const seen = await stat(lock);
    // Git, which does not wait for our turn, takes over between our look and our removal.
    Deno.removeSync(lock);
    Deno.writeTextFileSync(lock, "fresh");
    assert.equal(await removeIfStill(folder, lock, seen), false);
    assert.equal(Deno.readTextFileSync(lock), "fresh");
    assert.deepEqual(leftovers(folder), [lock]);
    assert.equal(await removeIfStill(folder, lock, await stat(lock)), true);
    assert.equal(await removeIfStill(folder, lock, seen), false);
    assert.deepEqual(leftovers(folder), []);
  });
});

Deno.test("a writer that was stopped for long touches no lock of another", async () => {
  await inRepository({}, async (_store, folder, lock) => {
    await moveRef(folder, { ref: REF, from: undefined, to: A }, PATIENT);
    const slow = (await takeLock(folder, lock, PATIENT))!;
    Deno.utimeSync(lock, 1, 1);
    const quick = (await takeLock(folder, lock, PATIENT))!;
    assert.equal(await slow.becomeRef(`${folder}/${REF}`, B), false);
    await slow.release();
    assert.equal(Deno.readTextFileSync(`${folder}/${REF}`), `${A}\n`);
    assert.equal(await quick.becomeRef(`${folder}/${REF}`, C), true);
    await quick.release();
    assert.equal(Deno.readTextFileSync(`${folder}/${REF}`), `${C}\n`);
    assert.deepEqual(leftovers(folder), []);
  });
});

Deno.test("moveRef() refuses a ref below a file and above a folder of refs", async () => {
  await inRepository({}, async (_store, folder) => {
    const move = (ref: string) => moveRef(folder, { ref, from: undefined, to: A }, PATIENT);
    assert.equal(await move("refs/heads/a/b"), "moved");
    await refuses("already_exists", move("refs/heads/a"));
    await refuses("already_exists", move("refs/heads/a/b/c"));
    await refuses("already_exists", move("refs/heads/a/b/c/d"));
    assert.deepEqual(leftovers(folder), []);
  });
});

Deno.test("commit() makes branches while their folder comes and goes", async () => {
  await inRepository({}, async (store, folder) => {
    let isDone = false;
    const pruning = (async () => {
      while (!isDone) await Deno.remove(`${folder}/refs/heads/deploy`).catch(() => {});
    })();
    for (let index = 0; index < 10; index++) {
      const branch = `deploy/e${index}`;
      await begin(store, { branch, files: [] });
      Deno.removeSync(`${folder}/refs/heads/${branch}`);
    }
    isDone = true;
    await pruning;
  });
});

/** A lock as a process left it that died some milliseconds ago. */
function age(lock: string, milliseconds: number): void {
  Deno.writeTextFileSync(lock, "");
  const time = new Date(Date.now() - milliseconds);
  Deno.utimeSync(lock, time, time);
}

function begin(store: Store, more: Partial<Change> = {}): Promise<string> {
  const files = [{ path: "workflows/a.yaml", content: "x" }];
  const change = { branch: "main", base: undefined, files, message: "x", author: AUTHOR };
  return store.commit({ ...change, ...more });
}
