import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import {
  entryIn,
  formatTree,
  keyOf,
  nameOf,
  parseTree,
} from "../../../../lib/stores/objects/tree.ts";

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

Deno.test("entryIn() finds what parseTree() finds, whatever other names hold", () => {
  const names = ["a", "a.b", "ab", "b 100644 a", "100644 a", "b", "\xff"];
  const bytes = treeOf(...names.map((name, index) => `${index % 2 ? 40000 : 100644} ${name}`));
  const tree = parseTree(bytes);
  for (const name of [...names, "", "c", "100644", "a.", "0644 a"]) {
    assert.deepEqual(entryIn(bytes, Buffer.from(name, "latin1")), tree.get(name), name);
  }
  assert.throws(() => entryIn(bytes.subarray(0, -1), Buffer.from("c")), /cut/);
});

Deno.test("nameOf() undoes keyOf(), and knows bytes that are no name", () => {
  for (const name of ["a", "é", "日本", "\ufeffx", "😀"]) assert.equal(nameOf(keyOf(name)), name);
  assert.equal(nameOf("\xff"), undefined);
});

function sortedCopy(bytes: Uint8Array): Buffer {
  return Buffer.from(formatTree(parseTree(bytes)));
}
