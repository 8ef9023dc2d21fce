import assert from "node:assert/strict";
import { freeId } from "../../../islands/editor/node_ids.ts";

Deno.test("a free id is taken, and one that is taken gets the next number", () => {
  assert.equal(freeId("app", new Set()), "app");
  assert.equal(freeId("app", new Set(["app"])), "app-2");
  assert.equal(freeId("app-2", new Set(["app-2", "app-3"])), "app-4");
});

Deno.test("a long id stays legal", () => {
  for (const long of ["a".repeat(52), `${"a".repeat(49)}-bc`, `${"a".repeat(48)}-b-9`]) {
    const id = freeId(long, new Set([long]));
    assert.match(id, /^[a-z]([a-z0-9-]{0,50}[a-z0-9])?$/);
    assert.notEqual(id, long);
    assert.doesNotMatch(id, /--/);
  }
});
