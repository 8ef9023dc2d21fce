import assert from "node:assert/strict";
import { compose } from "../../../lib/generators/compose.ts";
import { kubernetes } from "../../../lib/generators/kubernetes.ts";
import { pathText } from "../../../lib/model/json.ts";
import { extraPlan } from "./kubernetes/extras.ts";

for (const output of [kubernetes, compose]) {
  Deno.test(`[${output.id}] what is lost of the extras has a reason of its own`, () => {
    const losses = output.generate(extraPlan()).report.filter((one) => one.class !== "exact");
    assert.ok(losses.length > 0);
    const mute = losses.filter(({ message }) => / has no place for it$/.test(message));
    assert.deepEqual(mute.map(({ node, path }) => `${node}.${pathText(path)}`), []);
  });

  Deno.test(`[${output.id}] every line of the extras comes from a node, or from the workflow`, () => {
    const plan = extraPlan();
    for (const { path, text, map } of output.generate(plan).files) {
      const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
      const told = new Set<number>();
      for (const { from, to, node } of map) {
        assert.ok(node === null || plan.written.has(node), `${path}: ${node}`);
        for (let line = from; line <= to; line++) told.add(line);
      }
      assert.equal(told.size, lines, path);
    }
  });
}
