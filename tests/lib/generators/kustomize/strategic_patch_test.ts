import assert from "node:assert/strict";
import fc from "fast-check";
import { type Branch, branchOf, plainOf } from "../../../../lib/generators/kustomize/branch.ts";
import { strategicPatch } from "../../../../lib/generators/kustomize/strategic_patch.ts";

const root = (value: unknown): Branch => branchOf(value, { node: "api", path: [], inside: false });

/** The patch between two maps, as a reader sees it; `undefined` where there is none. */
function patchOf(base: object, head: object): unknown {
  const patch = strategicPatch(root(base), root(head));
  return patch && plainOf(root(patch));
}

// deno-lint-ignore no-explicit-any
type Any = any;

const isMap = (value: Any) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Merges as Kustomize does: lists of named items by the name, those of the patch before all others. */
function merged(base: Any, patch: Any): Any {
  const result = { ...base };
  for (const [key, change] of Object.entries<Any>(patch)) {
    const before = base[key];
    if (change === null) delete result[key];
    else if (isMap(before) && isMap(change)) {
      result[key] = merged(before, change);
      if (Object.keys(result[key]).length === 0) delete result[key];
    } else if (key === "containers" && Array.isArray(before)) {
      const named = (name: string) => before.find((item: Any) => item.name === name) ?? {};
      const rest = before.filter((item: Any) => !change.some((one: Any) => one.name === item.name));
      result[key] = [...change.map((one: Any) => merged(named(one.name), one)), ...rest];
    } else result[key] = change;
  }
  return result;
}

Deno.test("a strategic patch turns one object into the other, or there is none", () => {
  const scalar = fc.constantFrom<Any>("x", "y", 1, true);
  const args = fc.array(scalar, { minLength: 1, maxLength: 1 });
  const item = fc.record({ image: scalar, args }, { requiredKeys: ["image"] });
  const containers = fc.array(item, { minLength: 1, maxLength: 2 }).map((items) =>
    items.map((one, index) => ({ name: `c${index}`, ...one }))
  );
  const map = fc.letrec((tie) => ({
    map: fc.record({
      a: fc.oneof({ maxDepth: 3 }, scalar, tie("map")),
      b: fc.oneof({ maxDepth: 3 }, fc.array(scalar, { maxLength: 2 }), tie("map")),
      containers,
    }, { requiredKeys: [], noNullPrototype: true }),
  })).map;
  let patched = 0;
  fc.assert(
    fc.property(map, map, (base, head) => {
      const patch = patchOf(base as object, head as object);
      if (patch === undefined) return;
      patched++;
      assert.deepEqual(merged(base, patch), head);
    }),
    { numRuns: 2000 },
  );
  assert.ok(patched > 20, `${patched} patches were tried`);
});

Deno.test("a strategic patch holds what differs and what names it", () => {
  const pod = (image: string, ...others: string[]) => ({
    spec: { containers: [image, ...others].map((image, at) => ({ name: `c${at}`, image })) },
    labels: { a: "1", b: "2" },
  });
  assert.deepEqual(patchOf(pod("a", "b"), pod("x", "b")), {
    spec: { containers: [{ name: "c0", image: "x" }] },
  });
  // The second would come to stand before the first.
  assert.equal(patchOf(pod("a", "b"), pod("a", "x")), undefined);
  assert.deepEqual(patchOf(pod("a"), pod("a")), {});
  assert.deepEqual(patchOf({ a: 1, b: { c: 1, d: 2 } }, { b: { c: 1, d: 3 }, e: { f: 1 } }), {
    a: null,
    b: { d: 3 },
    e: { f: 1 },
  });
});

Deno.test("a strategic patch says nothing that a merge takes for nothing", () => {
  assert.equal(patchOf({}, { emptyDir: {} }), undefined);
  assert.equal(patchOf({ a: { b: 1 } }, { a: {} }), undefined);
  assert.equal(patchOf({}, { a: [{ b: [] }] }), undefined);
  // A budget's selector is replaced as a whole.
  assert.equal(patchOf({ selector: { a: 1, b: 1 } }, { selector: { a: 2, b: 1 } }), undefined);
});
