import assert from "node:assert/strict";
import { generators } from "../lib/generators/registry.ts";
import { type Measured, measuredFidelity } from "./helpers/fidelity.ts";
import { fidelityMarkdown } from "./helpers/fidelity_markdown.ts";
import { ROOT } from "./helpers/house.ts";

const measured = new Map<string, readonly Measured[]>(
  [...generators].map(([output, generator]) => [output, measuredFidelity(generator)]),
);

for (const [output, { carries }] of generators) {
  for (const { component, kinds, class: found } of measured.get(output)!) {
    Deno.test(`${output} carries ${component} as it declares`, () => {
      const classes = new Set(kinds.map((kind) => carries[kind]));
      const declared = classes.size === 1 ? [...classes][0] : "approximated";
      assert.equal(found, declared);
    });
  }
}

Deno.test("docs/fidelity.md is what is measured; otherwise run deno task golden", async () => {
  const file = `${ROOT}docs/fidelity.md`;
  const text = fidelityMarkdown(measured);
  if (Deno.env.get("CELESTRA_GOLDEN") === "write") await Deno.writeTextFile(file, text);
  assert.equal(await Deno.readTextFile(file), text);
});
