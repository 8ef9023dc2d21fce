import assert from "node:assert/strict";
import { applyOperations } from "../../../lib/format/edit.ts";
import type { Operation } from "../../../lib/model/operation.ts";
import { EXAMPLES, exampleText } from "../../helpers/rendering.ts";

const HEAD = "apiVersion: celestra/v1\nkind: Application\nmetadata: { name: shop }\n";

/** The text after operations; undoing them must bring every byte back. */
function edit(text: string, ...operations: Operation[]): string {
  const files = { workflow: text, name: "shop" };
  const result = applyOperations(files, operations);
  const back = applyOperations({ ...result, name: "shop" }, result.inverse);
  assert.deepEqual([back.workflow, back.layout], [text, undefined]);
  return result.workflow;
}

/** A node whose config has these lines, and what becomes of them. */
function config(lines: string, ...operations: Operation[]): string {
  const head = `${HEAD}spec:\n  nodes:\n    web:\n      component: app\n      config:\n`;
  const tail = "    db:\n      component: app\n";
  const after = edit(head + lines + tail, ...operations);
  assert.ok(after.startsWith(head) && after.endsWith(tail), after);
  return after.slice(head.length, -tail.length);
}

function set(path: readonly (string | number | { name: string })[], value: unknown): Operation {
  return { op: "set", node: "web", path, value: value as never };
}

function unset(...path: readonly (string | number | { name: string })[]): Operation {
  return { op: "unset", node: "web", path };
}

function inSpec(lines: string): string {
  return `${HEAD}spec:\n${lines}`;
}

Deno.test("applyOperations() without operations answers the same text, readable or not", () => {
  for (const text of ["a: [", inSpec("  nodes: {}\n")]) assert.equal(edit(text), text);
});

Deno.test("set changes a scalar and nothing beside it", () => {
  const lines = "        # which\n        image:   nginx:1.28   # pinned\n        replicas: 2\n";
  assert.equal(
    config(lines, set(["image"], "nginx:1.29")),
    lines.replace("1.28", "1.29"),
  );
  assert.equal(config(lines, set(["replicas"], 3)), lines.replace("2\n", "3\n"));
});

Deno.test("set keeps the quotes that were there, where they can hold the new text", () => {
  assert.equal(config(`        a: "x" # c\n`, set(["a"], "y")), `        a: "y" # c\n`);
  assert.equal(config(`        a: 'x'\n`, set(["a"], "it's")), `        a: 'it''s'\n`);
  assert.equal(config(`        a: 'x'\n`, set(["a"], "y\tz\n")), `        a: "y\\tz\\n"\n`);
  assert.equal(config(`        a: x\n`, set(["a"], "yes")), `        a: "yes"\n`);
  assert.equal(config(`        a: x\n`, set(["a"], "012")), `        a: "012"\n`);
  assert.equal(config(`        a: x\n`, set(["a"], "a: b")), `        a: "a: b"\n`);
  assert.equal(config(`        a: "1"\n`, set(["a"], 2)), `        a: 2\n`);
  assert.equal(config(`        a: x\n`, set(["a"], null)), `        a: null\n`);
});

Deno.test("set of what is there changes no byte and has no inverse", () => {
  const text = inSpec("  nodes:\n    web: { component: app, config: { a: 0x10, b: 'c' } }\n");
  const operations = [set(["a"], 16), set(["b"], "c"), set([], { b: "c", a: 16 })];
  const result = applyOperations({ workflow: text, name: "shop" }, operations);
  assert.deepEqual(result, { workflow: text, layout: undefined, inverse: [] });
});

Deno.test("set writes text of several lines as a literal block, between brackets in quotes", () => {
  assert.equal(
    config("        a: x # c\n        b: 1\n", set(["a"], "one\n  two\n\nthree\n")),
    "        a: | # c\n          one\n            two\n\n          three\n        b: 1\n",
  );
  assert.equal(
    config("        a: { b: x }\n", set(["a", "b"], "one\ntwo")),
    `        a: { b: "one\\ntwo" }\n`,
  );
  assert.equal(config("        a: x\n", set(["a"], " one\ntwo")), `        a: " one\\ntwo"\n`);
});

Deno.test("set keeps a block scalar one, in its style, and takes one for another", () => {
  const block = "        a: >- # c\n          one\n          two\n\n        b: 1\n";
  assert.equal(
    config(block, set(["a"], "one\ntwo\nthree")),
    "        a: >- # c\n          one\n\n          two\n\n          three\n\n        b: 1\n",
  );
  assert.equal(config(block, set(["a"], "x")), "        a: >- # c\n          x\n\n        b: 1\n");
  assert.equal(config(block, set(["a"], 5)), "        a: 5 # c\n\n        b: 1\n");
  assert.equal(
    config(block, set(["a"], { x: 1 })),
    "        a: # c\n          x: 1\n\n        b: 1\n",
  );
  assert.equal(
    config("        a: |\n          a\n", set(["a"], "b\n")),
    "        a: |\n          b\n",
  );
});

Deno.test("set adds a field at the end of the map, in its style", () => {
  assert.equal(
    config("        a: 1 # c\n        # about a\n", set(["b"], "x")),
    "        a: 1 # c\n        b: x\n        # about a\n",
  );
  assert.equal(config("        m: {a: 1}\n", set(["m", "b"], 2)), "        m: {a: 1, b: 2}\n");
  assert.equal(
    config("        m: { a: 1, }\n", set(["m", "b"], 2)),
    "        m: { a: 1, b: 2, }\n",
  );
  assert.equal(config("        m: { a }\n", set(["m", "a"], 2)), "        m: { a: 2 }\n");
  assert.equal(
    config("        m: {\n          a: 1 # c\n        }\n", set(["m", "b"], 2)),
    "        m: {\n          a: 1, # c\n          b: 2\n        }\n",
  );
  assert.equal(
    config("        m: {\n          a: 1, # c\n        }\n", set(["m", "b"], 2)),
    "        m: {\n          a: 1, # c\n          b: 2,\n        }\n",
  );
});

Deno.test("set makes the maps on its way", () => {
  assert.equal(
    config("        a: 1\n", set(["b", "c", "d"], true)),
    "        a: 1\n        b:\n          c:\n            d: true\n",
  );
  for (const empty of ["", " ~", " {}", " null"]) {
    const [line, comment] = [`        b:${empty} # c\n`, "        b: # c\n          c: 1\n"];
    assert.equal(config(`        a: 1\n${line}`, set(["b", "c"], 1)), `        a: 1\n${comment}`);
  }
  assert.equal(
    config("        m: { a: }\n", set(["m", "a", "b"], 1)),
    "        m: { a: { b: 1 } }\n",
  );
});

Deno.test("set makes a config where there is none", () => {
  const text = inSpec("  nodes:\n    web:\n      component: app # c\n      # end\n");
  const expected = text.replace("      # end\n", "      config:\n        a: 1\n      # end\n");
  assert.equal(edit(text, set(["a"], 1)), expected);
  const braces = inSpec("  nodes:\n    web: { component: app }\n");
  assert.equal(edit(braces, set(["a"], 1)), braces.replace("app }", "app, config: { a: 1 } }"));
  const empty = inSpec("  nodes:\n    web:\n      config:\n      component: app\n");
  assert.equal(edit(empty, set(["a"], 1)), empty.replace("config:\n", "config:\n        a: 1\n"));
});

Deno.test("set reaches items by index and by name, and appends after the last", () => {
  const ports = "        ports: [{ name: http, port: 80 }, { name: web, port: 81 }] # c\n";
  assert.equal(
    config(ports, set(["ports", { name: "web" }, "port"], 82)),
    ports.replace("81", "82"),
  );
  assert.equal(config(ports, set(["ports", 0, "port"], 82)), ports.replace("80", "82"));
  assert.equal(
    config(ports, set(["ports", 2], { name: "x" })),
    ports.replace("81 }]", "81 }, { name: x }]"),
  );
  const args = "        args:\n        - a # one\n        # two\n        - b\n";
  assert.equal(config(args, set(["args", 1], "c")), args.replace("- b", "- c"));
  assert.equal(config(args, set(["args", 2], "c")), `${args}        - c\n`);
  assert.equal(
    config(args, set(["args", 0], { k: "v", l: ["w"] })),
    args.replace("- a #", "- { k: v, l: [w] } #"),
  );
});

Deno.test("set of an item ends where the item ends", () => {
  const list = "        l:\n          - a: |\n              x\n          - c # c\n";
  assert.equal(config(list, set(["l", 0], "z")), "        l:\n          - z\n          - c # c\n");
});

Deno.test("set appends an item as the items before it are written", () => {
  const flow = "        ports:\n          - { name: http }\n";
  assert.equal(
    config(flow, set(["ports", { name: "x" }], { name: "x" })),
    `${flow}          - { name: x }\n`,
  );
  const block = "        ports:\n          - name: http\n            port: 80\n";
  assert.equal(
    config(block, set(["ports", 1], { name: "x", port: 81 })),
    `${block}          - name: x\n            port: 81\n`,
  );
});

Deno.test("set of a map or list changes only what differs in it", () => {
  const lines = [
    "        env:",
    "          # of a",
    "          A: '1' # one",
    "          # of b",
    "          B: 2",
    "          C: 3 # three",
    "",
  ];
  assert.equal(
    config(lines.join("\n"), set(["env"], { A: "2", C: 3, D: 4 })),
    [...lines.toSpliced(2, 3, "          A: '2' # one").slice(0, -1), "          D: 4", ""].join(
      "\n",
    ),
  );
  const args = "        args: [ a, 'b',  c ]\n";
  assert.equal(config(args, set(["args"], ["a", "c"])), "        args: [ a, c ]\n");
  assert.equal(
    config(args, set(["args"], ["a", "x", "c", "d"])),
    "        args: [ a, 'x',  c, d ]\n",
  );
  assert.equal(config(args, set(["args"], [])), "        args: []\n");
});

Deno.test("set takes a scalar for a map and a map for a scalar", () => {
  assert.equal(
    config("        a: 1 # c\n", set(["a"], { b: [1, { c: 2 }] })),
    "        a: # c\n          b: [1, { c: 2 }]\n",
  );
  const map = "        a: # c\n          # of b\n          b: 1 # one\n        d: 1\n";
  assert.equal(config(map, set(["a"], 5)), "        a: 5 # c\n        d: 1\n");
  assert.equal(config(map, set(["a"], [])), "        a: [] # c\n        d: 1\n");
  assert.equal(
    config("        a:\n        - 1\n        d: 1\n", set(["a"], "x")),
    "        a: x\n        d: 1\n",
  );
});

Deno.test("set takes a value that stands below its key for lines", () => {
  assert.equal(
    config("        a: # c\n          1\n", set(["a"], { b: 1 })),
    "        a: # c\n          b: 1\n",
  );
});

Deno.test("set of other lines keeps the comment above the first", () => {
  assert.equal(
    config("        a:\n          # first\n          b: 1\n", set(["a"], ["x\ny"])),
    "        a:\n          # first\n          - |-\n            x\n            y\n",
  );
});

Deno.test("set of a config that is no map replaces it, and undo brings it back", () => {
  const text = inSpec("  nodes:\n    web: { config: 5 }\n");
  assert.equal(edit(text, set([], { a: 1 })), text.replace("5", "{ a: 1 }"));
});

Deno.test("a blank line that would belong to the value above is left out", () => {
  const lines = "        a: 1\n\n        b: |+\n          x\n";
  assert.equal(config(lines, set(["c"], 1)), `${lines}        c: 1\n`);
});

Deno.test("set writes lists that are too long for a line, or hold lines, on lines of their own", () => {
  const long = Array.from({ length: 12 }, (_, index) => `argument-${index}`);
  assert.equal(
    config("        a: 1\n", set(["args"], long)),
    "        a: 1\n        args:\n" + long.map((one) => `          - ${one}\n`).join(""),
  );
  assert.equal(
    config("        a: 1\n", set(["args"], ["-c", "set -e\nrun\n"])),
    "        a: 1\n        args:\n          - -c\n          - |\n            set -e\n            run\n",
  );
});

Deno.test("unset takes a field with the comments that belong to it", () => {
  const lines =
    "        a: 1\n\n        # of b\n        # still\n        b:\n          x: 1 # one\n" +
    "          # inside\n\n        # alone\n\n        c: 2\n";
  assert.equal(
    config(lines, unset("b")),
    "        a: 1\n\n        # alone\n\n        c: 2\n",
  );
  const apart = "        a: 1\n      # elsewhere\n        # of b\n";
  assert.equal(config(`${apart}        b: 2\n`, unset("b")), apart.replace("        # of b\n", ""));
  assert.equal(config("        a: 1\n        b: 2 # c\n", unset("b")), "        a: 1\n");
  assert.equal(config("        m: { a: 1,  b: 2 }\n", unset("m", "a")), "        m: { b: 2 }\n");
  assert.equal(config("        m: { a: 1,  b: 2 }\n", unset("m", "b")), "        m: { a: 1 }\n");
  assert.equal(config("        m: { a: 1 }\n", unset("m", "a")), "        m: {}\n");
  assert.equal(config("        m:\n          a: 1\n", unset("m", "a")), "        m: {}\n");
});

Deno.test("unset takes an item of a list, the first one beside its dash too", () => {
  const list = "        l:\n          - a: 1\n            b: 2\n          # of c\n          - c\n";
  assert.equal(config(list, unset("l", 1)), "        l:\n          - a: 1\n            b: 2\n");
  assert.equal(config(list, unset("l", 0)), "        l:\n          # of c\n          - c\n");
  assert.equal(config(list, unset("l", 0, "a")), list.replace("a: 1\n            ", ""));
  assert.equal(
    config(list.replace("            b", "            # of b\n            b"), unset("l", 0, "a")),
    list.replace(" a: 1\n", "\n            # of b\n"),
  );
  assert.equal(config("        l: [a, b]\n", unset("l", 0)), "        l: [b]\n");
});

Deno.test("unset of an empty path takes the config", () => {
  const text = inSpec("  nodes:\n    web:\n      component: app\n      config:\n        a: 1\n");
  assert.equal(edit(text, unset()), text.replace("      config:\n        a: 1\n", ""));
});

Deno.test("add-node appends a node in lines, with its config in lines", () => {
  const text = inSpec("  nodes:\n    db:\n      component: app\n\n  # joined\n  connections: []\n");
  const added: Operation = {
    op: "add-node",
    node: "web",
    component: "app",
    title: "Web",
    config: { image: "nginx:1.29", env: { A: "1" }, ports: [{ name: "http", port: 80 }] },
  };
  assert.equal(
    edit(text, added),
    text.replace(
      "app\n\n",
      `app
    web:
      component: app
      title: Web
      config:
        image: nginx:1.29
        env:
          A: "1"
        ports: [{ name: http, port: 80 }]

`,
    ),
  );
});

Deno.test("add-node makes what is missing, at the file's own indentation", () => {
  const added: Operation = { op: "add-node", node: "web", component: "app" };
  const lines = "    nodes:\n        web:\n            component: app\n";
  const head = "metadata:\n    name: shop\n";
  assert.equal(edit(`${head}spec:\n    nodes: {}\n`, added), `${head}spec:\n${lines}`);
  assert.equal(edit(`${head}spec:\n    nodes:\n`, added), `${head}spec:\n${lines}`);
  assert.equal(edit(`${head}spec:\n`, added), `${head}spec:\n${lines}`);
  assert.equal(edit(head, added), `${head}spec:\n${lines}`);
  assert.equal(
    edit("{ spec: { nodes: { db: { component: app } } } }", added),
    "{ spec: { nodes: { db: { component: app }, web: { component: app } } } }",
  );
});

Deno.test("a node is added after the comments inside of the last, apart where all stand apart", () => {
  const text = inSpec(
    "  nodes:\n    a:\n      component: app\n\n    b:\n      component: app\n      # of b\n\n  # end\n",
  );
  const added: Operation = { op: "add-node", node: "web", component: "app" };
  assert.equal(
    edit(text, added),
    text.replace("# of b\n", "# of b\n\n    web:\n      component: app\n"),
  );
});

Deno.test("remove-node takes its comments and its connections along", () => {
  const rest = "  nodes:\n    db: {}\n\n    # of api\n    api: {}\n\n  connections:\n";
  const text = inSpec(
    rest.replace("    # of api", "    # of web\n    web:\n      component: app\n\n    # of api") +
      "    # one\n    - { from: web.out, to: db.in } # two\n    - { from: api.out, to: db.in }\n" +
      "    - { from: db.out, to: web.in }",
  );
  assert.equal(
    edit(text, { op: "remove-node", node: "web" }),
    inSpec(`${rest}    - { from: api.out, to: db.in }`),
  );
});

Deno.test("the first of nodes that stand apart leaves no blank line behind", () => {
  const text = inSpec("  nodes:\n    a: {}\n\n    # of b\n    b: {}\n\n    c: {}\n");
  assert.equal(edit(text, { op: "remove-node", node: "a" }), text.replace("    a: {}\n\n", ""));
});

Deno.test("the last node and the last connection leave an empty map and an empty list", () => {
  const text = inSpec(
    "  nodes: # n\n    # of web\n    web:\n      component: app\n\n  connections:\n" +
      "    - { from: web.out, to: db.in }\n  namespace: x\n",
  );
  assert.equal(
    edit(text, { op: "remove-node", node: "web" }),
    inSpec("  nodes: {} # n\n\n  connections: []\n  namespace: x\n"),
  );
});

Deno.test("connect writes a line between braces, or as the others are written", () => {
  const join = { op: "connect", from: "db.endpoint", to: "web.requires" } as const;
  const nodes = "  nodes:\n    db: {}\n    web: {}\n";
  const line = "    - { from: db.endpoint, to: web.requires }\n";
  assert.equal(edit(inSpec(nodes), join), inSpec(`${nodes}  connections:\n${line}`));
  for (const empty of ["", " []", " null"]) {
    const text = inSpec(`${nodes}  connections:${empty}\n`);
    assert.equal(edit(text, join), inSpec(`${nodes}  connections:\n${line}`));
  }
  assert.equal(
    edit(inSpec(nodes), { ...join, order: false }),
    inSpec(`${nodes}  connections:\n${line.replace(" }", ", order: false }")}`),
  );
  const one = `${nodes}  connections:\n  - {from: a.b, to: web.c} # first\n`;
  assert.equal(edit(inSpec(one), join), inSpec(one + line.slice(2)));
  const block = `${nodes}  connections:\n    - from: a.b\n      to: web.c\n`;
  assert.equal(
    edit(inSpec(block), join),
    inSpec(`${block}    - from: db.endpoint\n      to: web.requires\n`),
  );
  const flow = `${nodes}  connections: [{ from: a.b, to: web.c }]\n`;
  assert.equal(
    edit(inSpec(flow), join),
    inSpec(flow.replace(" }]", " }, { from: db.endpoint, to: web.requires }]")),
  );
});

Deno.test("a node may bring its connections, as a removed one does when others came meanwhile", () => {
  const text = inSpec(
    "  nodes:\n    # of web\n    web: { component: app, description: d }\n    db: {}\n  connections:\n" +
      "    - { from: web.out, to: db.in, order: false }\n    - { from: db.out, to: db.in }\n",
  );
  const removed = applyOperations({ workflow: text, name: "shop" }, [
    { op: "remove-node", node: "web" },
  ]);
  const { workflow } = applyOperations(
    { workflow: removed.workflow.replace("spec:", "spec: # changed"), name: "shop" },
    removed.inverse,
  );
  assert.equal(
    workflow,
    inSpec(
      "  nodes:\n    db: {}\n    web:\n      component: app\n      description: d\n  connections:\n" +
        "    - { from: db.out, to: db.in }\n    - { from: web.out, to: db.in, order: false }\n",
    ).replace("spec:", "spec: # changed"),
  );
});

Deno.test("a list or map between brackets on many lines keeps its lines and comments", () => {
  const lines = [
    "        m: {",
    "          # of a",
    "          a: 1, # one",
    "          # of b",
    "          b: 2, # two",
    "          # of c",
    "          c: 3 # three",
    "        }",
    "",
  ];
  const text = lines.join("\n");
  assert.equal(config(text, unset("m", "b")), lines.toSpliced(3, 2).join("\n"));
  const [open, close] = [lines.slice(0, 4), lines.slice(7)];
  assert.equal(
    config(text, unset("m", "c")),
    [...open, "          b: 2 # two", ...close].join("\n"),
  );
  assert.equal(
    config(text.replace("3 #", "3, #"), unset("m", "c")),
    [...open, "          b: 2, # two", ...close].join("\n"),
  );
  assert.equal(
    config(text, set(["m", "d"], 4)),
    text.replace("3 #", "3, #").replace("three", "three\n          d: 4"),
  );
});

Deno.test("disconnect takes a connection with its comment, wherever its nodes are", () => {
  const text = inSpec(
    "  nodes: {}\n  connections:\n    - { from: a.b, to: c.d }\n\n    # of e\n    - from: e.f\n" +
      "      to: g.h # here\n      order: false\n\n    - { from: a.b, to: g.h }\n",
  );
  assert.equal(
    edit(text, { op: "disconnect", from: "e.f", to: "g.h" }),
    text.replace(/ {4}# of e[^]*false\n\n/, ""),
  );
});

Deno.test("set-title and set-group stand after the component, and go when they are empty", () => {
  const text = inSpec(
    "  nodes:\n    web:\n      component: app # c\n      config: { a: 1 }\n    g: {}\n",
  );
  const titled = edit(text, { op: "set-title", node: "web", value: "Web: one" });
  assert.equal(titled, text.replace("# c\n", `# c\n      title: "Web: one"\n`));
  const grouped = edit(titled, { op: "set-group", node: "web", value: "g" });
  assert.equal(grouped, titled.replace('one"\n', `one"\n      group: g\n`));
  assert.equal(edit(titled, { op: "set-title", node: "web", value: "" }), text);
  assert.equal(edit(grouped, { op: "set-group", node: "web", value: null }), titled);
  const braces = inSpec("  nodes: { web: { component: app, config: {} } }\n");
  assert.equal(
    edit(braces, { op: "set-title", node: "web", value: "Web" }),
    braces.replace("app,", "app, title: Web,"),
  );
});

Deno.test("a file with faults elsewhere is edited where it has none", () => {
  const text = inSpec(
    "  nodes:\n    bad: 5\n    Worse: { component: [], extra: 1 }\n    web: {component: app}\n" +
      "  connections: [{ from: 5 }, nonsense, { from: a.b, to: nowhere.c }]\n  unknown: 1\n",
  );
  assert.equal(edit(text, set(["a"], 1)), text.replace("app}", "app, config: { a: 1 }}"));
  assert.equal(edit(text, { op: "remove-node", node: "bad" }), text.replace("    bad: 5\n", ""));
  assert.equal(edit(text, { op: "remove-node", node: "Worse" }), text.replace(/ {4}W.*\n/, ""));
  assert.equal(
    edit(text, { op: "disconnect", from: "a.b", to: "nowhere.c" }),
    text.replace(", { from: a.b, to: nowhere.c }", ""),
  );
});

Deno.test("line ends, byte order mark and a missing final line end stay", () => {
  const text = "\uFEFF" + inSpec("  nodes:\n    web:\n      config:\n        a: 1\n        b: x")
    .replaceAll("\n", "\r\n");
  assert.equal(edit(text, set(["c"], "z")), `${text}\r\n        c: z`);
  assert.equal(edit(text, unset("b")), text.replace("\r\n        b: x", ""));
  assert.equal(edit(text, unset("a")), text.replace("        a: 1\r\n", ""));
  assert.equal(
    edit(text, set(["b"], "x\ny")),
    text.replace("b: x", "b: |-\r\n          x\r\n          y"),
  );
});

Deno.test("a byte order mark moves nothing on the first line", () => {
  const text = "\uFEFFkind: Application\n";
  assert.equal(
    edit(text, { op: "add-node", node: "web", component: "app" }),
    `${text}spec:\n  nodes:\n    web:\n      component: app\n`,
  );
});

Deno.test("operations build on each other, and are undone together", () => {
  const text = inSpec("  nodes: {}\n");
  const after = edit(
    text,
    { op: "add-node", node: "db", component: "app" },
    { op: "add-node", node: "web", component: "app" },
    { op: "connect", from: "db.endpoint", to: "web.requires" },
    set(["env", "A"], "1"),
    { op: "remove-node", node: "db" },
  );
  assert.equal(
    after,
    inSpec(
      "  nodes:\n    web:\n      component: app\n      config:\n        env:\n" +
        `          A: "1"\n  connections: []\n`,
    ),
  );
});

for (const example of EXAMPLES) {
  Deno.test(`every node of ${example} can be removed, and comes back with its comments`, () => {
    const workflow = exampleText(example);
    const layout = Deno.readTextFileSync(
      new URL(`../../../workflows/${example}.layout.yaml`, import.meta.url),
    );
    const files = { workflow, layout, name: example };
    for (const [, node] of workflow.split("  connections:")[0]!.matchAll(/^ {4}([a-z-]+):$/gm)) {
      const removed = applyOperations(files, [{ op: "remove-node", node: node! }]);
      assert.doesNotMatch(removed.workflow, new RegExp(`^    ${node}:|(from|to): ${node}\\.`, "m"));
      assert.doesNotMatch(removed.layout!, new RegExp(`^  ${node}:`, "m"));
      const kept = new Set(workflow.split("\n"));
      assert.deepEqual(removed.workflow.split("\n").filter((line) => !kept.has(line)), []);
      const back = applyOperations({ ...removed, name: example }, removed.inverse);
      assert.deepEqual([back.workflow, back.layout], [workflow, layout]);
    }
  });
}

const ITEMS =
  "        # all\n        args:\n          # one\n          - a # first\n          - b\n";

function insert(index: number, value: unknown): Operation {
  return { op: "insert", node: "web", path: ["args"], index, value: value as never };
}

Deno.test("insert puts an item between lines, and comments stay with what they are about", () => {
  assert.equal(
    config(ITEMS, insert(0, "x")),
    ITEMS.replace("          # one", "          - x\n$&"),
  );
  assert.equal(config(ITEMS, insert(1, "x")), ITEMS.replace("          - b", "          - x\n$&"));
  assert.equal(config(ITEMS, insert(2, "x")), `${ITEMS}          - x\n`);
  assert.equal(
    config(ITEMS, insert(1, { k: 1, l: "two\nlines" })),
    ITEMS.replace(
      "          - b",
      "          - k: 1\n            l: |-\n              two\n              lines\n$&",
    ),
  );
});

Deno.test("insert puts an item between brackets, each on its line where the others are", () => {
  assert.equal(
    config("        args: [a, b] # c\n", insert(0, "x")),
    "        args: [x, a, b] # c\n",
  );
  assert.equal(config("        args: [a, b]\n", insert(1, "x")), "        args: [a, x, b]\n");
  assert.equal(config("        args: []\n", insert(0, "x")), "        args:\n          - x\n");
  const tall = "        args: [\n          a, # one\n          b,\n        ]\n";
  assert.equal(
    config(tall, insert(1, "x")),
    tall.replace("          b", "          x,\n          b"),
  );
});

Deno.test("insert puts an item before a dash that stands beside another", () => {
  const lines = "        args:\n          - - a\n            - b\n";
  const operation: Operation = {
    op: "insert",
    node: "web",
    path: ["args", 0],
    index: 0,
    value: "x",
  };
  assert.equal(
    config(lines, operation),
    "        args:\n          - - x\n            - a\n            - b\n",
  );
});

Deno.test("remove takes an item of a list with its comments", () => {
  const remove = (index: number): Operation => ({
    op: "remove",
    node: "web",
    path: ["args"],
    index,
  });
  assert.equal(config(ITEMS, remove(0)), "        # all\n        args:\n          - b\n");
  assert.equal(config(ITEMS, remove(1)), ITEMS.replace("          - b\n", ""));
});

Deno.test("rename-node changes the id wherever it stands, and no other byte", () => {
  const text = `${HEAD}spec:
  nodes:
    # the database
    db: &base  # here
      component: stateful-app
    "box": { component: app-group }
    api:
      component: app
      group: box
      config:
        bind: { db: { host: DATABASE } } # by hand
        placement: { near: [db] } # close
    door:
      component: ingress
      config: { paths: [{ backend: db, path: /db }] }
  connections:
    - { from: "db.endpoint", to: api.requires } # needs
    - from: api.endpoint
      to: db.after
`;
  assert.equal(
    edit(text, { op: "rename-node", node: "db", to: "store" }),
    text.replace("db: &base", "store: &base").replace("{ db: {", "{ store: {")
      .replace('"db.endpoint"', '"store.endpoint"').replace("db.after", "store.after")
      .replace("near: [db]", "near: [store]").replace("backend: db", "backend: store"),
  );
  assert.equal(
    edit(text, { op: "rename-node", node: "box", to: "no" }),
    text.replace('"box":', '"no":').replace("group: box", 'group: "no"'),
  );
});

Deno.test("set-metadata and set-spec change fields of the workflow itself", () => {
  const text = inSpec("  nodes: {}\n");
  const title: Operation = { op: "set-metadata", path: ["title"], value: "Shop" };
  const label: Operation = { op: "set-metadata", path: ["labels", "team"], value: "web" };
  const space: Operation = { op: "set-spec", path: ["namespace"], value: "shops" };
  assert.equal(
    edit(text, title, label, space),
    text.replace("name: shop }", "name: shop, title: Shop, labels: { team: web } }")
      .replace("spec:\n", "spec:\n  namespace: shops\n"),
  );
  const after = applyOperations({ workflow: text, name: "shop" }, [title, label, space]).workflow;
  const none = [title, label, space].map((one) => ({ ...one, value: null }) as Operation);
  assert.match(edit(after, ...none), /^metadata: \{ name: shop, labels: \{\} \}$/m);
});

Deno.test("set-component and set-description change one field of a node", () => {
  const text = inSpec("  nodes:\n    web:\n      component: app # kind\n");
  assert.equal(
    edit(text, { op: "set-component", node: "web", value: "job" }, {
      op: "set-description",
      node: "web",
      value: "Pages",
    }),
    text.replace("app # kind", "job # kind\n      description: Pages"),
  );
});
