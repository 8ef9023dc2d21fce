import assert from "node:assert/strict";
import fc from "fast-check";
import { createWindows } from "../../../../../lib/stores/disk/packs/windows.ts";
import { inTemporary } from "../../git.ts";

const SIZE = 300_000;

Deno.test("read() gives any range of a file, and less where it ends", () =>
  inTemporary((folder) => {
    const bytes = Uint8Array.from({ length: SIZE }, (_, index) => (index * 7919) >>> 5);
    Deno.writeFileSync(`${folder}/one`, bytes);
    Deno.writeFileSync(`${folder}/other`, bytes.toReversed());
    const windows = createWindows();
    const files = [
      { number: windows.open(`${folder}/one`), bytes },
      { number: windows.open(`${folder}/other`), bytes: bytes.toReversed() },
    ];
    fc.assert(fc.property(
      fc.constantFrom(...files),
      fc.nat(SIZE + 10),
      fc.oneof(fc.nat(200), fc.nat(150_000)),
      (file, from, length) => {
        const found = windows.read(file.number, from, length);
        assert.deepEqual(found, file.bytes.subarray(from, from + length));
      },
    ));
    return Promise.resolve();
  }));

Deno.test({
  name: "read() keeps no file open",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    inTemporary((folder) => {
      const windows = createWindows();
      const before = openFiles();
      for (let index = 0; index < 50; index++) {
        const path = `${folder}/${index}`;
        Deno.writeTextFileSync(path, "x");
        assert.equal(windows.read(windows.open(path), 0, 5).length, 1);
      }
      assert.equal(openFiles(), before);
      return Promise.resolve();
    }),
});

function openFiles(): number {
  return [...Deno.readDirSync("/proc/self/fd")].length;
}
