import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Claims,
  claimsOn,
  isSettled,
  parted,
  together,
} from "../../../../lib/model/history/claims.ts";
import { factsOfNode } from "../../../../lib/model/history/facts.ts";
import { isSame } from "../../../../lib/model/json_path.ts";
import type { Workflow } from "../../../../lib/model/workflow.ts";
import { operations, samples } from "../../format/edit_samples.ts";
import { drawingOf, tried } from "../drawings.ts";
import { type Sketch, sketch } from "../sketch.ts";

function drawn(one: Sketch): Workflow {
  return sketch(one).workflow;
}

/** The claims that each of some versions answers for, the newest first. */
function answersOf(versions: readonly Workflow[]): Claims[] {
  let open = claimsOn(versions[0]!);
  return versions.map((here, index) => {
    const before = versions[index + 1];
    if (!before) return open;
    const { answered, handed } = parted(open, here, before);
    open = handed;
    return answered;
  });
}

function pathsOf({ nodes }: Claims): string[] {
  return nodes.flatMap(({ asked, facts }) =>
    facts.map(({ path }) => `${asked} ${JSON.stringify(path)}`)
  ).sort();
}

Deno.test("each field of a node is the doing of the version that last changed it", () => {
  const api = (config: Record<string, string | number>) => drawn({ nodes: { api: { config } } });
  const answers = answersOf([
    api({ image: "b", replicas: 2 }),
    api({ image: "b", replicas: 1 }),
    api({ image: "a", replicas: 1 }),
  ]);
  assert.deepEqual(answers.map(pathsOf), [
    ['api ["config","replicas"]'],
    ['api ["config","image"]'],
    ['api ["component"]'],
  ]);
  assert.deepEqual(
    answers.map(({ nodes }) => nodes.map(({ isWhole, isMaking }) => [isWhole, isMaking])),
    [[[true, false]], [[false, false]], [[false, true]]],
  );
});

Deno.test("a rename is no other node: its fields stay the doing of who said them", () => {
  const config = { image: "a", replicas: 1, env: { A: "1", B: "2" } };
  const db = { component: "stateful-app", config: { image: "postgres" } };
  const [renamed, first] = answersOf([
    drawn({ nodes: { db, api: { config } }, connections: ["db.endpoint -> api.requires"] }),
    drawn({ nodes: { db, web: { config } }, connections: ["db.endpoint -> web.requires"] }),
  ]);
  assert.deepEqual(renamed!.nodes, [
    { asked: "api", id: "api", isWhole: true, isMaking: false, facts: [] },
  ]);
  assert.deepEqual(renamed!.connections, []);
  assert.deepEqual(first!.connections, [
    { asked: "db.endpoint -> api.requires", ends: "db.endpoint -> web.requires" },
  ]);
  assert.deepEqual(first!.nodes.map(({ asked, id }) => [asked, id]), [["db", "db"], [
    "api",
    "web",
  ]]);
});

Deno.test("a connection is the doing of who made it, or last changed whether anybody waits", () => {
  const nodes = { db: {}, api: {}, web: {} };
  const answers = answersOf([
    drawn({ nodes, connections: ["db.endpoint -> api.requires~", "api.endpoint -> web.requires"] }),
    drawn({ nodes, connections: ["db.endpoint -> api.requires", "api.endpoint -> web.requires"] }),
    drawn({ nodes, connections: ["api.endpoint -> web.requires"] }),
  ]);
  assert.deepEqual(answers.map(({ connections }) => connections.map(({ ends }) => ends)), [
    ["db.endpoint -> api.requires"],
    [],
    ["api.endpoint -> web.requires"],
  ]);
});

Deno.test("what either side of a merge said already is not the merge's doing", () => {
  const api = (config: Record<string, number>) => drawn({ nodes: { api: { config } } });
  const merged = api({ a: 2, b: 2, c: 3 });
  const [one, other] = [api({ a: 2, b: 1, c: 1 }), api({ a: 1, b: 2, c: 2 })];
  const first = parted(claimsOn(merged), merged, one);
  const second = parted(first.answered, merged, other);
  assert.deepEqual(pathsOf(second.answered), ['api ["config","c"]']);
  assert.deepEqual(pathsOf(second.handed), ['api ["config","b"]']);
  const all = [first.handed, second.handed, second.answered].reduce(together);
  assert.deepEqual(pathsOf(all), pathsOf(claimsOn(merged)));
});

Deno.test("named items of a list are told apart, and a workflow's own fields too", () => {
  const port = (name: string, port: number) => ({ name, port });
  const version = (title: string, ...ports: { name: string; port: number }[]) =>
    drawn({ title, nodes: { api: { config: { ports } } } });
  const [last, first] = answersOf([
    version("New", port("http", 80), port("grpc", 90)),
    version("Old", port("http", 80)),
  ]);
  assert.deepEqual(pathsOf(last!), [
    'api ["config","ports",{"name":"grpc"},"name"]',
    'api ["config","ports",{"name":"grpc"},"port"]',
  ]);
  assert.deepEqual(last!.fields, [{ path: ["metadata", "title"], value: "New" }]);
  assert.deepEqual(first!.fields.map(({ path }) => path), [["kind"]]);
});

Deno.test("over random histories each fact is answered once, by the version that walking back finds", () => {
  const steps = fc.array(fc.array(operations, { maxLength: 8 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(samples, steps, (sample, lists) => {
      const versions = [drawingOf(sample)];
      for (const list of lists) {
        // Who is who after renames is told by likeness, which has tests of its own.
        const named = list.filter(({ op }) => op !== "rename-node" && op !== "add-node");
        versions.push(tried(versions.at(-1)!, named));
      }
      const back = versions.map(({ workflow }) => workflow).reverse();
      const answers = answersOf(back);
      const [now] = back;
      for (const [id, node] of now!.nodes) {
        for (const [key, { value }] of factsOfNode(node)) {
          const found = answers.flatMap(({ nodes }, index) =>
            nodes.some(({ asked, facts }) =>
                asked === id && facts.some(({ path }) => JSON.stringify(path) === key)
              )
              ? [index]
              : []
          );
          const differs = back.findIndex(({ nodes }) => {
            const was = nodes.get(id);
            return !was || !isSame(factsOfNode(was).get(key)?.value, value);
          });
          assert.deepEqual(found, [(differs < 0 ? back.length : differs) - 1], `${id} ${key}`);
        }
      }
    }),
    { numRuns: 150 },
  );
});

Deno.test("nothing is left of a workflow that says nothing", () => {
  const nothing = { ...claimsOn(drawn({})), fields: [] };
  assert.ok(isSettled(nothing));
  assert.ok(!isSettled(claimsOn(drawn({}))));
});
