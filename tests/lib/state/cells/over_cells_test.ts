import assert from "node:assert/strict";
import { createMemoryCells } from "../../../../lib/state/cells/memory_cells.ts";
import { overCells } from "../../../../lib/state/cells/over_cells.ts";
import type { Cells } from "../../../../lib/state/cells/cells.ts";

const KEY = ["a"];
const LARGE = "x".repeat(300_000);

Deno.test("no piece of a large value is left behind, whoever wrote over it", async () => {
  const cells = createMemoryCells();
  const keyValue = overCells(cells);
  const count = async () => (await cells.list([], {})).length;
  for (const [value, size] of [[LARGE, 6], [`${LARGE}y`, 6], ["small", 1], [LARGE, 6]] as const) {
    await keyValue.commit({ sets: [{ key: KEY, value }] });
    assert.equal(await count(), size);
  }
  await Promise.all(
    Array.from(
      { length: 20 },
      (_, at) => keyValue.commit({ sets: [{ key: KEY, value: at % 2 ? LARGE : at }] }),
    ),
  );
  await keyValue.commit({ deletes: [KEY] });
  assert.equal(await count(), 0);
});

Deno.test("a value whose piece is gone, or that is no JSON, is damaged", async () => {
  const cells = createMemoryCells();
  const keyValue = overCells(cells);
  await keyValue.commit({ sets: [{ key: KEY, value: LARGE }] });
  const [piece] = await cells.list(["pieces"], {});
  await cells.commit({ checks: [], deletes: [piece!.key], sets: [] });
  await assert.rejects(keyValue.get(KEY), { name: "AppError", code: "store_corrupt" });
  const bytes = new TextEncoder().encode("{");
  await cells.commit({ checks: [], deletes: [], sets: [{ key: ["values", "a"], bytes }] });
  await assert.rejects(keyValue.list([]), { name: "AppError", code: "store_corrupt" });
  await keyValue.commit({ deletes: [KEY] });
  assert.equal(await keyValue.get(KEY), undefined);
});

Deno.test("a reader whose pieces go takes the value that came, or none", async () => {
  const changes = [() => ({ sets: [{ key: KEY, value: "new" }] }), () => ({ deletes: [KEY] })];
  for (const change of changes) {
    const cells = createMemoryCells();
    const keyValue = overCells(cells);
    await keyValue.commit({ sets: [{ key: KEY, value: LARGE }] });
    const between = () => keyValue.commit(change());
    const found = await overCells(interrupted(cells, between)).get(KEY);
    assert.deepEqual(found?.value, "sets" in change() ? "new" : undefined);
  }
});

/** Cells on which somebody else works once, after the first reading. */
function interrupted(cells: Cells, work: () => Promise<unknown>): Cells {
  let isFirst = true;
  return {
    ...cells,
    async get(keys) {
      const found = await cells.get(keys);
      if (isFirst) await work();
      isFirst = false;
      return found;
    },
  };
}
