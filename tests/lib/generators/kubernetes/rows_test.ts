import assert from "node:assert/strict";
import { toldOf } from "../../../../lib/generators/kubernetes/rows.ts";
import { Sheet } from "../../../../lib/generators/recorder.ts";
import type { Plan } from "../../../../lib/model/resource.ts";

const PLAN = {
  written: new Map([["api", { image: "web:1" }], ["db", { image: "db:1" }]]),
} as unknown as Plan;

/** A sheet on which images are taken, but for what is said of that of `api`. */
function sheet(ofImage?: string, aside?: string): Sheet {
  const it = new Sheet();
  for (const node of PLAN.written.keys()) it.of(node).at("image").take();
  if (ofImage) it.of("api").at("image").mark = { class: "approximated", message: ofImage };
  const row = { node: "api", path: ["after"], class: "approximated" } as const;
  if (aside) it.asides.push({ ...row, message: aside });
  return it;
}

const messagesOf = (rows: ReturnType<typeof toldOf>["rows"], node: string) =>
  rows.get(node)!.map(({ message }) => message);

for (
  const [first, then] of [
    [[undefined, undefined], ["one", undefined]],
    [["one", undefined], ["other", undefined]],
    [[undefined, undefined], [undefined, "one"]],
    [[undefined, "one"], [undefined, "other"]],
    [[undefined, "one"], [undefined, undefined]],
  ] as const
) {
  Deno.test(`what was told of a node is told anew: ${first} became ${then}`, () => {
    const before = toldOf(PLAN, [sheet(...first)]);
    const after = toldOf(PLAN, [sheet(...then)], { ...before, changed: new Set() });
    assert.deepEqual(after.rows, toldOf(PLAN, [sheet(...then)]).rows);
    assert.equal(after.rows.get("db"), before.rows.get("db"));
  });
}

Deno.test("of what several sheets say, the last word on a property counts", () => {
  const { rows } = toldOf(PLAN, [sheet("one"), sheet("other", "aside"), sheet()]);
  assert.deepEqual(messagesOf(rows, "api"), ["other", "aside"]);
});
