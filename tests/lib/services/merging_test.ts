import assert from "node:assert/strict";
import fc from "fast-check";
import { tools } from "../../../lib/cli/tools.ts";
import { parseLayout } from "../../../lib/format/layout.ts";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import { isClean, mergeFiles, type Texts } from "../../../lib/services/merging.ts";

const BASE = `apiVersion: celestra/v1
kind: Application
metadata: { name: shop }
spec:
  nodes:
    api:
      component: app
      config: { image: "ghcr.io/acme/api:1.4.2", replicas: 2 }
`;
const LAYOUT = `apiVersion: celestra/v1
kind: Layout
metadata: { name: shop }
nodes:
  api: { x: 0, y: 0 }
notes:
  n:
    x: 0
    y: 100
    width: 80
    height: 40
    text: Hello
`;
const OURS = BASE.replace("replicas: 2", "replicas: 3");
const THEIRS = BASE.replace("1.4.2", "1.5.0");
const PATH = "workflows/shop.yaml";

function merged(texts: Partial<Texts>, path = PATH) {
  return mergeFiles({ base: BASE, ours: OURS, theirs: THEIRS, ...texts }, path, tools.catalogue);
}

Deno.test("mergeFiles() merges a workflow by what it says", () => {
  const result = merged({});
  assert.deepEqual(result, {
    text: OURS.replace("1.4.2", "1.5.0"),
    conflicts: [],
    marked: 0,
  });
  assert.ok(isClean(result));
});

Deno.test("mergeFiles() writes what contradicts into the file", () => {
  const result = merged({ theirs: BASE.replace("replicas: 2", "replicas: 4") });
  const { value } = parseWorkflow(result.text, PATH);
  assert.deepEqual(value!.conflicts, result.conflicts);
  assert.deepEqual(value!.conflicts, [
    { node: "api", path: ["config", "replicas"], base: 2, ours: 3, theirs: 4 },
  ]);
  assert.ok(!isClean(result));
});

Deno.test("mergeFiles() judges the graph by the catalogue", () => {
  const node = (id: string) => `    ${id}: { component: ap }\n`;
  const many = (prefix: string) => Array.from({ length: 250 }, (_, i) => node(prefix + i)).join("");
  const { conflicts } = merged({ ours: BASE + many("a"), theirs: BASE + many("b") });
  assert.match(conflicts[0]!.message!, /at most 500 nodes, not 501/);
});

for (const path of ["workflows/shop.layout.yaml", "shop.layout.yaml", ".merge_file_a1B2c3"]) {
  Deno.test(`mergeFiles() takes ${path} for a layout`, () => {
    const ours = LAYOUT.replace("x: 0, y: 0", "x: 9, y: 0");
    const theirs = LAYOUT.replace("nodes:\n", "nodes:\n  web: { x: 5, y: 5 }\n");
    const result = merged({ base: LAYOUT, ours, theirs }, path);
    assert.ok(isClean(result));
    const { value } = parseLayout(result.text, "shop.layout.yaml");
    assert.deepEqual(value!.nodes, { web: { x: 5, y: 5 }, api: { x: 9, y: 0 } });
  });
}

for (const path of [".merge_file_a1B2c3", "elsewhere/other.yaml", "workflows/shop.yaml"]) {
  Deno.test(`mergeFiles() finds the name of a workflow that lies at ${path}`, () => {
    assert.ok(isClean(merged({}, path)));
    assert.equal(merged({}, path).reason, undefined);
  });
}

const RENAMED: Readonly<Record<string, readonly [base: string, ours: string, theirs: string]>> = {
  "ours": ["shop", "store", "shop"],
  "theirs": ["shop", "shop", "store"],
  "both alike": ["shop", "store", "store"],
  "both, each in its own way": ["shop", "market", "stall"],
};
for (const [side, names] of Object.entries(RENAMED)) {
  Deno.test(`mergeFiles() follows the new name that a workflow got from ${side}`, () => {
    const [base, ours, theirs] = [BASE, OURS, THEIRS].map((text, index) =>
      text.replace("name: shop", `name: ${names[index]}`)
    );
    const result = merged({ base: base!, ours: ours!, theirs: theirs! }, "workflows/store.yaml");
    assert.equal(result.reason, undefined);
    assert.equal(result.text, OURS.replace("1.4.2", "1.5.0").replace("name: shop", "name: store"));
  });
}

Deno.test("mergeFiles() leaves a name alone that is not the file's", () => {
  assert.equal(merged({ ours: BASE }, "workflows/other.yaml").text, THEIRS);
  assert.match(merged({}, "workflows/other.yaml").text, /name: shop/);
});

Deno.test("mergeFiles() merges the lines of a side that cannot be read, and says why", () => {
  for (const side of ["base", "ours", "theirs"] as const) {
    const texts = { base: BASE, ours: OURS, theirs: THEIRS };
    const result = merged({ [side]: texts[side].replace("kind: ", "kind: [") });
    assert.match(result.reason!, /^workflows\/shop\.yaml cannot be merged: /);
    assert.equal(result.marked, 1);
    assert.deepEqual(result.conflicts, []);
    assert.match(
      result.text,
      /<<<<<<< ours\n.*replicas: 3.*\n=======\n.*1\.5\.0.*\n>>>>>>> theirs\n/,
    );
  }
});

Deno.test("mergeFiles() takes lines of a side that cannot be read where they lie apart", () => {
  const ours = BASE.replace("kind: ", "kind: [");
  const result = merged({ ours });
  assert.equal(result.text, ours.replace("1.4.2", "1.5.0"));
  assert.ok(isClean(result));
});

Deno.test("mergeFiles() keeps the entries of a merge that somebody left unresolved", () => {
  const entry = "conflicts: [{ node: api, path: [], base: 1, ours: 2, theirs: 3 }]\n";
  for (const texts of [{ ours: OURS + entry }, { theirs: THEIRS + entry }]) {
    const result = merged(texts);
    assert.match(result.reason!, /holds a merge that is not resolved/);
    assert.ok(result.text.includes(entry));
  }
});

Deno.test("mergeFiles() marks two texts of one note, since a layout has no place for conflicts", () => {
  const [ours, theirs] = ["Ours", "Theirs"].map((text) => LAYOUT.replace("Hello", text));
  const result = merged({ base: LAYOUT, ours: ours!, theirs: theirs! }, "shop.layout.yaml");
  assert.deepEqual([result.marked, result.conflicts], [1, []]);
  assert.match(result.reason!, /Both sides changed the same note/);
  assert.ok(result.text.endsWith(
    "<<<<<<< ours\n    text: Ours\n=======\n    text: Theirs\n>>>>>>> theirs\n",
  ));
});

Deno.test("mergeFiles() leaves the choice where lines together would not be a layout", () => {
  // Both add a note of one id, but at places far from each other.
  const note = (text: string) => `  m: { x: 0, y: 0, width: 9, height: 9, text: ${text} }\n`;
  const ours = LAYOUT.replace("notes:\n", `notes:\n${note("Ours")}`);
  const theirs = LAYOUT + note("Theirs");
  const result = merged({ base: LAYOUT, ours, theirs }, "shop.layout.yaml");
  assert.equal(result.text, `<<<<<<< ours\n${ours}=======\n${theirs}>>>>>>> theirs\n`);
  assert.equal(result.marked, 1);
});

Deno.test("mergeFiles() leaves the choice where lines together would not say what both said", () => {
  const base = `apiVersion: celestra/v1
kind: Application
metadata: { name: shop }
spec:
  nodes:
    a:
      component: app
      config: &one { image: "one:1", replicas: 1 }
    b:
      component: app
      config: &two { image: "two:1", replicas: 1 }
    c:
      component: app
      # as the first
      config: *one
`;
  // Ours gives `c` two replicas by its alias, theirs gives it another image by another alias.
  const ours = base.replace('"one:1", replicas: 1', '"one:1", replicas: 2');
  const theirs = base.replace(
    "# as the first\n      config: *one",
    "# as the second\n      config: *two",
  );
  const result = merged({ base, ours, theirs });
  assert.match(result.reason!, /cannot be written into one text/);
  assert.equal(result.text, `<<<<<<< ours\n${ours}=======\n${theirs}>>>>>>> theirs\n`);
});

Deno.test("mergeFiles() of a layout, and of what is no workflow, never throws", () => {
  const lines = fc.array(fc.constantFrom(...LAYOUT.split("\n"), ...BASE.split("\n"), "{", "- x"), {
    maxLength: 15,
  }).map((all) => all.join("\n"));
  fc.assert(
    fc.property(lines, lines, lines, fc.constantFrom(PATH, "x.layout.yaml", "tmp"), (...all) => {
      const [base, ours, theirs, path] = all;
      const { text, reason } = mergeFiles({ base, ours, theirs }, path, tools.catalogue);
      if (ours === theirs) assert.equal(text, ours);
      if (base === ours) assert.equal(text, theirs);
      assert.ok(reason === undefined || reason.length > 0);
    }),
    { numRuns: 300 },
  );
});
