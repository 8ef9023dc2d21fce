import assert from "node:assert/strict";
import fc from "fast-check";
import type { Texts } from "../../../../lib/format/merge/lines.ts";
import { markedLines, markedWhole } from "../../../../lib/format/merge/marked.ts";
import { inFolder } from "../../../helpers/host.ts";
import { testWith } from "../../../helpers/needs.ts";

const MERGES: Readonly<Record<string, readonly [texts: readonly string[], text: string]>> = {
  "takes what lies apart": [["a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n"], "A\nb\nC\n"],
  "marks a line that both changed": [
    ["a\nb\nc\n", "a\nx\nc\n", "a\ny\nc\n"],
    "a\n<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\nc\n",
  ],
  "marks what one side changed and the other took away": [
    ["a\nb\nc\n", "a\nc\n", "a\ny\nc\n"],
    "a\n<<<<<<< ours\n=======\ny\n>>>>>>> theirs\nc\n",
  ],
  "marks what both put at one place, without the lines that are the same": [
    ["a\n", "a\nsame\nx\n", "a\nsame\ny\n"],
    "a\nsame\n<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n",
  ],
  "takes what both changed alike once": [["a\nb\n", "a\nx\n", "a\nx\n"], "a\nx\n"],
  "takes two places close to each other as one": [
    ["1\n2\n3\n", "x\n2\nx\n", "y\n2\ny\n"],
    "<<<<<<< ours\nx\n2\nx\n=======\ny\n2\ny\n>>>>>>> theirs\n",
  ],
  "marks a text without a last line end": [
    ["a", "x", "y"],
    "<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n",
  ],
  "ends the lines of markers as the text ends its own": [
    ["a\r\n", "x\r\n", "y\r\n"],
    "<<<<<<< ours\r\nx\r\n=======\r\ny\r\n>>>>>>> theirs\r\n",
  ],
  "knows that a line which came may as well have come later": [
    ["c\nk\na\nb\n", "k\na\nb\nb\n", "c\nk\nA\nb\n"],
    "k\nA\nb\nb\n",
  ],
  "knows that a line which went may as well have gone later": [
    ["c\na\nk\nb\na\na\n", "c\nk\nb\na\n", "c\na\nk\nB\na\na\n"],
    "c\nk\nB\na\n",
  ],
  "keeps two places apart where one side changed what lies between": [
    ["1\n2\n3\n4\n5\n", "x\n2\n4\nx\n", "y\n2\n3\n4\ny\n"],
    ["2\n4\n", ""].map((rest) => `<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n${rest}`).join(""),
  ],
  "begins with nothing": [
    ["", "x\n", "y\n"],
    "<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n",
  ],
};

for (const [about, [[base, ours, theirs], text]] of Object.entries(MERGES)) {
  Deno.test(`markedLines() ${about}`, () => {
    const merged = markedLines({ base: base!, ours: ours!, theirs: theirs! });
    assert.equal(merged.text, text);
    assert.equal(merged.conflicts, text.split("<<<<<<<").length - 1);
  });

  testWith(["git"], `git merge-file ${about} as well`, () =>
    inFolder(async (folder) => {
      const merged = await mergedByGit(folder, { base: base!, ours: ours!, theirs: theirs! });
      assert.equal(merged.text, text);
    }));
}

Deno.test("markedWhole() leaves the choice between both sides", () => {
  assert.deepEqual(markedWhole({ base: "", ours: "x", theirs: "y\n" }), {
    text: "<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n",
    conflicts: 1,
  });
});

/** How a side changes lines: at a place, some go and some come. */
const edits = fc.array(
  fc.record({ at: fc.nat(), go: fc.nat(3), come: fc.array(fc.nat(9_999), { maxLength: 3 }) }),
  { maxLength: 4 },
);
const ends = fc.constantFrom("\n", "\r\n");

/** Texts of three sides. Each line is there once, so that there is one way to compare them. */
const triples: fc.Arbitrary<Texts> = fc.tuple(fc.nat(25), edits, edits, fc.boolean(), ends).map(
  ([length, mine, others, isEnded, eol]) => {
    const base = Array.from({ length }, (_, index) => `  line: ${index}`);
    const text = (lines: readonly string[]) =>
      lines.join(eol) + (isEnded || eol === "\r\n" ? eol : "");
    const side = (list: typeof mine, mark: string) =>
      list.reduce((lines, { at, go, come }) => {
        // What both bring is there on both sides now and then.
        const fresh = come.map((one) => one % 4 === 0 ? `  both: ${one}` : `  ${mark}: ${one}`)
          .filter((line, index, all) => !lines.includes(line) && all.indexOf(line) === index);
        return lines.toSpliced(at % (lines.length + 1), go, ...fresh);
      }, base);
    return { base: text(base), ours: text(side(mine, "o")), theirs: text(side(others, "t")) };
  },
);

/** Texts as people write them: nodes of a few lines, of which many are the same. */
const workflows: fc.Arbitrary<Texts> = fc.tuple(
  fc.integer({ min: 2, max: 6 }),
  fc.array(fc.nat(99), { minLength: 4, maxLength: 4 }),
  fc.boolean(),
).map(([count, [a, b, c, d], isAtEnd]) => {
  const node = (id: string, port: number) =>
    `    ${id}:\n      component: app\n      config:\n        port: ${port}\n`;
  const nodes = Array.from({ length: count }, (_, index) => node(`n${index}`, index));
  const text = (list: readonly string[]) => `spec:\n  nodes:\n${list.join("")}`;
  const place = (at: number) => isAtEnd ? count : at % (count + 1);
  return {
    base: text(nodes),
    ours: text(nodes.toSpliced(place(a!), 0, node("mine", c!))),
    theirs: text(nodes.toSpliced(place(b!), d! % 2, node("other", d!))),
  };
});

async function mergedByGit(folder: string, texts: Texts) {
  for (const [side, text] of Object.entries(texts)) {
    Deno.writeTextFileSync(`${folder}/${side}`, text);
  }
  const labels = ["ours", "base", "theirs"].flatMap((side) => ["-L", side]);
  const { code, stdout } = await new Deno.Command("git", {
    args: ["merge-file", "-p", ...labels, "ours", "base", "theirs"],
    cwd: folder,
  }).output();
  return { text: new TextDecoder().decode(stdout), conflicts: code };
}

for (
  const [what, arbitrary, numRuns] of [["lines", triples, 300], ["nodes", workflows, 150]] as const
) {
  testWith(
    ["git"],
    `markedLines() makes of ${what} what git merge-file makes of them`,
    () =>
      inFolder(async (folder) => {
        let [clean, marked] = [0, 0];
        await fc.assert(
          fc.asyncProperty(arbitrary, async (texts) => {
            const merged = markedLines(texts);
            assert.deepEqual(merged, await mergedByGit(folder, texts));
            merged.conflicts === 0 ? clean++ : marked++;
          }),
          { numRuns },
        );
        assert.ok(
          clean > numRuns / 20 && marked > numRuns / 20,
          `${clean} clean, ${marked} marked`,
        );
      }),
  );
}

Deno.test("markedLines() leaves out no line that only one side brought", () => {
  const letters = fc.constantFrom("a", "b", "c", "d");
  const base = fc.array(letters, { maxLength: 12 });
  const side = (...own: string[]) => fc.array(fc.oneof(letters, fc.constantFrom(...own)));
  const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");
  fc.assert(
    fc.property(base, side("o", "p"), side("t", "u"), (before, mine, others) => {
      const merged = markedLines({ base: text(before), ours: text(mine), theirs: text(others) });
      for (const line of ["o", "p", "t", "u"]) {
        const count = (lines: readonly string[]) => lines.filter((one) => one === line).length;
        assert.equal(count(merged.text.split("\n")), count([...mine, ...others]));
      }
    }),
    { numRuns: 2000 },
  );
});
