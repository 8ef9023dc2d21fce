import assert from "node:assert/strict";
import fc from "fast-check";
import { type Branch, branchOf, plainOf } from "../../../../lib/generators/kustomize/branch.ts";
import { jsonPatch } from "../../../../lib/generators/kustomize/json_patch.ts";

/** An operation of a patch, without where it came from. */
interface Operation {
  readonly op: "add" | "remove" | "replace";
  readonly path: string;
  readonly value?: unknown;
}

const root = (value: unknown): Branch => branchOf(value, { node: "api", path: [], inside: false });

/** The patch between two values, as a reader sees it. */
function operations(base: unknown, head: unknown): Operation[] {
  return jsonPatch(root(base), root(head)).map((one) => plainOf(root(one)) as Operation);
}

/** Does what RFC 6902 says. */
function applied(base: unknown, patch: readonly Operation[]): unknown {
  const whole = { "": structuredClone(base) };
  for (const { op, path, value } of patch) {
    const steps = path.split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = steps.pop()!;
    // deno-lint-ignore no-explicit-any
    const parent: any = steps.reduce((at: any, step) => at[step], whole);
    if (!Array.isArray(parent)) {
      assert.equal(Object.hasOwn(parent, last), op !== "add", `${op} ${path}`);
      if (op === "remove") delete parent[last];
      else Object.defineProperty(parent, last, { value, ...OWN });
    } else if (op === "add") parent.splice(Number(last), 0, value);
    else if (op === "remove") parent.splice(Number(last), 1);
    else parent[Number(last)] = value;
  }
  return whole[""];
}

const OWN = { enumerable: true, configurable: true, writable: true };

Deno.test("a JSON patch turns any object into any other", () => {
  const key = fc.constantFrom("name", "a", "b", "c/d", "~", "port", "");
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, fc.constantFrom("x", "y", 1, true), tie("list"), tie("map")),
    list: fc.array(tie("any"), { maxLength: 5 }),
    map: fc.dictionary(key, tie("any"), { maxKeys: 4, noNullPrototype: true }),
  }));
  fc.assert(
    fc.property(value.map, value.map, (base, head) => {
      assert.deepEqual(applied(base, operations(base, head)), head);
    }),
    { numRuns: 500 },
  );
});

Deno.test("a JSON patch names an item that came, and none that stayed", () => {
  const list = (...names: string[]) => ({ env: names.map((name) => ({ name, value: "1" })) });
  assert.deepEqual(operations(list("A", "C"), list("A", "B", "C")), [
    { op: "add", path: "/env/1", value: { name: "B", value: "1" } },
  ]);
  assert.deepEqual(operations(list("A", "B", "C"), list("C")), [
    { op: "remove", path: "/env/1" },
    { op: "remove", path: "/env/0" },
  ]);
  assert.deepEqual(operations({ args: ["a", "b", "c"] }, { args: ["a", "x", "c"] }), [
    { op: "replace", path: "/args/1", value: "x" },
  ]);
  assert.deepEqual(operations({ "a/b": { "~": 1 } }, { "a/b": { "~": 2 } }), [
    { op: "replace", path: "/a~1b/~0", value: 2 },
  ]);
});
