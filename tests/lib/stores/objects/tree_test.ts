import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { formatTree, keyOf, nameOf, parseTree } from "../../../../lib/stores/objects/tree.ts";

const ID = Buffer.alloc(20, 7);

function treeOf(...entries: string[]): Buffer {
  return Buffer.concat(entries.flatMap((entry) => [Buffer.from(`${entry}\0`, "latin1"), ID]));
}

Deno.test("formatTree() gives back every tree byte for byte", () => {
  const trees = [
    treeOf(),
    treeOf("40000 a-b", "100644 a.b", "40000 a", "100644 a0"),
    treeOf("100664 old", "120000 q", "160000 sub", "100644 z\xff\xfe", "100644 \xc3\xa9"),
    treeOf("100644 \xef\xbb\xbfbom"),
  ];
  trees.forEach((bytes) => assert.deepEqual(sortedCopy(bytes), Buffer.from(bytes)));
});

Deno.test("parseTree() refuses a tree that is cut", () => {
  const whole = treeOf("100644 a", "40000 b");
  for (let length = 1; length < whole.length; length++) {
    if (length === whole.length / 2) continue;
    const cut = whole.subarray(0, length);
    try {
      assert.ok(parseTree(cut).size < 2, `${length}`);
    } catch (error) {
      assert.match(`${error}`, /cut/);
    }
  }
});

Deno.test("nameOf() undoes keyOf(), and knows bytes that are no name", () => {
  for (const name of ["a", "é", "日本", "\ufeffx", "😀"]) assert.equal(nameOf(keyOf(name)), name);
  assert.equal(nameOf("\xff"), undefined);
});

function sortedCopy(bytes: Uint8Array): Buffer {
  return Buffer.from(formatTree(parseTree(bytes)));
}
