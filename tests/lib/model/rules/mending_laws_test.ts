import assert from "node:assert/strict";
import fc from "fast-check";
import { rules } from "../../../../lib/model/rules/registry.ts";
import { broken, edited, faultsOf } from "./ruled.ts";
import { isSayable, workflows } from "./workflows.ts";

Deno.test("mending a rule never makes a workflow invalid, and leaves one finding less", () => {
  const tried = new Map<string, number>();
  fc.assert(
    fc.property(workflows, (workflow) => {
      fc.pre(isSayable(workflow) && faultsOf(workflow).length === 0);
      for (const rule of rules.keys()) {
        const found = broken(rule, workflow);
        for (const { mend, message } of found) {
          if (!mend) continue;
          tried.set(rule, (tried.get(rule) ?? 0) + 1);
          const mended = edited(workflow, mend);
          assert.deepEqual(faultsOf(mended), [], `${rule}: ${message}`);
          assert.ok(broken(rule, mended).length < found.length, `${rule}: ${message}`);
        }
      }
    }),
    { numRuns: 100 },
  );
  // Otherwise the property says little.
  assert.ok(tried.size > 5, [...tried.keys()].join(", "));
});
