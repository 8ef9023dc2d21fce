import assert from "node:assert/strict";
import fc from "fast-check";
import { applied, inTurn, piece } from "../../../../lib/format/edit/piece.ts";
import { createReadings } from "../../../../lib/format/edit/reading.ts";
import { reread } from "../../../../lib/format/edit/reread.ts";
import type { Sheet } from "../../../../lib/format/edit/sheet.ts";
import type { SourceNode } from "../../../../lib/format/source.ts";
import type { SourcePiece } from "../../../../lib/model/operation.ts";
import { document, oneOf, type Random, randomOf } from "../yaml_samples.ts";

function sheetOf(text: string): Sheet | undefined {
  const reading = createReadings().of(text);
  return "root" in reading ? reading : undefined;
}

/** A sheet with all of it looked at. */
function plain({ root, ...sheet }: Sheet): Sheet {
  const all = (node: SourceNode): SourceNode => {
    const { type, from, to } = node;
    if (type === "scalar") return node;
    if (type === "list") return { type, items: node.items.map(all), from, to };
    const entries = node.entries.map((entry) => ({ ...entry, value: all(entry.value) }));
    return { type, entries, from, to };
  };
  return { ...sheet, root: all(root) };
}

/** What people type, and what tears a text apart. */
const PARTS = [
  ...[
    "",
    "",
    " ",
    "  ",
    "\n",
    "\n\n",
    "x",
    "x: 1",
    "\nx: 1",
    "  x: 1\n",
    "x: 1\n",
    "- x\n",
    "  - x",
  ],
  ...[
    "# c",
    " # c\n",
    "#\n",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ": ",
    "|\n",
    ">-\n  a\n",
    "---\n",
  ],
  ...["&a ", "*a", "!t ", "\t", "\r\n", "\u200B", "a:\n", "a:\n  b: 1\n", "-", "- - a\n", "\uFEFF"],
];

/** A range of a text: anywhere, or whole lines, or a whole line's end. */
function rangeIn(random: Random, text: string): readonly [number, number] {
  const from = random(text.length + 1);
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const end = text.indexOf("\n", from) + 1 || text.length;
  return oneOf(random, [
    [from, Math.min(text.length, from + random(6))],
    [start, end],
    [start, start],
    [end, end],
    [Math.max(start, end - 1), Math.max(start, end - 1)],
    [start, Math.min(text.length, end + random(40))],
  ]);
}

function piecesIn(random: Random, text: string): readonly SourcePiece[] | undefined {
  const count = 1 + (random(4) === 0 ? random(3) : 0);
  return inTurn(Array.from({ length: count }, () => {
    const [from, to] = rangeIn(random, text);
    return piece(from, to, oneOf(random, PARTS));
  }));
}

function changed(sheet: Sheet, one: SourcePiece): Sheet | undefined {
  return reread(sheet, [one], applied(sheet.text, [one]));
}

Deno.test("what is read around an edit is what a reader of the whole text reads", () => {
  const seen = { reread: 0, all: 0 };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const random = randomOf(seed);
      const sheet = sheetOf(document(random, 2 + random(4)));
      for (let left = 6; sheet && left > 0; left--) {
        const pieces = piecesIn(random, sheet.text);
        if (!pieces) continue;
        const text = applied(sheet.text, pieces);
        const after = reread(sheet, pieces, text);
        const whole = sheetOf(text);
        if (after) assert.deepEqual(plain(after), whole, JSON.stringify([sheet.text, pieces]));
        if (after) seen.reread++;
        if (whole?.isOrdinary) seen.all++;
      }
    }),
    { numRuns: 1200 },
  );
  assert.ok(seen.reread > seen.all / 4, JSON.stringify(seen));
});

Deno.test("a sheet after many edits is what a reader of its text reads", () => {
  const node = (id: number) => `    n${id}:\n      a: [1, 2]\n      b: { c: d }\n`;
  const text = `spec:\n  nodes:\n${
    Array.from({ length: 40 }, (_, id) => node(id)).join("")
  }end: 1\n`;
  let now = sheetOf(text)!;
  const random = randomOf(7);
  for (let left = 200; left > 0; left--) {
    const at = now.text.indexOf("[", random(now.text.length - 200)) + 1;
    const after = changed(now, piece(at, at, `${random(10 ** random(5))}, `));
    assert.ok(after);
    now = after;
  }
  assert.deepEqual(plain(now), sheetOf(now.text));
});

Deno.test("an edit of one node reads its lines and no others", () => {
  const node = (id: string) => `    ${id}:\n      component: app\n      config:\n        a: 1\n`;
  const text = `spec:\n  nodes:\n${["a", "b", "c", "d", "e", "f"].map(node).join("")}`;
  const sheet = sheetOf(text)!;
  const at = text.indexOf("a: 1", text.indexOf("    e:")) + 3;
  const after = changed(sheet, piece(at, at + 1, "25"))!;
  const nodesIn = ({ root }: Sheet) => {
    const [spec] = root.type === "map" ? root.entries : [];
    const [nodes] = spec?.value.type === "map" ? spec.value.entries : [];
    return nodes?.value.type === "map" ? nodes.value.entries : [];
  };
  for (const index of [0, 1, 2, 3]) assert.equal(nodesIn(after)[index], nodesIn(sheet)[index]);
  assert.deepEqual(plain(after), sheetOf(text.slice(0, at) + "25" + text.slice(at + 1)));
});

Deno.test("lines that may mean something elsewhere are not read by themselves", () => {
  const text = "a:\n  b: 1\nc:\n  d: 1\ne: 1\n";
  const sheet = sheetOf(text)!;
  const at = text.indexOf("1", text.indexOf("d"));
  for (const part of ["&x 1", "*x", "!!str 1", "'1", "1\n---", "[1", "1\u200B", "1\ne: 2", "|"]) {
    assert.equal(changed(sheet, piece(at, at + 1, part)), undefined, part);
  }
});
