import assert from "node:assert/strict";
import { forgetPlaces } from "../../../lib/format/forget.ts";

const LAYOUT = `apiVersion: celestra/v1
kind: Layout
metadata: { name: shop }
nodes:
  # the first
  api: { x: 1, y: 2 } # here
  db: { x: 3, y: 4, color: "#aabbcc" }
`;

Deno.test("only the places of some nodes go, and every other byte stays", () => {
  const files = { name: "shop", workflow: "any", layout: LAYOUT };
  const after = forgetPlaces(files, new Set(["db", "ghost"]));
  assert.deepEqual(after, { ...files, layout: LAYOUT.replace(/ {2}db:.*\n/, "") });
});

Deno.test("where there is nothing to forget the files are the same", () => {
  for (const layout of [undefined, LAYOUT, "nodes: [", ""]) {
    const files = { name: "shop", workflow: "any", layout };
    assert.equal(forgetPlaces(files, new Set(["ghost"])), files);
    assert.equal(forgetPlaces(files, new Set()), files);
  }
});
