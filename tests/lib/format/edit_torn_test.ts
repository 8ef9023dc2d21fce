import assert from "node:assert/strict";
import fc from "fast-check";
import { applyOperations } from "../../../lib/format/edit.ts";
import { openDocument } from "../../../lib/format/open_document.ts";
import { editPaths, undoPathEdits } from "../../../lib/format/path_edits.ts";
import { readYaml } from "../../../lib/format/read.ts";
import { AppError } from "../../../lib/model/error.ts";
import type { Json } from "../../../lib/model/json.ts";
import type { FileSource, Operation } from "../../../lib/model/operation.ts";
import type { LocatedProblem } from "../../../lib/model/problem.ts";
import { fingerprintOf } from "../../../lib/format/edit/fingerprint.ts";
import { document, oneOf, randomOf } from "./yaml_samples.ts";
import { editOf, placesOf, subjectsOf } from "./path_laws.ts";

const TEXT = `# the shop
apiVersion: celestra/v1
kind: Application
metadata: { name: shop }
spec:
  nodes:
    web:
      component: app
      config:
        image: "nginx # no end
        ports: [{ name: http, port: 80 }
        env: { A: b } # kept
    api:
      component: app
      component: app
    db: { component: app } }
    last:
      component: app
  connections:
    - { from: db.endpoint, to: web.requires }
    - { from: db.endpoint, to: api.requires
`;
const NAME = "shop";

function set(node: string, path: readonly string[], value: Json): Operation {
  return { op: "set", node, path, value };
}

const WORKS: readonly (readonly [Operation, string, string])[] = [
  [set("web", ["env", "A"], "c"), "{ A: b }", "{ A: c }"],
  [set("web", ["env", "B"], 1), "{ A: b }", "{ A: b, B: 1 }"],
  [
    { op: "set-title", node: "last", value: "Last" },
    "last:\n      component: app",
    "last:\n      component: app\n      title: Last",
  ],
  [
    { op: "disconnect", from: "db.endpoint", to: "web.requires" },
    "    - { from: db.endpoint, to: web.requires }\n",
    "",
  ],
  [
    { op: "remove-node", node: "last" },
    "    last:\n      component: app\n",
    "",
  ],
  [
    set("last", ["a"], 1),
    "last:\n      component: app",
    "last:\n      component: app\n      config:\n        a: 1",
  ],
  [
    { op: "set-metadata", path: ["title"], value: "Shop" },
    "name: shop }",
    "name: shop, title: Shop }",
  ],
  [
    { op: "add-node", node: "new", component: "app" },
    "last:\n      component: app",
    "last:\n      component: app\n    new:\n      component: app",
  ],
];

for (const [operation, before, after] of WORKS) {
  Deno.test(`${JSON.stringify(operation)} works beside what cannot be read`, () => {
    const done = applyOperations({ workflow: TEXT, name: NAME }, [operation]);
    assert.equal(done.workflow, TEXT.replace(before, after));
    const back = applyOperations({ ...done, name: NAME }, done.inverse);
    assert.equal(back.workflow, TEXT);
  });
}

const REFUSED: readonly (readonly [Operation, number])[] = [
  [set("web", ["image"], "apache"), 10],
  [set("web", ["ports", "0"], 1), 11],
  [{ op: "set", node: "web", path: ["ports", { name: "http" }, "port"], value: 81 }, 11],
  [{ op: "remove-node", node: "web" }, 10],
  [{ op: "set-component", node: "api", value: "job" }, 15],
  [set("db", ["a"], 1), 16],
  [{ op: "set-title", node: "db", value: "Db" }, 16],
  [{ op: "set-title", node: "nobody", value: "Db" }, 10],
  [{ op: "disconnect", from: "db.endpoint", to: "api.requires" }, 21],
];

for (const [operation, line] of REFUSED) {
  Deno.test(`${JSON.stringify(operation)} is refused with the fault of line ${line}`, () => {
    assert.throws(() => applyOperations({ workflow: TEXT, name: NAME }, [operation]), (error) => {
      assert.ok(error instanceof AppError && error.code === "unprocessable", String(error));
      const [problem] = error.details.problems as readonly LocatedProblem[];
      assert.ok(error.message.includes(`workflows/shop.yaml cannot be edited: line ${line}: `));
      return problem!.line === line && problem!.column > 0;
    });
  });
}

Deno.test("bytes of an operation may not touch what cannot be read", () => {
  const at = TEXT.indexOf("nginx");
  const source = (pieces: FileSource["pieces"]) => (
    { workflow: { of: fingerprintOf(TEXT), pieces } }
  );
  const title: Operation = { op: "set-title", node: "last", value: "x" };
  const piece = {
    at: TEXT.indexOf("      component: app\n  conn"),
    length: 0,
    text: "      title: x\n",
  };
  const good = { ...title, source: source([piece]) };
  const after = applyOperations({ workflow: TEXT, name: NAME }, [good]).workflow;
  assert.ok(after.includes("      title: x\n      component: app\n  conn"));
  const forged = { ...title, source: source([piece, { at, length: 5, text: "apache" }]) };
  const other = applyOperations({ workflow: TEXT, name: NAME }, [forged]).workflow;
  assert.ok(other.includes("nginx") && !other.includes("apache"));
});

Deno.test("faults of the shape keep nobody from editing", () => {
  const text =
    "kind: 5\nspec:\n  odd: [1]\n  nodes:\n    a: { component: 7, extra: x }\n    b: no map\n";
  const open = openDocument({ workflow: text, name: NAME });
  open.apply([{ op: "set-title", node: "a", value: "A" }, set("a", ["x"], 1)]);
  assert.equal(
    open.files.workflow,
    text.replace("7, extra: x }", "7, title: A, extra: x, config: { x: 1 } }"),
  );
});

Deno.test("a text that is torn everywhere, or too often, is refused as a whole", () => {
  const lines = Array.from({ length: 60 }, (_, index) => `k${index}: [\n`).join("");
  for (const text of [lines, "\uFFFD", "- [\n", "{ a: 1", `${"a: [\n".repeat(30_000)}`]) {
    assert.throws(
      () => editPaths(text, [{ set: ["k0"], value: 1 }]),
      (error) => error instanceof AppError && error.message.length < 300,
      text.slice(0, 20),
    );
  }
});

/** Lines that nobody can read, whatever stands around them. */
const TORN = [
  "torn: [1, 2",
  'torn: "a',
  "torn: { a: 1 } }",
  "torn: 'a\\",
  "torn: a: b",
  "torn: &a *b",
];

function squeezed(text: string): string {
  return text.replace(/\n(?:[ \t]*\r?\n)+/g, "\n");
}

Deno.test("whatever the file, an edit beside a torn line touches neither that line nor another", () => {
  const seen = { done: 0, refused: 0 };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const random = randomOf(seed);
      const whole = document(random, 1 + random(3)).replace(/^\uFEFF/, "");
      const [subject] = subjectsOf(whole);
      const places = subject && placesOf(subject);
      if (!subject || !/\n$/.test(whole) || subject.sheet.root.type !== "map") return;
      // Where the torn line is left alone, what was the last entry is not the last any more.
      if (subject.sheet.root.entries.length < 2) return;
      if (/^[[{]/.test(whole.slice(subject.sheet.root.from))) return;
      const eol = /\r?\n$/.exec(whole)![0];
      const torn = `${oneOf(random, TORN)}${eol}`;
      const edit = editOf(random, subject, places!);
      // Which comments go with an entry depends on what stands beside it.
      if ("unset" in edit && edit.unset.length === 1) return;
      const isFirst = random(2) === 0;
      const text = isFirst ? torn + whole : whole + torn;
      assert.ok(readYaml(text).faults.length > 0);
      try {
        const expected = editPaths(whole, [edit]).text;
        const { text: after, undo } = editPaths(text, [edit]);
        assert.ok(after.includes(torn));
        // One more line may change whether a blank line stands between all of them.
        assert.equal(squeezed(after.replace(torn, "")), squeezed(expected));
        assert.equal(undoPathEdits(after, undo), text);
        seen.done++;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        seen.refused++;
      }
    }),
    { numRuns: 600 },
  );
  assert.ok(seen.done > 4 * seen.refused, JSON.stringify(seen));
});
