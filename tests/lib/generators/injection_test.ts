import assert from "node:assert/strict";
import fc from "fast-check";
import { parseAllDocuments } from "yaml";
import { compose } from "../../../lib/generators/compose.ts";
import { helm } from "../../../lib/generators/helm.ts";
import { kubernetes } from "../../../lib/generators/kubernetes.ts";
import { kustomize } from "../../../lib/generators/kustomize.ts";
import type { Generator } from "../../../lib/generators/generator.ts";
import type { Artifact } from "../../../lib/model/artifact.ts";
import type { Plan } from "../../../lib/model/resource.ts";
import { nameOf, stringFields } from "../../helpers/string_fields.ts";
import { CATALOGUE } from "../components/planned.ts";
import { hostileText } from "../../helpers/hostile_texts.ts";
import {
  asComposeSees,
  asContainersSee,
  filled,
  INJECTABLES,
  token,
} from "../../helpers/injected.ts";

const ROUNDS = 7;
const SEED = crypto.getRandomValues(new Int32Array(1))[0]!;
const COUNT = INJECTABLES.reduce((sum, { leaves }) => sum + leaves.length, 0);
const TEXTS = fc.sample(hostileText, { numRuns: COUNT * ROUNDS, seed: SEED });

/** What each output is read as; a program is read by Python alone, and so asked in tests/real. */
const OUTPUTS:
  readonly (readonly [Generator, (files: Readonly<Record<string, unknown>>) => unknown])[] = [
    [kubernetes, asContainersSee],
    [kustomize, asContainersSee],
    // Compose looks into its own file, and takes the others as they are.
    [compose, (files) => ({ ...files, "compose.yaml": asComposeSees(files["compose.yaml"]) })],
    [helm, (files) => files],
  ];

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

/** The files by their paths: YAML as readers of both versions see it, templates as they are. */
function treesOf({ generate }: Generator, plan: Plan): Record<string, unknown> {
  return Object.fromEntries(generate(plan).files.map((file) => [file.path, treeOf(file)]));
}

function treeOf({ path, text }: Artifact): unknown {
  if (/(^|\/)templates\//.test(path) || !/\.(ya?ml|json)$/.test(path)) return text;
  const [old, now] = (["1.1", "1.2"] as const).map((version) =>
    parseAllDocuments(text, { version, merge: false }).map((document) => {
      assert.deepEqual(document.errors, [], path);
      return document.toJS() as unknown;
    })
  );
  assert.deepEqual(old, now, path);
  return now;
}
