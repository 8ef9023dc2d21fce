import assert from "node:assert/strict";
import catalogue from "../../../lib/components/catalogue.json" with { type: "json" };
import { mergeLayoutTexts, mergeWorkflowTexts } from "../../../lib/format/merge.ts";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import type { Catalogue } from "../../../lib/model/catalogue.ts";
import { problems } from "../../../lib/model/problems.ts";
import { LIMITS, type Workflow } from "../../../lib/model/workflow.ts";

const judge = (workflow: Workflow) => problems(workflow, catalogue as unknown as Catalogue);

const BASE = `# The shop
apiVersion: celestra/v1
kind: Application
metadata: { name: shop } # its name
spec:
  nodes:
    # serves
    api:
      component: app
      config:
        image: "ghcr.io/acme/api:1.4.2" # pinned
        replicas: 2
        ports: [{ name: http, port: 8080 }]
    web:
      component: app
      config: { image: nginx:1.27.0, ports: [{ name: http, port: 8080 }] }
  connections: # who calls whom
    - { from: api.endpoint, to: web.requires }
`;

/** The base with parts of it replaced. */
function withParts(...parts: readonly (readonly [string, string])[]): string {
  return parts.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), `${from} is not there`);
    return text.replace(from, to);
  }, BASE);
}

/** A node behind the others. */
function added(text: string): readonly [string, string] {
  return ["  connections: #", `${text}  connections: #`];
}

const CACHE = "    # of ours\n    cache:\n      component: app\n";
const QUEUE = "    # of theirs\n    queue:\n      component: app # brand new\n";

/** Both sides, and the text that they become. */
const EXAMPLES: Readonly<Record<string, readonly [ours: string, theirs: string, merged: string]>> =
  {
    "nodes that both add stand one behind the other, comments included": [
      withParts(added(CACHE)),
      withParts(added(QUEUE)),
      withParts(added(QUEUE + CACHE)),
    ],
    "a comment that they put above a node stays, whatever we did to the node": [
      withParts(["    web:\n", "    cache:\n      component: app\n    web:\n"], [
        "1.27.0",
        "1.27.3",
      ]),
      withParts(["port: 8080 }]\n    web", "port: 80 }]\n    web"], [
        "    web:\n",
        "    # the pages\n    web:\n",
      ]),
      withParts(
        ["    web:\n", "    cache:\n      component: app\n    # the pages\n    web:\n"],
        ["1.27.0", "1.27.3"],
        ["port: 8080 }]\n    cache", "port: 80 }]\n    cache"],
      ),
    ],
    "a comment that both changed is ours": [
      withParts(["# serves", "# serves all"], [
        "component: app\n      config:\n",
        "component: app # a\n      config:\n",
      ]),
      withParts(["# serves", "# serves some"], ["replicas: 2", "replicas: 3"]),
      withParts(
        ["# serves", "# serves all"],
        ["component: app\n      config:\n", "component: app # a\n      config:\n"],
        ["replicas: 2", "replicas: 3"],
      ),
    ],
    "fields of one line are merged each by itself": [
      withParts(["nginx:1.27.0", "nginx:1.27.3"]),
      withParts([
        "nginx:1.27.0, ports: [{ name: http, port: 8080 }]",
        "nginx:1.27.0, ports: [{ name: http, port: 80 }]",
      ]),
      withParts([
        "nginx:1.27.0, ports: [{ name: http, port: 8080 }]",
        "nginx:1.27.3, ports: [{ name: http, port: 80 }]",
      ]),
    ],
    "lines side by side are merged, and comments of both stay": [
      withParts(["# pinned", "# pinned by Ada"]),
      withParts(["replicas: 2", "replicas: 3 # for Friday"]),
      withParts(["# pinned", "# pinned by Ada"], ["replicas: 2", "replicas: 3"]),
    ],
    "a node that only they touched comes with its comments": [
      withParts(["replicas: 2", "replicas: 5"]),
      withParts([
        "    web:\n      component: app",
        "    # the face\n    web:\n      title: Web # new\n      component: app",
      ]),
      withParts(
        ["replicas: 2", "replicas: 5"],
        [
          "    web:\n      component: app",
          "    # the face\n    web:\n      title: Web # new\n      component: app",
        ],
      ),
    ],
    "a renamed node takes what the other side says of it": [
      withParts(["    web:", "    front:"], ["web.requires", "front.requires"]),
      withParts(["nginx:1.27.0", "nginx:1.27.3"], [".requires }", ".requires, order: false }"]),
      withParts(
        ["    web:", "    front:"],
        ["web.requires }", "front.requires, order: false }"],
        ["nginx:1.27.0", "nginx:1.27.3"],
      ),
    ],
    "what one side took away is gone": [
      withParts(["        replicas: 2\n", ""]),
      withParts(["# The shop\n", ""]),
      withParts(["        replicas: 2\n", ""], ["# The shop\n", ""]),
    ],
  };

for (const [about, [ours, theirs, merged]] of Object.entries(EXAMPLES)) {
  Deno.test(`mergeWorkflowTexts(): ${about}`, () => {
    const made = mergeWorkflowTexts({ base: BASE, ours, theirs }, "shop", judge);
    assert.deepEqual(made, { text: merged, conflicts: [] });
  });

  Deno.test(`mergeWorkflowTexts(): ${about}, with CRLF`, () => {
    const crlf = (text: string) => text.replaceAll("\n", "\r\n");
    const texts = { base: crlf(BASE), ours: crlf(ours), theirs: crlf(theirs) };
    assert.equal(mergeWorkflowTexts(texts, "shop", judge).text, crlf(merged));
    // Their line ends are not ours to take over.
    const mixed = { ...texts, theirs };
    assert.doesNotMatch(mergeWorkflowTexts(mixed, "shop", judge).text, /[^\r]\n/);
  });
}

const CONFLICTS: Readonly<
  Record<string, readonly [ours: string, theirs: string, entries: string]>
> = {
  "two values of a field": [
    withParts(["replicas: 2", "replicas: 3"]),
    withParts(["replicas: 2", "replicas: 4"]),
    "conflicts: [{ node: api, path: [config, replicas], base: 2, ours: 3, theirs: 4 }]\n",
  ],
  "two values of an item, found by its name": [
    withParts([
      "        ports: [{ name: http, port: 8080 }]",
      "        ports: [{ name: http, port: 80 }]",
    ]),
    withParts([
      "        ports: [{ name: http, port: 8080 }]",
      "        ports: [{ name: http, port: 81 }]",
    ]),
    "conflicts: [{ node: api, path: [config, ports, { name: http }, port], base: 8080, ours: 80, theirs: 81 }]\n",
  ],
  "two titles of the workflow": [
    withParts(["{ name: shop }", "{ name: shop, title: Ours }"]),
    withParts(["{ name: shop }", "{ name: shop, title: Theirs }"]),
    "conflicts: [{ node: null, path: [metadata, title], base: null, ours: Ours, theirs: Theirs }]\n",
  ],
  "two names of a node": [
    withParts(["    web:", "    one:"], ["web.requires", "one.requires"]),
    withParts(["    web:", "    two:"], ["web.requires", "two.requires"]),
    "conflicts: [{ node: one, path: [id], base: web, ours: one, theirs: two }]\n",
  ],
};

for (const [about, [ours, theirs, entries]] of Object.entries(CONFLICTS)) {
  Deno.test(`mergeWorkflowTexts(): ${about} stand at the end of our text`, () => {
    const { text, conflicts } = mergeWorkflowTexts({ base: BASE, ours, theirs }, "shop", judge);
    const read = parseWorkflow(text, "workflows/shop.yaml");
    assert.deepEqual(read.problems, []);
    assert.deepEqual(read.value!.conflicts, conflicts);
    assert.equal(text, ours + entries);
  });
}

Deno.test("mergeWorkflowTexts(): a comment stands once above a node that they renamed and that is first now", () => {
  const node = (id: string, name = id) => `    # about ${id}\n    ${name}:\n      component: app\n`;
  const text = (...nodes: string[]) =>
    `kind: Application\napiVersion: celestra/v1\nmetadata: { name: shop }\nspec:\n  nodes:\n${
      nodes.join("")
    }      config: { a: 1 }\n`;
  const texts = {
    base: text(node("db"), node("api")),
    ours: text(node("api")),
    theirs: text(node("db"), node("api", "core")),
  };
  assert.deepEqual(mergeWorkflowTexts(texts, "shop", () => []), {
    text: text(node("api", "core")),
    conflicts: [],
  });
});

Deno.test("mergeWorkflowTexts(): a removed node that they edited is a conflict, and stays removed", () => {
  const ours = withParts(
    [
      "    web:\n      component: app\n      config: { image: nginx:1.27.0, ports: [{ name: http, port: 8080 }] }\n",
      "",
    ],
    ["  connections: # who calls whom\n    - { from: api.endpoint, to: web.requires }\n", ""],
  );
  const theirs = withParts(["nginx:1.27.0", "nginx:1.27.3"]);
  const { text, conflicts } = mergeWorkflowTexts({ base: BASE, ours, theirs }, "shop", judge);
  assert.ok(text.startsWith(ours), text);
  assert.deepEqual(conflicts.map(({ node, path, ours }) => [node, path, ours]), [[
    "web",
    [],
    null,
  ]]);
  assert.deepEqual(parseWorkflow(text, "workflows/shop.yaml").value!.conflicts, conflicts);
});

Deno.test("mergeWorkflowTexts(): a cycle that both sides make together is a conflict of the graph", () => {
  const third =
    "    db: { component: app, config: { image: redis:7.4.1, ports: [{ name: tcp, port: 6379 }] } }\n";
  const base = withParts(added(third));
  const ours = `${base}    - { from: web.endpoint, to: db.requires }\n`;
  const theirs = `${base}    - { from: db.endpoint, to: api.requires }\n`;
  for (const side of [ours, theirs]) {
    const found = judge(parseWorkflow(side, "workflows/shop.yaml").value!);
    assert.deepEqual(found.filter(({ severity }) => severity === "error"), []);
  }
  const { text, conflicts } = mergeWorkflowTexts({ base, ours, theirs }, "shop", judge);
  assert.deepEqual(conflicts.map(({ path }) => path), [["graph"]]);
  assert.match(conflicts[0]!.message!, /These nodes wait for each other: api -> web -> db -> api/);
  assert.ok(
    text.startsWith(`${ours}    - { from: db.endpoint, to: api.requires }\nconflicts:\n`),
    text,
  );
  assert.deepEqual(parseWorkflow(text, "workflows/shop.yaml").problems, []);
});

Deno.test("mergeWorkflowTexts(): more nodes than a workflow may hold are a conflict of the graph", () => {
  const nodes = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => `    ${prefix}${index}: { component: app }\n`).join(
      "",
    );
  const half = LIMITS.nodes / 2;
  const ours = withParts(added(nodes("a", half)));
  const theirs = withParts(added(nodes("b", half)));
  const { conflicts } = mergeWorkflowTexts({ base: BASE, ours, theirs }, "shop", judge);
  assert.deepEqual(conflicts.map(({ node, path, message }) => [node, path, message]), [
    [null, ["graph"], `A workflow holds at most 500 nodes, not ${LIMITS.nodes + 2}`],
  ]);
  const fewer = withParts(added(nodes("b", half - 2)));
  const fits = mergeWorkflowTexts({ base: BASE, ours, theirs: fewer }, "shop", judge);
  assert.deepEqual(fits.conflicts, []);
});

Deno.test("mergeWorkflowTexts(): a file that both sides made is merged from nothing", () => {
  const ours = withParts(added(CACHE));
  const theirs = withParts(added(QUEUE));
  const { text, conflicts } = mergeWorkflowTexts({ base: "", ours, theirs }, "shop", judge);
  assert.deepEqual([text, conflicts], [withParts(added(QUEUE + CACHE)), []]);
});

const LAYOUT = `apiVersion: celestra/v1
kind: Layout
metadata: { name: shop }
nodes: # where they stand
  api: { x: 0, y: 0 } # left
  web: { x: 300, y: 0 }
notes:
  n: { x: 0, y: 100, width: 80, height: 40, text: Hello }
`;

Deno.test("mergeLayoutTexts(): nodes next to each other are moved by both sides", () => {
  const ours = LAYOUT.replace("x: 0, y: 0 }", "x: 40, y: 0 }");
  const theirs = LAYOUT.replace("x: 300", "x: 360");
  assert.deepEqual(mergeLayoutTexts({ base: LAYOUT, ours, theirs }, "shop"), {
    text: ours.replace("x: 300", "x: 360"),
    conflicts: [],
  });
});

Deno.test("mergeLayoutTexts(): two texts of one note are a conflict", () => {
  const [ours, theirs] = ["Ours", "Theirs"].map((text) => LAYOUT.replace("Hello", text));
  const { conflicts } = mergeLayoutTexts({ base: LAYOUT, ours: ours!, theirs: theirs! }, "shop");
  assert.deepEqual(conflicts.map(({ node, path }) => [node, path]), [[null, ["notes", "n"]]]);
});
