import assert from "node:assert/strict";
import { changeSentences, sentenceTexts } from "../../../lib/format/changes.ts";
import { compare } from "../../../lib/model/diff.ts";
import type { Json } from "../../../lib/model/json.ts";
import { type Sketch, sketch } from "../model/sketch.ts";

function sentencesBetween(base: Sketch, head: Sketch) {
  const difference = compare(sketch(base), sketch(head));
  return changeSentences({ name: "shop", change: "changed", difference });
}

function textsBetween(base: Sketch, head: Sketch): string[] {
  return sentenceTexts(sentencesBetween(base, head));
}

function api(config: Record<string, Json>): Sketch {
  return { nodes: { api: { config } } };
}

Deno.test("a field is told with what it said and says", () => {
  assert.deepEqual(
    textsBetween(
      api({ a: 1, b: "x", ports: [{ name: "http", port: 80 }], text: "one\ntwo\nthree" }),
      api({ a: 2, c: true, ports: [{ name: "http", port: 81 }], text: "one\n2\nthree\nfour" }),
    ),
    [
      "Changed api.a from 1 to 2",
      "Took api.b away, which was x",
      "Changed api.ports[http].port from 80 to 81",
      "Changed 2 lines of api.text",
      "Set api.c to true",
    ],
  );
});

Deno.test("the workflow, what stands beside the config, and renames are told in words", () => {
  const config = { image: "a", b: 1, c: 2 };
  assert.deepEqual(
    textsBetween(
      { title: "Shop", nodes: { box: { component: "app-group" }, api: { config } } },
      {
        title: "The shop",
        labels: { team: "web" },
        nodes: { box: { component: "app-group" }, web: { config, title: "Web", group: "box" } },
      },
    ),
    [
      "Changed metadata.title from Shop to The shop",
      "Set metadata.labels.team to web",
      "Renamed api to web",
      "Set title of web to Web",
      "Set group of web to box",
    ],
  );
});

Deno.test("connections are told by the input that they lead into", () => {
  const nodes = { db: {}, cache: {}, api: {}, gone: {} };
  assert.deepEqual(
    textsBetween(
      {
        nodes,
        connections: [
          "db.endpoint -> api.requires",
          "db.endpoint -> cache.requires",
          "db.endpoint -> gone.requires",
          "api.endpoint -> db.after",
        ],
      },
      {
        nodes: { db: {}, cache: {}, api: {} },
        connections: [
          "cache.endpoint -> api.requires",
          "api.endpoint -> cache.settings",
          "api.endpoint -> db.after~",
        ],
      },
    ),
    [
      "Removed gone (app)",
      "Rewired api.requires from db.endpoint to cache.endpoint",
      "Disconnected db.endpoint from cache.requires",
      "Connected api.endpoint to cache.settings",
      "db.after no longer waits for api.endpoint",
    ],
  );
});

Deno.test("what moved is one sentence about all, and a node that came stands where it came", () => {
  const nodes = { a: {}, b: {}, c: {}, d: {}, e: {} };
  const at = (x: number) =>
    Object.fromEntries(Object.keys(nodes).map((id) => [id, { x, y: 0 }] as const));
  const note = { x: 0, y: 0, width: 1, height: 1, text: "Hi" };
  const sentences = sentencesBetween(
    { nodes, places: at(0), notes: { old: note, same: note } },
    { nodes: { ...nodes, f: {} }, places: { ...at(1), f: { x: 9, y: 9 } }, notes: { same: note } },
  );
  assert.deepEqual(sentenceTexts(sentences), [
    "Added f (app)",
    "Moved a, b, c and 2 more nodes",
    "Removed note old",
  ]);
  assert.deepEqual(sentences[1]!.nodes, ["a", "b", "c", "d", "e"]);
  assert.deepEqual(textsBetween({ nodes: { a: {} } }, { nodes: { a: {} }, places: at(1) }), [
    "Placed a",
  ]);
  const red = { a: { x: 1, y: 0, color: "red" } };
  const one = { nodes: { a: {} }, places: { a: { x: 1, y: 0 } } };
  assert.deepEqual(textsBetween(one, { ...one, places: red }), ["Changed the look of a"]);
  assert.deepEqual(textsBetween(one, { nodes: one.nodes }), ["Gave up the place of a"]);
});

Deno.test("many changes are told as the first of them and a number", () => {
  const config = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`f${at}`, at]));
  const texts = textsBetween(api({}), api(config));
  assert.equal(texts.length, 20);
  assert.equal(texts.at(-1), "and 11 more changes");
});

Deno.test("no sentence can write to a terminal, or grow without end", () => {
  const [text] = textsBetween(api({}), api({ "a\u001b[31m": `${"x".repeat(5000)}\u202e` }));
  assert.ok(text!.length < 300, text);
  assert.ok(!text!.includes("\u001b") && !text!.includes("\u202e"));
});
