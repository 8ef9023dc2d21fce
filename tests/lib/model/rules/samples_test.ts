import assert from "node:assert/strict";
import { rules } from "../../../../lib/model/rules/registry.ts";
import { broken, edited, faultsOf, workflowOf } from "./ruled.ts";
import { SAMPLES } from "./samples.ts";

Deno.test("there is a way to break every rule", () => {
  assert.deepEqual([...rules.keys()].sort(), [...new Set(SAMPLES.map(({ rule }) => rule))].sort());
});

Deno.test("every rule says what, why and how to mend it in sentences", () => {
  for (const { id, title, why, mending } of rules.values()) {
    assert.match(title, /^[A-Z].*[^.]$/, id);
    assert.match(why, /^[A-Z].*\.$/, id);
    assert.match(mending, /^[A-Z]/, id);
  }
});

SAMPLES.forEach((sample, index) => {
  const { rule, node, path, instead, registries = [] } = sample;

  Deno.test(`[${rule}] is broken by sample ${index}, at its place`, () => {
    const workflow = workflowOf(sample);
    assert.deepEqual(faultsOf(workflow), []);
    const found = broken(rule, workflow, { registries });
    assert.equal(found.length, 1);
    const place = node === undefined ? path : ["spec", "nodes", node, "config", ...path];
    assert.deepEqual(found[0]!.path, place);
    assert.equal(found[0]!.node, node);
    assert.match(found[0]!.message, /expected/);
  });

  Deno.test(`[${rule}] is kept once sample ${index} is mended`, () => {
    const workflow = workflowOf(sample);
    const [{ mend } = {}] = broken(rule, workflow, { registries });
    assert.equal(mend === undefined, instead !== undefined, "operations, or a mended sample");
    const mended = mend ? edited(workflow, mend) : workflowOf({ ...sample, ...instead });
    assert.deepEqual(faultsOf(mended), []);
    assert.deepEqual(broken(rule, mended, { registries: instead?.registries ?? registries }), []);
  });
});
