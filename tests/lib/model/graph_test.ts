import assert from "node:assert/strict";
import fc from "fast-check";
import { cycles, type Edges, roundText } from "../../../lib/model/graph.ts";
import { edges } from "../../helpers/arbitraries.ts";

/** Whether a graph goes round, by the plainest search there is. */
function goesRound(edges: Edges): boolean {
  const reaches = (vertex: string, goal: string, seen: Set<string>): boolean =>
    (edges.get(vertex) ?? []).some((next) => {
      if (next === goal) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, goal, seen);
    });
  return [...edges.keys()].some((vertex) => reaches(vertex, vertex, new Set()));
}

Deno.test("cycles() finds a cycle exactly where a plain search finds one", () => {
  fc.assert(
    fc.property(edges(), (graph) => cycles(graph).length > 0 === goesRound(graph)),
    { numRuns: 2000 },
  );
});

Deno.test("cycles() answers ways that lead round and pass no vertex twice", () => {
  fc.assert(
    fc.property(edges(), (graph) => {
      for (const cycle of cycles(graph)) {
        assert.equal(new Set(cycle).size, cycle.length);
        cycle.forEach((vertex, index) => {
          const next = cycle[(index + 1) % cycle.length]!;
          assert.ok(graph.get(vertex)!.includes(next), `${vertex} does not lead to ${next}`);
        });
      }
    }),
    { numRuns: 2000 },
  );
});

Deno.test("cycles() answers one cycle for each knot, so none of two share a vertex", () => {
  fc.assert(
    fc.property(edges(), (graph) => {
      const vertices = cycles(graph).flat();
      assert.equal(new Set(vertices).size, vertices.length);
    }),
  );
});

Deno.test("cycles() finds a shortest way round, and a vertex that points at itself", () => {
  const knot = new Map([["a", ["b", "c"]], ["b", ["c"]], ["c", ["a"]], ["d", ["d"]]]);
  assert.deepEqual(cycles(knot), [["a", "c"], ["d"]]);
});

Deno.test("cycles() ignores what leads out of the graph", () => {
  assert.deepEqual(cycles(new Map([["a", ["ghost"]], ["b", ["a", "ghost"]]])), []);
});

Deno.test("roundText() leads back to where it begins, and shortens a long way", () => {
  assert.equal(roundText(["a", "b"]), "a -> b -> a");
  const long = Array.from({ length: 30 }, (_, index) => String(index));
  assert.match(roundText(long), /^0 -> .* -> 9 -> \(10 more\) -> 20 -> .* -> 29 -> 0$/);
});
