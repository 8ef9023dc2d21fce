import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { FORBIDDEN_KEYS } from "../../../lib/model/forbidden_keys.ts";
import { FORMATS } from "../../../lib/model/formats.ts";
import { isObject, type Json, type JsonObject } from "../../../lib/model/json.ts";
import { operationsDocument } from "../../../lib/model/operation_document.ts";
import { operationProblems } from "../../../lib/model/operation_schema.ts";
import { operations } from "../format/edit_samples.ts";

/** The judge is zod's reader of JSON Schema: it knows nothing of our checks. */
const judge = z.fromJSONSchema(operationsDocument() as Parameters<typeof z.fromJSONSchema>[0]);

function accepts(json: Json): boolean {
  return judge.safeParse(json).success;
}

/** A key that JSON can make and an object literal cannot. */
const PROTO = JSON.parse('{ "__proto__": 1 }') as Json;

const STRANGE: readonly Json[] = [
  ...[null, true, 0, -1, 1.5, 1e7, "", "a", "constructor", "__proto__", "x".repeat(201)],
  ...["#3b82f6", "#12", "Blue", "a-", [], [-1], [{ name: "a" }], [{ key: "a", x: 1 }], [
    "toString",
  ]],
  ...[{}, { a: 1 }, { valueOf: 1 }, { a: [{ hasOwnProperty: 1 }] }, PROTO, [PROTO], ["title", "a"]],
  ...[{ of: "a", pieces: null }, {
    workflow: { of: "a", pieces: [{ at: 0, length: 1, text: "" }] },
  }],
];

const FIELDS = [
  ...["op", "node", "path", "value", "index", "x", "y", "width", "height", "note", "text", "color"],
  ...["from", "to", "order", "component", "config", "connections", "title", "source", "extra"],
];

interface Change {
  readonly field: string;
  readonly strange: Json | undefined;
}

/** Sets a field to something strange, or takes it away. */
function changed(json: Json, { field, strange }: Change): Json {
  if (!isObject(json)) return json;
  const { [field]: _, ...rest } = json;
  return strange === undefined ? rest : { ...rest, [field]: strange };
}

const changes = fc.array(
  fc.record({
    field: fc.constantFrom(...FIELDS),
    strange: fc.option(fc.constantFrom(...STRANGE), { nil: undefined, freq: 4 }),
  }),
  { maxLength: 2 },
);

const candidates: fc.Arbitrary<Json> = fc.tuple(operations, changes).map(
  ([operation, list]) => list.reduce(changed, JSON.parse(JSON.stringify(operation)) as Json),
);

Deno.test("the schema that is served and operationProblems() have one verdict", () => {
  const seen = { good: 0, bad: 0 };
  fc.assert(
    fc.property(fc.array(candidates, { minLength: 1, maxLength: 2 }), (list) => {
      const problems = operationProblems(list);
      assert.equal(accepts(list), problems.length === 0, JSON.stringify([list, problems]));
      seen[problems.length === 0 ? "good" : "bad"]++;
    }),
    { numRuns: 4000 },
  );
  assert.ok(seen.good > 800 && seen.bad > 800, JSON.stringify(seen));
});

Deno.test("the schema that is served refuses half a place, names from birth, and long lists", () => {
  const move = { op: "move", node: "a", x: 1, y: 2 };
  assert.ok(accepts([move, { ...move, x: null, y: null }]));
  assert.ok(!accepts([{ ...move, x: null }]));
  assert.ok(!accepts([{ op: "resize", node: "a", width: null, height: 1 }]));
  for (const key of FORBIDDEN_KEYS) {
    const value = JSON.parse(`{"a": [{${JSON.stringify(key)}: 1}]}`) as Json;
    for (const one of [{ path: [], value }, { path: [key], value: 1 }]) {
      const list = [{ op: "set", node: "a", ...one }] as Json;
      assert.deepEqual([accepts(list), operationProblems(list).length], [false, 1], key);
    }
  }
  assert.ok(accepts(Array(1000).fill(move)) && !accepts(Array(1001).fill(move)));
  assert.ok(!accepts({}) && !accepts([[]]));
});

Deno.test("its patterns are our formats", () => {
  const { items } = operationsDocument() as { readonly items: { readonly anyOf: JsonObject[] } };
  const fields = items.anyOf.map(({ properties }) => properties as Record<string, JsonObject>);
  const note = fields.find(({ note }) => note)!;
  const texts = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.stringMatching(/^[a-z#][a-z0-9A-F-]{0,60}$/),
    fc.constantFrom("blue", "#3b82f6", "a", "a-1"),
  );
  fc.assert(fc.property(texts, (text) => {
    const fits = (field: string) => new RegExp(note[field]!.pattern as string, "u").test(text);
    assert.equal(fits("note"), FORMATS.id!.test(text));
    assert.equal(fits("color"), FORMATS.color!.test(text));
  }));
});
