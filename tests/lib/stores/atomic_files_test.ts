import assert from "node:assert/strict";
import { makeFolder, writeAllAtomic, writeAtomic } from "../../../lib/stores/atomic_files.ts";
import { inTemporary, leftovers } from "./git.ts";

Deno.test("writeAtomic() shows a file whole or not at all", async () => {
  await inTemporary(async (folder) => {
    const [path, bytes] = [`${folder}/new/file`, new Uint8Array(64 * 1024 * 1024)];
    const sizes = new Set<number | undefined>();
    let isDone = false;
    const writing = writeAtomic(path, bytes).finally(() => isDone = true);
    while (!isDone) sizes.add(await Deno.stat(path).then(({ size }) => size, () => undefined));
    await writing;
    sizes.delete(undefined);
    assert.deepEqual([...sizes, bytes.length].filter((size) => size !== bytes.length), []);
    assert.deepEqual(leftovers(folder), []);
  });
});

Deno.test("writeAtomic() leaves the former file where it fails", async () => {
  await inTemporary(async (folder) => {
    Deno.mkdirSync(`${folder}/taken`);
    Deno.writeTextFileSync(`${folder}/taken/file`, "x");
    await assert.rejects(writeAtomic(`${folder}/taken`, "y"));
    assert.equal(Deno.readTextFileSync(`${folder}/taken/file`), "x");
    await assert.rejects(makeFolder(`${folder}/taken/file/below`));
    assert.deepEqual(leftovers(folder), []);
  });
});

Deno.test("writeAllAtomic() shows no file without those before it", async () => {
  await inTemporary(async (folder) => {
    makeTaken(folder);
    const wanted = ["first", "taken", "last"].map((name) => ({
      path: `${folder}/${name}`,
      bytes: name,
    }));
    await assert.rejects(writeAllAtomic(wanted));
    assert.equal(Deno.readTextFileSync(`${folder}/first`), "first");
    assert.throws(() => Deno.statSync(`${folder}/last`), Deno.errors.NotFound);
    assert.deepEqual(leftovers(folder), []);
  });
});

Deno.test("writeAllAtomic() shows none where one cannot be written", async () => {
  await inTemporary(async (folder) => {
    makeTaken(folder);
    const wanted = [
      { path: `${folder}/taken/file/below`, bytes: "x" },
      { path: `${folder}/new/large`, bytes: new Uint8Array(8 * 1024 * 1024) },
    ];
    await assert.rejects(writeAllAtomic(wanted));
    // Nothing goes on behind our back.
    await new Promise((done) => setTimeout(done, 100));
    assert.throws(() => Deno.statSync(`${folder}/new/large`), Deno.errors.NotFound);
    assert.deepEqual(leftovers(folder), []);
  });
});

/** A folder with a file in it, which nothing can replace. */
function makeTaken(folder: string): void {
  Deno.mkdirSync(`${folder}/taken`);
  Deno.writeTextFileSync(`${folder}/taken/file`, "x");
}
