import assert from "node:assert/strict";
import { AppError } from "../../../lib/model/error.ts";
import { writeAllAtomic } from "../../../lib/stores/atomic_files.ts";
import { gitObjects } from "../../../lib/stores/git.ts";
import { createLocalStore, openLocalStore } from "../../../lib/stores/local.ts";
import { idOf, type Objects, type StoredObject } from "../../../lib/stores/objects/objects.ts";
import { refuses } from "../../contracts/store_changes.ts";
import { testWith } from "../../helpers/needs.ts";
import { assertSound, git, inTemporary, leftovers } from "./git.ts";

const AUTHOR = { name: "Ada", email: "ada@example.com" };
const BLOB = { kind: "blob", bytes: new TextEncoder().encode("text".repeat(1000)) } as const;

/** Gives a test an empty repository and its objects. */
async function inRepository(
  test: (objects: Objects, folder: string) => Promise<void>,
): Promise<void> {
  await inTemporary(async (folder) => {
    await createLocalStore(folder, { bare: true, defaultBranch: "main" });
    await test(gitObjects(folder), folder);
  });
}

/** Writes an object and answers its id. */
async function written(objects: Objects, object: StoredObject): Promise<string> {
  const id = idOf(object);
  await objects.write(new Map([[id, object]]));
  return id;
}

for (const length of [0, 1, 10, 30]) {
  Deno.test(`write() repairs an object that was cut after ${length} bytes`, async () => {
    await inRepository(async (objects, folder) => {
      const id = await written(objects, BLOB);
      const path = `${folder}/objects/${id.slice(0, 2)}/${id.slice(2)}`;
      Deno.chmodSync(path, 0o644);
      Deno.truncateSync(path, length);
      await refuses("store_corrupt", objects.read(id));
      assert.equal(await written(objects, BLOB), id);
      assert.deepEqual((await objects.read(id))!.bytes.length, BLOB.bytes.length);
      await assertSound(folder);
    });
  });
}

Deno.test("read() refuses an object whose bytes are not those of its id", async () => {
  await inRepository(async (objects, folder) => {
    const [one, other] = [
      await written(objects, BLOB),
      await written(objects, { kind: "blob", bytes: new Uint8Array(9) }),
    ];
    const [path, source] = [one, other].map((id) =>
      `${folder}/objects/${id.slice(0, 2)}/${id.slice(2)}`
    );
    Deno.removeSync(path!);
    Deno.copyFileSync(source!, path!);
    await refuses("store_corrupt", objects.read(one));
  });
});

Deno.test("write() keeps an object that is there already from being pruned", async () => {
  await inRepository(async (objects, folder) => {
    const id = await written(objects, BLOB);
    const path = `${folder}/objects/${id.slice(0, 2)}/${id.slice(2)}`;
    Deno.utimeSync(path, 1, 1);
    await written(objects, BLOB);
    assert.ok(Date.now() - Deno.statSync(path).mtime!.getTime() < 60_000);
  });
});

Deno.test("write() passes on that the disk is full, and works once it is not", async () => {
  await inTemporary(async (folder) => {
    await createLocalStore(folder, { bare: true, defaultBranch: "main" });
    let isFull = true;
    const objects = gitObjects(folder, async (files) => {
      if (isFull) throw new AppError("storage_full", "There is no space left");
      await writeAllAtomic(files);
    });
    await refuses("storage_full", written(objects, BLOB));
    assert.deepEqual(leftovers(folder), []);
    isFull = false;
    assert.ok(await objects.read(await written(objects, BLOB)));
    await assertSound(folder);
  });
});

testWith(["git"], "read() follows objects that git packs, repacks and explodes", async () => {
  await inRepository(async (_objects, folder) => {
    const store = await openLocalStore(folder);
    let base: string | undefined;
    for (let index = 0; index < 12; index++) {
      const files = [{ path: "workflows/a.yaml", content: `${index}\n`.repeat(500) }];
      base = await store.commit({ branch: "main", base, files, message: "x", author: AUTHOR });
      if (index % 3 === 2) await git(folder, "gc", "-q", "--prune=now");
      const fresh = await openLocalStore(folder);
      assert.equal((await fresh.history(base, 100)).length, index + 1);
      assert.equal((await fresh.read(base, "workflows/a.yaml"))!.length, files[0]!.content.length);
    }
    await assertSound(folder);
  });
});

testWith(["git"], "read() holds while git gc runs beside it", async () => {
  await inRepository(async (_objects, folder) => {
    const store = await openLocalStore(folder);
    let base: string | undefined;
    for (let index = 0; index < 10; index++) {
      const files = [{ path: `workflows/w${index}.yaml`, content: `${index}` }];
      base = await store.commit({ branch: "main", base, files, message: "x", author: AUTHOR });
    }
    let isDone = false;
    const collecting = (async () => {
      while (!isDone) await git(folder, "repack", "-q", "-a", "-d", "-f");
    })();
    const end = Date.now() + 1_500;
    while (Date.now() < end) assert.ok(await gitObjects(folder).read(base!));
    isDone = true;
    await collecting;
    assert.equal((await store.history(base!, 100)).length, 10);
  });
});
