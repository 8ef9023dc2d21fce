import assert from "node:assert/strict";
import fc from "fast-check";
import { nameOf, stringFields } from "../../helpers/string_fields.ts";
import { generators } from "../../../lib/generators/registry.ts";
import type { Fidelity } from "../../../lib/model/artifact.ts";
import { CATALOGUE } from "../components/planned.ts";
import { hostileText } from "../../helpers/hostile_texts.ts";
import { filled, INJECTABLES, type Leaf, token } from "../../helpers/injected.ts";
import { OUTPUTS, treesOf } from "../../helpers/output_trees.ts";

const ROUNDS = 7;
const SEED = crypto.getRandomValues(new Int32Array(1))[0]!;
const COUNT = INJECTABLES.reduce((sum, { leaves }) => sum + leaves.length, 0);
const TEXTS = fc.sample(hostileText, { numRuns: COUNT * ROUNDS, seed: SEED });

Deno.test("the texts are enough, and no field of text is left out", () => {
  assert.ok(TEXTS.length >= 5000, `${TEXTS.length}`);
  const asked = new Set(INJECTABLES.flatMap(({ fields }) => fields));
  const free = stringFields(CATALOGUE).filter(({ schema }) => !schema.format && !schema.free);
  assert.deepEqual(free.map(nameOf).filter((name) => !asked.has(name)), []);
});

for (const [generator, asRead] of OUTPUTS) {
  Deno.test(`[${generator.id}] ${TEXTS.length} texts in every field of text change nothing else (seed ${SEED})`, () => {
    let next = 0;
    for (const { leaves, plan } of INJECTABLES) {
      const plain = asRead(treesOf(generator, plan(token)));
      for (let round = 0; round < ROUNDS; round++) {
        // A name may be any text, but for none.
        const texts = leaves.map(({ path }) =>
          TEXTS[next++]! || (path.at(-1) === "name" ? "~" : "")
        );
        const hostile = treesOf(generator, plan((index) => texts[index]!));
        assert.deepEqual(asRead(hostile), filled(plain, (index) => texts[index]!));
      }
    }
  });
}

for (const generator of generators.values()) {
  Deno.test(`[${generator.id}] a text that is in no file is one that the report names`, () => {
    for (const { name, leaves, fields, plan } of INJECTABLES) {
      const { files, report } = generator.generate(plan(token));
      // What is said of a whole node says nothing of a place that is not dropped.
      const lost = report.filter((entry) =>
        entry.class === "dropped" || entry.class === "approximated" && entry.path.length > 0
      );
      const all = files.map(({ text }) => text).join("\n");
      const silent = leaves.map((leaf, index) => ({ ...leaf, index }))
        .filter(({ index }) => !all.includes(token(index)))
        .filter((leaf) => !lost.some((entry) => isAbout(entry, leaf)))
        .map(({ index }) => fields[index]);
      assert.deepEqual(silent, [], name);
    }
  });
}

/** Whether a report speaks of a place: of it, or of what it is in. */
function isAbout({ node, path }: Fidelity, leaf: Leaf): boolean {
  return node === leaf.node && path.every((step, index) => step === leaf.path[index]);
}
