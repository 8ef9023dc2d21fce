import assert from "node:assert/strict";
import { applyOperations } from "../../../lib/format/edit.ts";
import { fingerprintOf } from "../../../lib/format/edit/fingerprint.ts";
import { AppError } from "../../../lib/model/error.ts";
import type { Json } from "../../../lib/model/json.ts";
import type { FileSource, Operation } from "../../../lib/model/operation.ts";

const TEXT = `spec:
  nodes:
    web:
      component: app
      config:
        image: nginx
        ports: [{ name: http, port: 80 }]
    db: { component: app }
  connections:
    - { from: db.endpoint, to: web.requires }
`;

/** The error that operations end with. */
function refusal(text: string, ...operations: Operation[]): AppError {
  try {
    applyOperations({ workflow: text, name: "shop" }, operations);
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
    return error;
  }
  throw new assert.AssertionError({ message: `nothing was refused in:\n${text}` });
}

function set(path: readonly (string | number | { name: string })[], value: Json = 1): Operation {
  return { op: "set", node: "web", path, value };
}

function unset(...path: readonly (string | number | { name: string })[]): Operation {
  return { op: "unset", node: "web", path };
}

const ABSENT: readonly (readonly [Operation, RegExp])[] = [
  [{ op: "remove-node", node: "x" }, /no node "x"; there are web, db$/],
  [{ op: "move", node: "x", x: 1, y: 1 }, /no node "x"; there are web, db$/],
  [{ op: "set-title", node: "x", value: "" }, /no node "x"/],
  [{ op: "set-group", node: "web", value: "x" }, /no node "x"/],
  [{ op: "set", node: "constructor", path: ["a"], value: 1 }, /no node "constructor"/],
  [{ op: "connect", from: "x.out", to: "web.in" }, /no node "x"/],
  [{ op: "connect", from: "db.out", to: "web" }, /"web" is no end of a connection/],
  [{ op: "connect", from: "db.endpoint", to: "web.requires" }, /There is a connection .* already/],
  [
    { op: "disconnect", from: "db.x", to: "web.requires" },
    /there is db\.endpoint -> web\.requires/,
  ],
  [{ op: "add-node", node: "web", component: "app" }, /There is a node "web" already/],
  [{ op: "add-node", node: "Web_1", component: "app" }, /"Web_1" is no id: expected/],
  [{
    op: "add-node",
    node: "x",
    component: "app",
    connections: [{ from: "db.endpoint", to: "web.y" }],
  }, /db\.endpoint -> web\.y does not touch "x"/],
  [{ op: "rename-node", node: "x", to: "y" }, /no node "x"/],
  [{ op: "rename-node", node: "web", to: "db" }, /Something is named "db" already/],
  [{ op: "rename-node", node: "web", to: "Web" }, /"Web" is no id/],
  [{ op: "insert", node: "web", path: ["ports"], index: 2, value: 1 }, /ports has no item 2/],
  [
    { op: "insert", node: "web", path: ["image"], index: 0, value: 1 },
    /image is text, so it has no/,
  ],
  [{ op: "remove", node: "web", path: ["ports"], index: 1 }, /ports has no item 1/],
  [{ op: "set-metadata", path: ["name"], value: "x" }, /sets title, description, labels, not name/],
  [{ op: "set-spec", path: ["nodes"], value: {} }, /set-spec sets namespace, not nodes/],
  [{ op: "set-metadata", path: ["title", "x"], value: "x" }, /not title\.x/],
  [{ op: "resize", node: "web", width: 1, height: 1 }, /"web" has no place/],
  [{ op: "remove-note", note: "x" }, /There is no note "x"; there is none/],
  [{ op: "set-note", note: "x", x: 1, y: 1, width: 1, height: 1, text: "" }, /no note "x"/],
  [unset("replicas"), /config has no field "replicas"; there are image, ports$/],
  [unset("image", "x"), /config\.image is text, so it has no field "x"/],
  [set(["image", "x"]), /config\.image is text, so it has no field "x"/],
  [set(["ports", "http"]), /config\.ports is a list, so it has no field "http"/],
  [set(["ports", 2]), /config\.ports has no item 2; there is http$/],
  [set(["ports", -1]), /config\.ports has no item -1/],
  [set(["ports", { name: "x" }, "port"]), /has no item named "x"; there is http$/],
  [unset("ports", 1), /config\.ports has no item 1/],
  [set(["args", 0]), /config\.args is not there, so it has no item 0/],
  [set([], "x"), /config must be a map/],
];

for (const [operation, message] of ABSENT) {
  Deno.test(`${JSON.stringify(operation)} is refused with what is there instead`, () => {
    const error = refusal(TEXT, { op: "set-title", node: "web", value: "x" }, operation);
    assert.equal(error.code, "invalid_input");
    assert.match(error.message, message);
    assert.match(error.message, /^operations\[1\]: /);
    assert.equal(error.details.index, 1);
  });
}

const UNSAYABLE: readonly (readonly [Operation, RegExp])[] = [
  [set(["a"], JSON.parse('{"__proto__": 1}')), /the key __proto__/],
  [set(["a"], { b: [{ constructor: 1 }] }), /the key constructor/],
  [set(["__proto__", "x"]), /the key __proto__/],
  [{ op: "add-node", node: "constructor", component: "app" }, /the key constructor/],
  [{ op: "set-title", node: "web", value: "a\u202eb" }, /U\+202E/],
  [set(["a"], "\ud800"), /half of a surrogate pair/],
  [set(["a"], 2 ** 53), /9007199254740992/],
  [set(["a"], NaN), /NaN/],
  [set(["a"], Array.from({ length: 99 }).reduce<Json>((inner) => [inner], 1)), /nested deeper/],
];

for (const [operation, message] of UNSAYABLE) {
  Deno.test(`what no file may hold is refused: ${message.source}`, () => {
    const error = refusal(TEXT, operation);
    assert.equal(error.code, "invalid_input");
    assert.match(error.message, message);
  });
}

const MARKED = `spec:
  nodes:
    web:
      component: app
      config:
        base: &base { a: 1 }
        same: *base
        list: [*base, { b: 2 }]
        kept: !!str 5
        below: &low # low
          c: 3
        plain: 1
        &key anchored: 1
        other: *key
    db: &db
      component: app
      config: {}
    copy: *db
`;

for (
  const [operation, line, column, mark] of [
    [set(["base"]), 6, 15, "an anchor"],
    [set(["base", "a"], 2), 6, 15, "an anchor"],
    [set(["base", "b"], 2), 6, 15, "an anchor"],
    [unset("base", "a"), 6, 15, "an anchor"],
    [unset("base"), 6, 15, "an anchor"],
    [set(["same"]), 7, 15, "an alias"],
    [set(["same", "a"], 2), 7, 15, "an alias"],
    [set(["list", 0, "a"], 2), 8, 16, "an alias"],
    [set(["list"], [1, { b: 2 }]), 8, 16, "an alias"],
    [set(["kept"], "6"), 9, 15, "a tag"],
    [unset("anchored"), 13, 9, "an anchor"],
    [{ op: "set", node: "db", path: ["a"], value: 1 }, 15, 9, "an anchor"],
    [{ op: "set-title", node: "copy", value: "x" }, 18, 11, "an alias"],
    [{ op: "remove-node", node: "copy" }, 18, 11, "an alias"],
  ] as readonly (readonly [Operation, number, number, string])[]
) {
  Deno.test(`${JSON.stringify(operation)} is refused at ${mark}`, () => {
    const error = refusal(MARKED, operation);
    assert.equal(error.code, "not_supported");
    assert.deepEqual(error.details, { line, column, index: 0 });
    const start = `operations[0]: Line ${line}, column ${column}: ${mark} `;
    assert.equal(error.message.slice(0, start.length), start);
  });
}

Deno.test("an anchor that no alias repeats keeps nobody from editing its value", () => {
  const { workflow } = applyOperations(
    { workflow: MARKED, name: "shop" },
    [set(["below", "c"], 2)],
  );
  assert.equal(workflow, MARKED.replace("c: 3", "c: 2"));
});

Deno.test("a file with anchors is edited beside them", () => {
  const { workflow } = applyOperations(
    { workflow: MARKED, name: "shop" },
    [set(["plain"], 2), set(["list", 1, "b"], 3)],
  );
  assert.equal(workflow, MARKED.replace("plain: 1", "plain: 2").replace("{ b: 2", "{ b: 3"));
});

Deno.test("removing what an alias needs is refused", () => {
  const text = "spec:\n  nodes:\n    a:\n      config: { x: &x 1 }\n    b: { config: { y: *x } }\n";
  const error = refusal(text, { op: "remove-node", node: "a" });
  assert.equal(error.code, "not_supported");
  assert.match(error.message, /cannot be changed without touching more/);
});

Deno.test("where no way to write it says what was asked for, it is refused", () => {
  // Without b the blank lines would belong to a.
  const text =
    "spec:\n  nodes:\n    web:\n      config:\n        a: |+\n          x\n        b: 1\n\n\n";
  const error = refusal(text, unset("b"));
  assert.equal(error.code, "not_supported");
  assert.match(error.message, /^operations\[0\]: Line 5 is written in a way/);
  for (const odd of ["5", "[]"]) {
    const error = refusal(`spec:\n  nodes: ${odd}\n`, {
      op: "add-node",
      node: "a",
      component: "b",
    });
    assert.equal(error.code, "not_supported");
    assert.match(error.message, /spec\.nodes is no map/);
  }
});

Deno.test("a text that cannot be read is answered with its problems", () => {
  const error = refusal("a: 1\nb: [\n", set(["a"]));
  assert.equal(error.code, "unprocessable");
  const [problem] = error.details.problems as readonly Record<string, unknown>[];
  assert.equal(problem?.code, "syntax");
  assert.equal(problem?.file, "workflows/shop.yaml");
  assert.equal(problem?.severity, "error");
  assert.ok(typeof problem?.line === "number" && typeof problem?.column === "number");
  assert.equal(refusal("- a\n", set(["a"])).code, "unprocessable");
});

Deno.test("a layout that cannot be read refuses a move", () => {
  const files = { workflow: TEXT, layout: "nodes: [", name: "shop" };
  assert.throws(
    () => applyOperations(files, [{ op: "move", node: "web", x: 1, y: 1 }]),
    (error) => error instanceof AppError && error.code === "unprocessable",
  );
});

Deno.test("an edit that makes the file too large is refused as such", () => {
  const error = refusal(TEXT, set(["a"], "x".repeat(256 * 1024)));
  assert.equal(error.code, "unprocessable");
  assert.match(error.message, /at most 262144/);
});

Deno.test("nothing is done when one operation is refused", () => {
  const files = Object.freeze({ workflow: TEXT, name: "shop" });
  assert.throws(() => applyOperations(files, [set(["a"]), unset("nothing")]));
  assert.equal(files.workflow, TEXT);
});

/** An operation with bytes that were not made by an edit. */
function forged(operation: Operation, workflow: FileSource): string {
  const { workflow: after } = applyOperations({ workflow: TEXT, name: "shop" }, [
    { ...operation, source: { workflow } },
  ]);
  return after;
}

const title: Operation = { op: "set-title", node: "web", value: "x" };
const TITLED = TEXT.replace("app\n", "app\n      title: x\n");

function pieceAt(found: string, text: string): FileSource {
  const at = TEXT.indexOf(found);
  return { of: fingerprintOf(TEXT), pieces: [{ at, length: found.length, text }] };
}

Deno.test("the bytes of an operation are used where they fit", () => {
  const source = pieceAt("      component: app\n", "      component: app # same\n      title: x\n");
  assert.match(forged(title, source), /component: app # same\n {6}title: x\n/);
});

Deno.test("the bytes of an operation may touch nothing that it does not name", () => {
  for (
    const source of [
      pieceAt("db: {", "db: { title: x,"),
      pieceAt("db.endpoint", "db.other"),
      pieceAt("spec:", "kind: x\nspec:"),
      pieceAt("  connections:", "  namespace: x\n  connections:"),
    ]
  ) assert.equal(forged(title, source), TITLED);
  const remove: Operation = { op: "disconnect", from: "db.endpoint", to: "web.requires" };
  const emptied = TEXT.replace(/:\n {4}- .*\n/, ": []\n");
  assert.equal(forged(remove, pieceAt("image: nginx", "image: apache")), emptied);
});

Deno.test("the bytes of an operation are left out where the text is another or they lie outside", () => {
  const fits = pieceAt("      component: app\n", "      component: app\n      title: y\n");
  for (
    const source of [
      { ...fits, of: fingerprintOf(`${TEXT}\n`) },
      { of: fingerprintOf(TEXT), pieces: [{ at: TEXT.length, length: 1, text: "" }] },
      { of: fingerprintOf(TEXT), pieces: [{ at: -1, length: 1, text: "" }] },
      { of: fingerprintOf(TEXT), pieces: null },
      pieceAt("spec:", "spec: ["),
    ]
  ) assert.equal(forged(title, source), TITLED);
});
