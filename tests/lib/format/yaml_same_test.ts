import assert from "node:assert/strict";
import fc from "fast-check";
import { readYaml } from "../../../lib/format/read.ts";
import { valueOf } from "../../../lib/format/source.ts";
import { readWithLibrary } from "../../../lib/format/yaml_library.ts";
import { readSubset } from "../../../lib/format/yaml_subset.ts";
import { document, heap, mutated, randomOf, soup } from "./yaml_samples.ts";

const DATA = new URL("../../../../shared/data/", import.meta.url);
const SEED = fc.integer({ min: 0, max: 2 ** 31 });

/** Whether the fast reader answers; where it does, the judge must say the same. */
function agrees(text: string): boolean {
  const root = readSubset(text);
  if (root) assert.deepEqual(readWithLibrary(text), { root, faults: [] }, JSON.stringify(text));
  return root !== undefined;
}

Deno.test("readSubset() answers ordinary documents as the judge does", () => {
  let answered = 0;
  let all = 0;
  fc.assert(
    fc.property(SEED, (seed) => {
      const random = randomOf(seed);
      const text = document(random, 1 + random(3));
      assert.deepEqual(readYaml(text).faults, [], JSON.stringify(text));
      if (agrees(text)) answered++;
      all++;
    }),
    { numRuns: 1500 },
  );
  assert.ok(answered > all * 0.95, `${answered} of ${all}`);
});

Deno.test("readSubset() never contradicts the judge on documents with faults in them", () => {
  fc.assert(
    fc.property(SEED, (seed) => {
      const random = randomOf(seed);
      agrees(mutated(random, document(random, 1 + random(3))));
    }),
    { numRuns: 3000 },
  );
});

Deno.test("readSubset() never contradicts the judge on short texts of signs", () => {
  fc.assert(
    fc.property(SEED, (seed) => {
      agrees(soup(randomOf(seed)));
    }),
    { numRuns: 5000 },
  );
});

Deno.test("readSubset() never contradicts the judge on lines that hardly fit", () => {
  fc.assert(
    fc.property(SEED, (seed) => {
      agrees(heap(randomOf(seed)));
    }),
    { numRuns: 3000 },
  );
});

Deno.test("readYaml() has a tree or faults, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), SEED, (text, seed) => {
      const random = randomOf(seed);
      const mixed = random(2) === 0 ? text : mutated(random, soup(random) + text);
      const { root, faults } = readYaml(mixed);
      assert.equal(root === undefined, faults.length > 0);
      for (const { offset } of faults) assert.ok(offset >= 0 && offset <= mixed.length);
    }),
    { numRuns: 2000 },
  );
});

Deno.test("readYaml() reads JSON as JSON does", () => {
  const key = fc.stringMatching(/^[a-z<>:,#"'\\ é-]{1,9}$/).map((name) => `k${name}`);
  const text = fc.stringMatching(/^[ -~\t\n\u00A0-\u2000☺]*$/);
  const double = fc.double({ noDefaultInfinity: true, noNaN: true })
    .filter((number) => !Number.isInteger(number) || Number.isSafeInteger(number));
  const leaf = fc.oneof(text, fc.integer(), double);
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(leaf, fc.boolean(), fc.constant(null)),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(fc.property(value, fc.nat(4), (value, space) => {
    const text = JSON.stringify(value, undefined, space);
    const { root } = readYaml(text);
    assert.ok(root, text);
    assert.equal(JSON.stringify(valueOf(root)), JSON.stringify(value));
    agrees(text);
  }));
});

Deno.test({
  name: "readSubset() answers most real files, and as the judge does" +
    (isThere(DATA) ? "" : " (ignored: needs files that others wrote)"),
  ignore: !isThere(DATA),
  fn() {
    let single = 0;
    let answered = 0;
    for (const text of textsIn(DATA)) {
      const { faults } = readWithLibrary(text);
      if (faults.some(({ message }) => message.includes("second document"))) continue;
      single++;
      if (agrees(text)) answered++;
    }
    assert.ok(single > 0 && answered > single * 0.9, `${answered} of ${single}`);
  },
});

function isThere(folder: URL): boolean {
  try {
    return Deno.statSync(folder).isDirectory;
  } catch {
    return false;
  }
}

function* textsIn(folder: URL): Iterable<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* textsIn(new URL(`${name}/`, folder));
    else if (/\.ya?ml$/.test(name)) yield Deno.readTextFileSync(new URL(name, folder));
  }
}
