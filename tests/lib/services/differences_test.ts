import assert from "node:assert/strict";
import { plainChange, type WorkflowChange } from "../../../lib/format/changes.ts";
import { isOnlyLayout } from "../../../lib/model/diff.ts";
import { type Contents, contentsAt } from "../../../lib/services/contents.ts";
import { differences } from "../../../lib/services/differences.ts";
import { createMemoryStore } from "../../../lib/stores/memory.ts";

type Files = Readonly<Record<string, string>>;

function workflow(
  name: string,
  nodes = "api: { component: app, config: { replicas: 1 } }",
): string {
  return `apiVersion: celestra/v1\nkind: Application\nmetadata: { name: ${name} }\n` +
    `spec:\n  nodes:\n    ${nodes}\n`;
}

function layout(name: string, x: number | string): string {
  return `apiVersion: celestra/v1\nkind: Layout\nmetadata: { name: ${name} }\n` +
    `nodes:\n  api: { x: ${x}, y: 0 }\n`;
}

/** Files as they lie in a folder: no ids. */
function folder(files: Files): Contents {
  return {
    list: (folder) =>
      Promise.resolve(Object.keys(files).filter((path) => path.startsWith(`${folder}/`)).sort()),
    read: (path) => Promise.resolve(files[path]),
  };
}

/** What differs between two folders, without the drawings. */
async function between(base: Files, head: Files): Promise<unknown[]> {
  const changes = await differences({ base: folder(base), head: folder(head) });
  return changes.map(plainChange).map(({ name, change, was, difference, problems }) => [
    name,
    change,
    ...was === undefined ? [] : [`was ${was}`],
    ...(difference?.nodes ?? []).map((node) => `${node.change} ${node.node}`),
    ...(difference?.places ?? []).map(({ node, before, after }) =>
      `moved ${node} ${before?.x} -> ${after?.x}`
    ),
    ...(problems ?? []).map(({ side, file, line, code }) => `${side} ${file}:${line} ${code}`),
  ]);
}

Deno.test("differences() tells workflows that came, went and changed, in the order of their names", async () => {
  const changed = "api: { component: app, config: { replicas: 2 } }";
  assert.deepEqual(
    await between({
      "workflows/shop.yaml": workflow("shop"),
      "workflows/same.yaml": workflow("same"),
      "workflows/gone.yaml": workflow("gone", "old: { component: job }"),
      "environments/dev.yaml": "x",
    }, {
      "workflows/shop.yaml": workflow("shop", changed),
      "workflows/same.yaml": workflow("same"),
      "workflows/blog.yaml": workflow("blog", "web: { component: app }"),
      "workflows/blog.layout.yaml": layout("blog", 1),
    }),
    [
      ["blog", "added", "added web"],
      ["gone", "removed", "removed old"],
      ["shop", "changed", "changed api"],
    ],
  );
});

Deno.test("a comment, an order or a style that differs is no change", async () => {
  assert.deepEqual(
    await between(
      { "workflows/shop.yaml": workflow("shop") },
      {
        "workflows/shop.yaml": `# The shop\n${
          workflow("shop", "'api': {component: app, config: {replicas: 1}}")
        }`,
      },
    ),
    [],
  );
});

Deno.test("a layout that differs changes its workflow, and nothing logical in it", async () => {
  const file = workflow("shop");
  const [change] = await differences({
    base: folder({ "workflows/shop.yaml": file, "workflows/shop.layout.yaml": layout("shop", 1) }),
    head: folder({ "workflows/shop.yaml": file, "workflows/shop.layout.yaml": layout("shop", 2) }),
  });
  assert.equal(change!.change, "changed");
  assert.ok(isOnlyLayout(change!.difference!));
  assert.deepEqual(change!.difference!.places, [
    { node: "api", before: { x: 1, y: 0 }, after: { x: 2, y: 0 } },
  ]);
});

Deno.test("a workflow that says the same under another name was renamed, its layout with it", async () => {
  const two = "b: { component: job }\n    a: { component: app }";
  assert.deepEqual(
    await between({
      "workflows/shop.yaml": workflow("shop"),
      "workflows/shop.layout.yaml": layout("shop", 1),
      "workflows/z.yaml": workflow("z", "a: { component: app }\n    b: { component: job }"),
    }, {
      "workflows/store.yaml": `# moved\n${workflow("store")}`,
      "workflows/store.layout.yaml": layout("store", 5),
      "workflows/y.yaml": workflow("y", two),
      "workflows/x.yaml": workflow("x", two),
    }),
    [["store", "renamed", "was shop", "moved api 1 -> 5"], ["x", "renamed", "was z"], [
      "y",
      "added",
      "added a",
      "added b",
    ]],
  );
});

Deno.test("files that were moved without their name are renamed, and their fault is told", async () => {
  assert.deepEqual(
    await between({
      "workflows/shop.yaml": workflow("shop"),
      "workflows/shop.layout.yaml": layout("shop", 1),
    }, {
      "workflows/store.yaml": workflow("shop"),
      "workflows/store.layout.yaml": layout("shop", 2),
    }),
    [[
      "store",
      "renamed",
      "was shop",
      "moved api 1 -> 2",
      "head workflows/store.yaml:3 name_mismatch",
      "head workflows/store.layout.yaml:3 name_mismatch",
    ]],
  );
});

Deno.test("workflows that say nothing are no renamed ones", async () => {
  const empty = (name: string) => workflow(name, "").replace("nodes:", "nodes: {}");
  assert.deepEqual(
    await between({ "workflows/a.yaml": empty("a") }, { "workflows/b.yaml": empty("b") }),
    [["a", "removed"], ["b", "added"]],
  );
});

Deno.test("a file that somebody broke is listed with its fault, and the rest is compared", async () => {
  const broken = "apiVersion: celestra/v1\nkind: [\n";
  assert.deepEqual(
    await between({
      "workflows/broken.yaml": workflow("broken"),
      "workflows/mended.yaml": broken,
      "workflows/shop.yaml": workflow("shop"),
      "workflows/still.yaml": broken,
    }, {
      "workflows/broken.yaml": broken,
      "workflows/mended.yaml": workflow("mended"),
      "workflows/new.yaml": "- a list\n",
      "workflows/shop.yaml": workflow("shop", "api: { component: app }"),
      "workflows/still.yaml": broken,
    }),
    [
      ["broken", "unreadable", "head workflows/broken.yaml:3 syntax"],
      ["mended", "unreadable", "base workflows/mended.yaml:3 syntax"],
      ["new", "unreadable", "head workflows/new.yaml:1 wrong_type"],
      ["shop", "changed", "changed api"],
    ],
  );
});

Deno.test("what stands in a file in error is told where it cannot be compared", async () => {
  assert.deepEqual(
    await between(
      { "workflows/shop.yaml": workflow("shop") },
      {
        "workflows/shop.yaml": workflow("shop").replace("replicas: 1 }", "replicas: 1 }, tier: x"),
      },
    ),
    [["shop", "changed", "head workflows/shop.yaml:6 unknown_field"]],
  );
  assert.deepEqual(
    await between(
      { "workflows/shop.yaml": workflow("shop") },
      {
        "workflows/shop.yaml": `${
          workflow("shop")
        }conflicts: [{ node: api, path: [config, replicas], base: 1, ours: 2, theirs: 3 }]\n`,
      },
    ),
    [["shop", "changed", "head workflows/shop.yaml:7 unresolved_conflict"]],
  );
});

Deno.test("with a layout that cannot be read, no node is said to have moved", async () => {
  const file = workflow("shop");
  assert.deepEqual(
    await between(
      { "workflows/shop.yaml": file, "workflows/shop.layout.yaml": layout("shop", 1) },
      { "workflows/shop.yaml": file, "workflows/shop.layout.yaml": layout("shop", "left") },
    ),
    [["shop", "changed", "head workflows/shop.layout.yaml:5 wrong_type"]],
  );
});

Deno.test("nor is one of a workflow that was renamed besides", async () => {
  assert.deepEqual(
    await between({
      "workflows/shop.yaml": workflow("shop"),
      "workflows/shop.layout.yaml": layout("shop", 1),
    }, {
      "workflows/store.yaml": workflow("store"),
      "workflows/store.layout.yaml": layout("store", "left"),
    }),
    [["store", "renamed", "was shop", "head workflows/store.layout.yaml:5 wrong_type"]],
  );
});

Deno.test("what is larger than any workflow may be is not compared", async () => {
  const nodes = Array.from({ length: 501 }, (_, index) => `n${index}: { component: app }`);
  assert.deepEqual(
    await between(
      { "workflows/shop.yaml": workflow("shop") },
      { "workflows/shop.yaml": workflow("shop", nodes.join("\n    ")) },
    ),
    [["shop", "unreadable", "head workflows/shop.yaml:5 limit_exceeded"]],
  );
});

Deno.test("at commits, only files of other bytes are read", async () => {
  const store = createMemoryStore({ defaultBranch: "main" });
  const author = { name: "Ada", email: "ada@example.com" };
  const commit = (base: string | undefined, files: Files) =>
    store.commit({
      branch: "main",
      base,
      files: Object.entries(files).map(([path, content]) => ({ path, content })),
      message: "Change",
      author,
    });
  const first = await commit(undefined, {
    "workflows/a.yaml": workflow("a"),
    "workflows/a.layout.yaml": layout("a", 1),
    "workflows/b.yaml": workflow("b"),
    "workflows/c.yaml": workflow("c"),
  });
  const second = await commit(first, {
    "workflows/a.layout.yaml": layout("a", 2),
    "workflows/c.yaml": workflow("c", "web: { component: app }"),
  });
  const read: string[] = [];
  const counting = {
    ...store,
    read: (id: string, path: string) => (read.push(path), store.read(id, path)),
  };
  const changes: readonly WorkflowChange[] = await differences({
    base: contentsAt(counting, first),
    head: contentsAt(counting, second),
  });
  assert.deepEqual(changes.map(({ name, change }) => [name, change]), [["a", "changed"], [
    "c",
    "changed",
  ]]);
  assert.deepEqual([...new Set(read)].filter((path) => path.includes("/b")), []);
  assert.ok(read.includes("workflows/c.yaml"));
});
