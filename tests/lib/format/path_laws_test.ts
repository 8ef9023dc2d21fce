import assert from "node:assert/strict";
import fc from "fast-check";
import { editPaths } from "../../../lib/format/path_edits.ts";
import { testWithData } from "../../helpers/real_data.ts";
import { editOf, holdToLaws, type Outcome, placesOf, subjectsOf } from "./path_laws.ts";
import { document, randomOf } from "./yaml_samples.ts";

function counts(): Record<Outcome, number> {
  return { done: 0, same: 0, refused: 0 };
}

testWithData("edits of real files change nothing but what they name", (files) => {
  const seen = counts();
  for (const [at, { path, text }] of files.entries()) {
    const random = randomOf(at);
    const subjects = subjectsOf(text);
    assert.ok(subjects.length > 0, path);
    for (const subject of subjects) {
      const places = placesOf(subject);
      for (let left = 10; left > 0; left--) {
        seen[holdToLaws(subject, editOf(random, subject, places))]++;
      }
    }
  }
  assert.ok(seen.done > 800, JSON.stringify(seen));
  assert.ok(seen.refused < seen.done / 20, JSON.stringify(seen));
});

testWithData("one scalar of a real file changed, only its own span changes", (files) => {
  for (const [at, { path, text }] of files.entries()) {
    const random = randomOf(at);
    let changed = 0;
    for (const subject of subjectsOf(text)) {
      const { sheet, from, document } = subject;
      const scalars = placesOf(subject).filter(({ node }) =>
        node.type === "scalar" && node.to > node.from && !/[*|>]/.test(sheet.text[node.from]!)
      );
      for (const { path, node } of scalars.filter(() => random(scalars.length) < 4)) {
        const value = node.type === "scalar" && node.value === "other" ? "another" : "other";
        const after = editPaths(text, [{ set: path, value }], { document }).text;
        const rest = [text.slice(0, from + node.from), text.slice(from + node.to)];
        assert.ok(after.startsWith(rest[0]!) && after.endsWith(rest[1]!), JSON.stringify(path));
        const own = after.slice(rest[0]!.length, after.length - rest[1]!.length);
        assert.ok([value, `"${value}"`, `'${value}'`].includes(own), own);
        changed++;
      }
    }
    assert.ok(changed > 0, path);
  }
});

testWithData("no edit, and setting what is there, change no byte of a real file", (files) => {
  for (const [at, { text }] of files.entries()) {
    const random = randomOf(at);
    for (const subject of subjectsOf(text)) {
      const { document, sheet } = subject;
      const scalars = placesOf(subject).filter(({ node }) => node.type === "scalar");
      const same = scalars.filter(() => random(scalars.length) < 5).flatMap(({ path, node }) =>
        path.length > 0 && node.type === "scalar" ? [{ set: path, value: node.value }] : []
      );
      assert.ok(sheet);
      for (const edits of [[], same]) {
        assert.deepEqual(editPaths(text, edits, { document }), { text, undo: [] });
      }
    }
  }
});

Deno.test("edits of generated documents change nothing but what they name", () => {
  const seen = counts();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const random = randomOf(seed);
      for (const subject of subjectsOf(document(random, 1 + random(3)))) {
        const places = placesOf(subject);
        for (let left = 3; left > 0; left--) {
          seen[holdToLaws(subject, editOf(random, subject, places))]++;
        }
      }
    }),
    { numRuns: 2000 },
  );
  assert.ok(seen.refused < seen.done / 10, JSON.stringify(seen));
});
