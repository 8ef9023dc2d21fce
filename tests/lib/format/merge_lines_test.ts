import assert from "node:assert/strict";
import fc from "fast-check";
import { hunksBetween } from "../../../lib/format/merge/hunks.ts";
import { mergedLines } from "../../../lib/format/merge/lines.ts";

const lists = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 });

Deno.test("hunksBetween() turns one list into the other", () => {
  fc.assert(
    fc.property(lists, lists, (before, after) => {
      const hunks = hunksBetween(before, after);
      const made = hunks.toReversed().reduce<readonly string[]>(
        (now, { from, to, lines }) => now.toSpliced(from, to - from, ...lines),
        before,
      );
      assert.deepEqual(made, after);
      for (const [index, { from }] of hunks.entries()) {
        assert.ok(index === 0 || from > hunks[index - 1]!.to, "neighbours are one hunk");
      }
    }),
    { numRuns: 3000 },
  );
});

Deno.test("hunksBetween() changes as few lines as the longest common part allows", () => {
  fc.assert(
    fc.property(lists, lists, (before, after) => {
      const changed = hunksBetween(before, after)
        .reduce((sum, { from, to, lines }) => sum + to - from + lines.length, 0);
      assert.equal(changed, before.length + after.length - 2 * commonOf(before, after));
    }),
    { numRuns: 3000 },
  );
});

/** The length of the longest common part, by the table of Wagner and Fischer. */
function commonOf(one: readonly string[], other: readonly string[]): number {
  let row: number[] = new Array(other.length + 1).fill(0);
  for (const item of one) {
    const next = [0];
    for (const [index, there] of other.entries()) {
      next.push(item === there ? row[index]! + 1 : Math.max(next[index]!, row[index + 1]!));
    }
    row = next;
  }
  return row.at(-1)!;
}

Deno.test("hunksBetween() takes all in between where nearly nothing is the same", () => {
  const before = Array.from({ length: 3000 }, (_, index) => `a${index}`);
  const after = Array.from({ length: 3000 }, (_, index) => `b${index}`);
  assert.deepEqual(hunksBetween(before, after), [{ from: 0, to: 3000, lines: after }]);
});

const MERGES: readonly (readonly [about: string, string, string, string, string])[] = [
  ["takes what lies apart", "a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n", "A\nb\nc\nD\n"],
  ["keeps ours where both changed a line", "a\nb\n", "A\nb\n", "X\nb\n", "A\nb\n"],
  ["keeps ours where both put something at one place", "a\n", "a\nx\n", "a\ny\n", "a\nx\n"],
  ["keeps ours beside a line that we changed", "a\nb\nc\n", "A\nb\nc\n", "a\nB\nc\n", "A\nb\nc\n"],
  ["takes what both made alike once", "a\nb\n", "a\nx\nb\n", "a\nx\nb\n", "a\nx\nb\n"],
  ["knows a text without a last line end", "a\nb\nc", "a\nb\nC", "A\nb\nc", "A\nb\nC"],
  ["begins with nothing", "", "a\n", "b\n", "a\n"],
];

for (const [about, base, ours, theirs, merged] of MERGES) {
  Deno.test(`mergedLines() ${about}`, () => {
    assert.equal(mergedLines({ base, ours, theirs }), merged);
  });
}

Deno.test("mergedLines() is the other side's text where one side changed nothing", () => {
  const texts = lists.map((list) => list.map((line) => `${line}\n`).join(""));
  fc.assert(fc.property(texts, texts, (base, theirs) => {
    assert.equal(mergedLines({ base, ours: base, theirs }), theirs);
    assert.equal(mergedLines({ base, ours: theirs, theirs: base }), theirs);
    assert.equal(mergedLines({ base, ours: theirs, theirs }), theirs);
  }));
});
