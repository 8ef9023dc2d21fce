import assert from "node:assert/strict";
import { parse } from "yaml";
import { applyOperations } from "../../../lib/format/edit.ts";
import { editPaths, type PathEdit, undoPathEdits } from "../../../lib/format/path_edits.ts";
import { AppError } from "../../../lib/model/error.ts";
import type { Operation } from "../../../lib/model/operation.ts";

const TEXT = `# shared
base: &base { a: 1, b: [x, z] }
same: *base # as above
list:
  - *base
  - { c: *base }
block: &block
  d: 1 # one
  e: |
    two
    lines
again: *block
&key named: 1
other: *key
nested:
  inner: &inner { f: 1 }
  use: *inner
whole: &whole
  deep: { g: 1 }
copies: [*whole, *whole]
`;

function edited(...edits: PathEdit[]): string {
  const { text, undo } = editPaths(TEXT, edits, { expandAliases: true });
  assert.equal(undoPathEdits(text, undo), TEXT);
  return text;
}

Deno.test("an edit under an alias writes out what it stands for", () => {
  assert.equal(
    edited({ set: ["same", "a"], value: 2 }),
    TEXT.replace("same: *base # as above", "same: # as above\n  a: 2\n  b: [x, z]"),
  );
  assert.equal(
    edited({ set: ["list", 1, "c", "a"], value: 2 }),
    TEXT.replace("c: *base", "c: { a: 2, b: [x, z] }"),
  );
  assert.equal(
    edited({ set: ["again", "d"], value: 2 }),
    TEXT.replace("again: *block", "again:\n  d: 2\n  e: |\n    two\n    lines"),
  );
  assert.equal(edited({ set: ["same"], value: 5 }), TEXT.replace("*base # as", "5 # as"));
});

Deno.test("an edit of an anchored value leaves what repeats it as it was", () => {
  const { text } = editPaths(TEXT, [{ set: ["base", "a"], value: 2 }], { expandAliases: true });
  assert.match(text, /^base: &base \{ a: 2, b: \[x, z\] \}$/m);
  assert.doesNotMatch(text, /\*base/);
  assert.match(text, /\*block[^]*\*key[^]*\*inner[^]*\*whole, \*whole/);
  assert.deepEqual(parse(text), { ...parse(TEXT), base: { a: 2, b: ["x", "z"] } });
  const whole = edited({ set: ["whole", "deep", "g"], value: 2 });
  assert.match(whole, /copies: \[\{ deep: \{ g: 1 \} \}, \{ deep: \{ g: 1 \} \}\]/);
});

Deno.test("what goes takes no anchor along that others need", () => {
  const without = edited({ unset: ["nested", "inner"] });
  assert.match(without, /^nested:\n {2}use:\n {4}f: 1$/m);
  assert.deepEqual(parse(without).nested, { use: { f: 1 } });
  assert.equal(parse(edited({ unset: ["named"] })).other, "named");
  const inside = "a:\n  b: &b 1\n  d: 2\nc: *b\n";
  const { text } = editPaths(inside, [{ unset: ["a"] }], { expandAliases: true });
  assert.equal(text, "c: 1\n");
  assert.deepEqual(parse(edited({ set: ["base"], value: 7 })).list[0], { a: 1, b: ["x", "z"] });
});

Deno.test("without being told to, an edit at a mark is refused with its line and column", () => {
  const refused: readonly (readonly [PathEdit, number, number])[] = [
    [{ set: ["same", "a"], value: 2 }, 3, 7],
    [{ set: ["list", 0, "a"], value: 2 }, 5, 5],
    [{ set: ["base", "a"], value: 2 }, 2, 7],
    [{ insert: ["base", "b"], index: 0, value: 2 }, 2, 7],
    [{ unset: ["block"] }, 7, 8],
  ];
  for (const [edit, line, column] of refused) {
    assert.throws(() => editPaths(TEXT, [edit]), (error) => {
      assert.ok(error instanceof AppError && error.code === "not_supported");
      assert.deepEqual([error.details.line, error.details.column], [line, column]);
      return error.message.startsWith(`Line ${line}, column ${column}: `);
    });
  }
});

const WORKFLOW = `spec:
  nodes:
    web:
      component: app
      config: &shared
        image: nginx
    api: { component: app, config: *shared }
`;

Deno.test("operations expand aliases when told to, and their inverse brings them back", () => {
  const operations: readonly Operation[] = [
    { op: "set", node: "web", path: ["image"], value: "apache" },
    { op: "set", node: "api", path: ["replicas"], value: 2 },
    { op: "remove-node", node: "web" },
  ];
  const files = { workflow: WORKFLOW, name: "shop" };
  const done = applyOperations(files, operations, { expandAliases: true });
  assert.equal(
    done.workflow,
    "spec:\n  nodes:\n    api: { component: app, config: { image: nginx, replicas: 2 } }\n",
  );
  const inverse = JSON.parse(JSON.stringify(done.inverse)) as Operation[];
  assert.equal(applyOperations({ ...done, name: "shop" }, inverse).workflow, WORKFLOW);
  for (const operation of operations) {
    assert.throws(() => applyOperations(files, [operation]), { code: "not_supported" });
  }
});
