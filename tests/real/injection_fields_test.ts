import assert from "node:assert/strict";
import fc from "fast-check";
import { compose } from "../../lib/generators/compose.ts";
import type { Plan } from "../../lib/model/resource.ts";
import { plainObjects, templated, writeChart } from "../helpers/charts.ts";
import { inFolder } from "../helpers/host.ts";
import { hostileText } from "../helpers/hostile_texts.ts";
import { asComposeSees, filled, INJECTABLES, token } from "../helpers/injected.ts";
import { testWith } from "../helpers/needs.ts";
import { succeed } from "../helpers/processes.ts";
import { assertBuilt } from "../lib/generators/kustomize/built.ts";

const ROUNDS = 5;
const SEED = crypto.getRandomValues(new Int32Array(1))[0]!;
const COUNT = INJECTABLES.reduce((sum, { leaves }) => sum + leaves.length, 0);
const TEXTS = fc.sample(hostileText, { numRuns: COUNT * ROUNDS, seed: SEED });

/** The texts of every place of every full workflow, round by round. */
function* rounds(): Generator<readonly [(typeof INJECTABLES)[number], (index: number) => string]> {
  let next = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const one of INJECTABLES) {
      const texts = one.leaves.map(({ path }) =>
        TEXTS[next++]! || (path.at(-1) === "name" ? "~" : "")
      );
      yield [one, (index) => texts[index]!];
    }
  }
}

testWith(
  ["helm"],
  `${TEXTS.length} texts in every field of text pass a chart as they are (seed ${SEED})`,
  async () => {
    for (const [{ plan }, textAt] of rounds()) {
      await inFolder(async (folder) => {
        await writeChart(folder, plan(textAt));
        assert.deepEqual(await templated(folder), plainObjects(plan(textAt)));
      });
    }
  },
);

testWith(
  ["kubectl"],
  `${TEXTS.length} texts in every field of text pass kubectl kustomize (seed ${SEED})`,
  async () => {
    for (const [{ plan }, textAt] of rounds()) {
      await assertBuilt(plan((index) => withoutTab(textAt(index))), []);
    }
  },
);

testWith(
  ["docker"],
  `${TEXTS.length} texts in every field of text reach Compose as they are (seed ${SEED})`,
  async () => {
    for (const [{ plan }, textAt] of rounds()) {
      const plain = asComposeSees(await configOf(plan(token)));
      assert.deepEqual(asComposeSees(await configOf(plan(textAt))), filled(plain, textAt));
    }
  },
);

/**
 * Lines of which the first begins with a tab are not asked: Kustomize writes them in between as a
 * block that it cannot read again, and fails with "found a tab character".
 */
function withoutTab(text: string): string {
  return text.includes("\n") ? text.replace(/^\t+/, "") : text;
}

/** A project as Compose reads it. */
function configOf(plan: Plan): Promise<unknown> {
  return inFolder(async (folder) => {
    for (const { path, text } of compose.generate(plan).files) {
      await Deno.mkdir(`${folder}/${path}`.replace(/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${folder}/${path}`, text);
    }
    const read = ["compose", "-f", `${folder}/compose.yaml`, "config", "--format", "json"] as const;
    const text = await succeed("docker", ...read);
    return JSON.parse(text.replaceAll(folder, "/folder"));
  });
}
