import assert from "node:assert/strict";
import { readYaml } from "../../../lib/format/read.ts";
import type { SourceNode } from "../../../lib/format/source.ts";
import { readWithLibrary } from "../../../lib/format/yaml_library.ts";
import { document, randomOf } from "./yaml_samples.ts";

/** The source of a value and of everything in it, in order; keys end with a colon. */
function sourcesIn(text: string, node: SourceNode): string[] {
  const own = text.slice(node.from, node.to);
  if (node.type === "scalar") return [own];
  if (node.type === "list") return [own, ...node.items.flatMap((item) => sourcesIn(text, item))];
  return [
    own,
    ...node.entries.flatMap(({ keyFrom, keyTo, value }) => [
      `${text.slice(keyFrom, keyTo)}:`,
      ...sourcesIn(text, value),
    ]),
  ];
}

function sourcesOf(text: string): string[] {
  const { root } = readYaml(text);
  assert.ok(root, text);
  assert.deepEqual(root, readWithLibrary(text).root);
  return sourcesIn(text, root);
}

Deno.test("a scalar's range is its own source without spaces and comments", () => {
  assert.deepEqual(sourcesOf("  a : b  # c\n").slice(1), ["a:", "b"]);
  assert.deepEqual(sourcesOf("'a':  \"b \"  # c\n").slice(1), ["'a':", '"b "']);
});

Deno.test("a block scalar's range goes from its mark to the end of its last line", () => {
  assert.deepEqual(sourcesOf("a: | # c\n  b\n\n  c\n\nd: 1").slice(1), [
    ...["a:", "| # c\n  b\n\n  c\n", "d:", "1"],
  ]);
  assert.deepEqual(sourcesOf("- >+\n  b\n\n- |-\n  c").slice(1), [">+\n  b\n\n", "|-\n  c"]);
});

Deno.test("a map or list in brackets goes from bracket to bracket", () => {
  assert.deepEqual(sourcesOf("a: { b: [c, d,] , } # e").slice(1), [
    ...["a:", "{ b: [c, d,] , }", "b:", "[c, d,]", "c", "d"],
  ]);
});

Deno.test("a map or list without brackets goes from its first key or dash to its last value", () => {
  assert.deepEqual(sourcesOf("# x\na: # y\n  - b\n  # z\n  - c: d # w\n\n"), [
    ...["a: # y\n  - b\n  # z\n  - c: d", "a:", "- b\n  # z\n  - c: d", "b", "c: d", "c:", "d"],
  ]);
});

Deno.test("a value that is left out stands right after its colon, dash or key", () => {
  for (const text of ["a:   # c", "- \n", "{a  }", "{a:   , b}", "? a", "a: \n\n\n\nb: 1"]) {
    const { root } = readYaml(text);
    assert.ok(root && root.type !== "scalar");
    const first = root.type === "list" ? root.items[0] : root.entries[0]?.value;
    assert.ok(first && first.from === first.to);
    assert.match(text.slice(0, first.from), /[:a-]$/);
    assert.deepEqual(root, readWithLibrary(text).root);
  }
});

Deno.test("anchors and tags stand before the range, and an alias has its own everywhere", () => {
  assert.deepEqual(sourcesOf("a: &x !!map { b: 1 }\nc: *x\n").slice(1), [
    ...["a:", "{ b: 1 }", "b:", "1", "c:", "*x", "*x:", "*x"],
  ]);
});

Deno.test("ranges lie inside of each other and read as the value they stand for", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = randomOf(seed);
    const text = document(random, 3);
    const { root } = readYaml(text);
    assert.ok(root);
    checkInside(text, root, 0, text.length);
  }
});

function checkInside(text: string, node: SourceNode, from: number, to: number): void {
  assert.ok(node.from >= from && node.to <= to && node.from <= node.to);
  if (node.type === "scalar") return checkScalar(text.slice(node.from, node.to), node.value);
  const parts = node.type === "list" ? node.items : node.entries.map(({ value }) => value);
  let last = node.from;
  for (const part of parts) {
    checkInside(text, part, last, node.to);
    last = part.to;
  }
  if (node.type === "map") {
    for (const { key, keyFrom, keyTo } of node.entries) {
      checkScalar(text.slice(keyFrom, keyTo), key);
    }
  }
}

/** A block scalar means nothing without its place. */
function checkScalar(source: string, value: unknown): void {
  if (source === "" || /^[|>]/.test(source)) return;
  const { root } = readYaml(`[${/["']/.test(source.charAt(0)) ? "" : " "}${source}]`);
  if (root?.type !== "list" || /[,[\]{}]/.test(source)) return;
  assert.equal(root.items.length, 1);
  const [item] = root.items;
  assert.ok(item?.type === "scalar");
  assert.deepEqual(item.value, value);
}
