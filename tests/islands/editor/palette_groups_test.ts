import assert from "node:assert/strict";
import { paletteGroups } from "../../../islands/editor/palette_groups.ts";
import { CATALOGUE } from "./workbench.ts";

function found(words: string, kind = "Application", catalogue = CATALOGUE): string[] {
  return paletteGroups(catalogue, kind, words)
    .flatMap(([, components]) => components.map(({ id }) => id));
}

Deno.test("without words everything is there that the kind may hold, by category", () => {
  assert.deepEqual(found("").sort(), [...CATALOGUE.kinds.Application!.components].sort());
  for (const [category, components] of paletteGroups(CATALOGUE, "Application", "")) {
    assert.ok(components.every((one) => one.category === category));
  }
});

Deno.test("all words are looked for, in whatever case", () => {
  assert.deepEqual(found("  STATEFUL app "), ["stateful-app"]);
  assert.deepEqual(found("app nonsense"), []);
});

Deno.test("a kind that nobody knows may hold everything", () => {
  assert.equal(found("", "Mystery").length, Object.keys(CATALOGUE.components).length);
});

Deno.test("what the kind may not hold is not offered", () => {
  const kinds = { Application: { ...CATALOGUE.kinds.Application!, components: ["app", "gone"] } };
  assert.deepEqual(found("", "Application", { ...CATALOGUE, kinds }), ["app"]);
});
