import assert from "node:assert/strict";
import { onTop, operationsFrom, together } from "../../../islands/editor/together.ts";
import { CATALOGUE, replaced, SHOP } from "./workbench.ts";

const with3 = replaced(SHOP.workflow, "replicas: 2", "replicas: 3");
const THREE = {
  base: SHOP,
  theirs: { ...SHOP, workflow: `${SHOP.workflow}# theirs\n` },
  mine: { ...SHOP, workflow: with3 },
};

Deno.test("edits that say the same lie on top as they are, with their bytes", () => {
  const edits = [{
    operations: [{ op: "set", node: "api", path: ["replicas"], value: 3 }],
  }] as const;
  const both = together("shop", THREE, CATALOGUE)!;
  assert.equal(onTop("shop", THREE, both, edits), edits);
});

Deno.test("text that was typed never takes what is new in theirs away", () => {
  const both = together("shop", THREE, CATALOGUE)!;
  assert.deepEqual(onTop("shop", THREE, both, [{ workflow: with3 }]), [
    { operations: [{ op: "set", node: "api", path: ["replicas"], value: 3 }] },
  ]);
});

Deno.test("what is mine counts where both contradict each other, and is told", () => {
  const theirs = { ...SHOP, workflow: replaced(SHOP.workflow, "replicas: 2", "replicas: 4") };
  const { operations, conflicts } = together("shop", { ...THREE, theirs }, CATALOGUE)!;
  assert.deepEqual(operations, [{ op: "set", node: "api", path: ["replicas"], value: 3 }]);
  assert.deepEqual(conflicts.map(({ node, path }) => [node, path]), [
    ["api", ["config", "replicas"]],
  ]);
});

Deno.test("nothing is laid together that cannot be read", () => {
  const torn = { ...SHOP, workflow: "kind: [" };
  for (const side of ["base", "theirs", "mine"]) {
    assert.equal(together("shop", { ...THREE, [side]: torn }, CATALOGUE), undefined);
  }
  assert.equal(operationsFrom("shop", SHOP, torn), undefined);
});

Deno.test("what no operation does is told to be none", () => {
  const other = {
    ...SHOP,
    workflow: replaced(SHOP.workflow, "kind: Application", "kind: Pipeline"),
  };
  assert.equal(operationsFrom("shop", SHOP, other), undefined);
});
