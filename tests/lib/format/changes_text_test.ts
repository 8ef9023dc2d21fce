import assert from "node:assert/strict";
import fc from "fast-check";
import { changesText } from "../../../lib/format/changes.ts";
import { changeOf, hostileDrawings, hostileTexts, sketched } from "./change_samples.ts";

const DB = { component: "stateful-app", config: { image: "postgres:17", storage: "10Gi" } };

/** What the text says of one field. */
function fieldText(before: unknown, after: unknown): string {
  const [one, other] = [before, after].map((value) => ({
    nodes: { api: { config: (value === undefined ? {} : { field: value }) as never } },
  }));
  return changesText([sketched(one!, other!)]).split("\n").slice(2).join("\n");
}

Deno.test("changesText() tells what changed in words, a block for each workflow", () => {
  const text = changesText([
    sketched({
      title: "Shop",
      nodes: {
        db: DB,
        api: {
          config: { image: "a:1", ports: [{ name: "http", port: 8080 }], env: { "x.y": "yes" } },
        },
        old: { component: "job" },
        web: { group: "front" },
        queue: {},
        cart: {},
      },
      connections: [
        "db.endpoint -> api.requires",
        "old.done -> api.after",
        "queue.endpoint -> cart.requires",
        "cart.endpoint -> web.requires",
      ],
      places: { queue: { x: 0, y: 0 }, api: { x: 0, y: 0 } },
      notes: { hint: { x: 0, y: 0, width: 9, height: 9, text: "Ask" } },
    }, {
      title: "Web shop",
      nodes: {
        database: DB,
        api: {
          title: "API",
          config: { image: "a:2", ports: [{ name: "http", port: 9090 }], env: { "x.y": "no" } },
        },
        web: { group: "back" },
        queue: {},
        cart: {},
        cache: {},
      },
      connections: [
        "database.endpoint -> api.requires",
        "cache.endpoint -> cart.requires",
        "cart.endpoint -> web.requires~",
      ],
      places: {
        queue: { x: 300, y: 0, color: "blue" },
        api: { x: 1, y: 0 },
        cache: { x: 0, y: 0 },
      },
    }),
    { ...sketched({}, {}), name: "blog", change: "renamed", was: "journal" },
  ]);
  assert.equal(
    text,
    `\
shop: 1 added, 1 removed, 1 renamed, 1 changed, 1 regrouped, 1 rewired, 4 connections, 1 field, 2 moved, 1 note
  metadata.title: Shop -> Web shop
  changed    api (app), moved
      api.image: a:1 -> a:2
      api.ports[http].port: 8080 -> 9090
      api.env."x.y": yes -> no
      api title: (none) -> API
      api port after: old.done -> (none)
  added      cache (app)
  rewired    cart (app)
      cart port requires: queue.endpoint -> cache.endpoint
  renamed    db -> database (stateful-app)
  removed    old (job)
  moved only queue (app)
      queue place: [0,0] -> [300,0]
      queue color: (none) -> blue
  regrouped  web (app)
      web group: front -> back
      web port requires: cart.endpoint -> cart.endpoint (order: false)
  removed    note hint
      note hint text: Ask -> (none)

blog: workflow renamed from journal
`,
  );
});

Deno.test("where nodes only moved, the text says that nothing logical changed", () => {
  const text = changesText([
    sketched({ nodes: { api: {} } }, { nodes: { api: {} }, places: { api: { x: 3, y: 4 } } }),
  ]);
  assert.equal(
    text,
    "shop: no logical change, 1 moved\n  moved only api (app)\n      api place: (none) -> [3,4]\n",
  );
});

Deno.test("the size of a node is a look of it, half of it too", () => {
  const place = { x: 0, y: 0 };
  const text = changesText([
    sketched(
      { nodes: { a: {}, b: {} }, places: { a: place, b: { ...place, height: 1 } } },
      {
        nodes: { a: {}, b: {} },
        places: { a: { ...place, width: 2, height: 3 }, b: { ...place, height: 2 } },
      },
    ),
  ]);
  assert.equal(
    text,
    `\
shop: no logical change, 2 moved
  moved only a (app)
      a size: (none) -> [2,3]
  moved only b (app)
      b size: [null,1] -> [null,2]
`,
  );
});

Deno.test("of a long name, the beginning is shown", () => {
  const text = changesText([sketched({}, { nodes: { ["a".repeat(500)]: {} } })]);
  assert.match(text, /\n {2}added {6}a{80}… \(app\)\n$/);
});

Deno.test("a file that cannot be read is told with its fault", () => {
  const text = changesText([{
    name: "shop",
    change: "unreadable",
    problems: [{
      side: "head",
      file: "workflows/shop.yaml",
      line: 3,
      column: 5,
      code: "syntax",
      severity: "error",
      path: [],
      message: "Expected a value\x1b[2J",
    }],
  }]);
  assert.equal(
    text,
    "shop: cannot be read\n" +
      "  head workflows/shop.yaml:3:5: syntax: Expected a value\\u001b[2J\n",
  );
});

Deno.test("where nothing changed there is no text", () => {
  assert.equal(changesText([]), "");
  assert.equal(changesText([sketched({ nodes: { api: {} } }, { nodes: { api: {} } })]), "");
});

for (
  const [before, after, text] of [
    ["8080", 8080, '"8080" -> 8080'],
    ["true", true, '"true" -> true'],
    ["", null, '"" -> null'],
    ["a -> b", " a ", '"a -> b" -> " a "'],
    [{ a: [1, "x"] }, undefined, '{"a":[1,"x"]} -> (none)'],
    [undefined, "postgres:17.11", "(none) -> postgres:17.11"],
    ["(none)", "Ärger", '"(none)" -> Ärger'],
  ] as const
) {
  Deno.test(`a value is told from others that look alike: ${text}`, () => {
    assert.equal(fieldText(before, after), `      api.field: ${text}\n`);
  });
}

Deno.test("of long values, the part that differs is shown, and no half of a character", () => {
  const [before, after] = ["old", "new"].map((word) => "😀".repeat(500) + word + "x".repeat(500));
  const part = (word: string) => `…${"😀".repeat(20)}${word}${"x".repeat(57)}…`;
  assert.equal(fieldText(before, after), `      api.field: ${part("old")} -> ${part("new")}\n`);
});

Deno.test("of a text of several lines, the lines that differ are shown", () => {
  const before = "one\ntwo\nthree\nfour\n";
  const after = "zero\none\ntwo\nTHREE\nfour\n";
  assert.equal(
    fieldText(before, after),
    `\
      api.field:
        line 1
        + zero
        line 3
        - three
        + THREE
`,
  );
});

Deno.test("of very many lines, the first are shown and the others counted", () => {
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index}\n`).join("");
  const text = fieldText(undefined, lines);
  assert.equal(text.match(/^ {8}[+] /gm)?.length, 19);
  assert.match(text, /\n {8}\.\.\. and 82 more lines\n$/);
});

Deno.test("whatever a workflow says, nothing of it moves a cursor or turns the direction of text", () => {
  fc.assert(
    fc.property(hostileDrawings, hostileDrawings, hostileTexts, (base, head, name) => {
      const text = changesText([changeOf(base, head, name)]);
      assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      const [, ...lines] = text.split("\n");
      assert.equal(lines.pop() ?? "", "");
      assert.deepEqual(lines.filter((line) => !line.startsWith("  ")), []);
    }),
    { numRuns: 1000 },
  );
});
