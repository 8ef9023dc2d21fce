import assert from "node:assert/strict";
import fc from "fast-check";
import { compare, isEmpty } from "../../../lib/model/diff.ts";
import { operationsBetween } from "../../../lib/model/operations_between.ts";
import { applied, connected, drawings, edits, said, tried } from "./drawings.ts";

const RUNS = { numRuns: 2000 };

/** A drawing and what edits made of it, or another drawing altogether. */
const pairs = fc.oneof(
  fc.tuple(drawings, drawings),
  fc.tuple(drawings, edits).map(([base, list]) => [base, connected(tried(base, list))] as const),
);

Deno.test("the operations between two drawings make the one into the other", () => {
  fc.assert(
    fc.property(pairs, ([base, head]) => {
      assert.deepEqual(said(applied(base, operationsBetween(base, head))), said(head));
    }),
    RUNS,
  );
});

Deno.test("nothing differs exactly where the drawings say the same", () => {
  fc.assert(
    fc.property(pairs, ([base, head]) => {
      assert.deepEqual(compare(head, head), EMPTY);
      const isSame = JSON.stringify(sorted(said(base))) === JSON.stringify(sorted(said(head)));
      assert.equal(isEmpty(compare(base, head)), isSame);
      assert.equal(operationsBetween(base, head).length === 0, isSame);
    }),
    RUNS,
  );
});

const EMPTY = { fields: [], nodes: [], connections: [], places: [], notes: [] };

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => a < b ? -1 : 1).map(([key, part]) => [key, sorted(part)]),
  );
}
