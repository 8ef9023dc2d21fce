import assert from "node:assert/strict";
import fc from "fast-check";
import { changesMarkdown, type WorkflowChange } from "../../../lib/format/changes.ts";
import { compare, isEmpty } from "../../../lib/model/diff.ts";
import { connected, drawings, edits, tried } from "../model/drawings.ts";
import { changeOf, hostileDrawings, hostileTexts, large, sketched } from "./change_samples.ts";

const LIMIT = 60_000;

Deno.test("changesMarkdown() has a summary, a table and a graph of what is beside the changes", () => {
  const markdown = changesMarkdown([
    sketched({
      title: "Shop",
      nodes: {
        db: { component: "stateful-app", config: { image: "postgres:17", storage: "10Gi" } },
        api: { config: { ports: [{ name: "http", port: 8080 }] } },
        old: { component: "job" },
        site: { config: { conf: "server {\n  listen 80;\n}\n" } },
        queue: {},
        cart: {},
        far: {},
      },
      connections: [
        "db.endpoint -> api.requires",
        "old.done -> api.after",
        "cart.endpoint -> api.requires",
        "far.endpoint -> cart.requires",
      ],
      places: { queue: { x: 0, y: 0 } },
    }, {
      title: "Web shop",
      nodes: {
        database: { component: "stateful-app", config: { image: "postgres:17", storage: "10Gi" } },
        api: { config: { ports: [{ name: "http", port: 9090 }] } },
        site: { config: { conf: "server {\n  listen 8080;\n}\n" } },
        queue: {},
        cart: {},
        far: {},
        cache: {},
      },
      connections: [
        "database.endpoint -> api.requires",
        "cache.endpoint -> api.requires",
        "cart.endpoint -> api.requires",
        "far.endpoint -> cart.requires",
      ],
      places: { queue: { x: 300, y: 0 } },
    }),
  ]);
  assert.equal(
    markdown,
    `\
### \`shop\`: 1 added, 1 removed, 1 renamed, 2 changed, 2 connections, 1 field, 1 moved

| Node | Change | Field | Before | After |
| --- | --- | --- | --- | --- |
|  |  | \`metadata.title\` | \`Shop\` | \`Web shop\` |
| \`api\` | changed |  |  |  |
|  |  | \`api.ports[http].port\` | \`8080\` | \`9090\` |
|  |  | \`api port after\` | \`old.done\` |  |
|  |  | \`api port requires\` |  | \`cache.endpoint\` |
| \`cache\` | added |  |  |  |
| \`db\` → \`database\` | renamed |  |  |  |
| \`old\` | removed |  |  |  |
| \`queue\` | moved only |  |  |  |
|  |  | \`queue place\` | \`[0,0]\` | \`[300,0]\` |
| \`site\` | changed |  |  |  |
|  |  | \`site.conf\` | \`"  listen 80;"\` | \`"  listen 8080;"\` |

\`\`\`mermaid
flowchart LR
  n0["api<br/>changed"]:::changed
  n1(["cache<br/>added"]):::added
  n2[["db → database<br/>renamed"]]:::renamed
  n3{{"old<br/>removed"}}:::removed
  n4["site<br/>changed"]:::changed
  n5("cart"):::beside
  n2 --> n0
  n3 -.-> n0
  n5 --> n0
  n1 ==> n0
  classDef changed fill:#fff8c5,stroke:#9a6700,color:#4d3300
  classDef added fill:#dafbe1,stroke:#1a7f37,color:#0a3d1a
  classDef renamed fill:#ddf4ff,stroke:#0969da,color:#062f5c
  classDef removed fill:#ffebe9,stroke:#cf222e,color:#660b12,stroke-dasharray:4
  classDef beside fill:#f6f8fa,stroke:#8c959f,color:#24292f
\`\`\`
`,
  );
});

Deno.test("a file that cannot be read stands with its fault, and the others with their changes", () => {
  const changes: WorkflowChange[] = [
    {
      name: "blog",
      change: "unreadable",
      problems: [{
        side: "head",
        file: "workflows/blog.yaml",
        line: 3,
        column: 5,
        code: "syntax",
        severity: "error",
        path: [],
        message: "Expected `x`",
      }],
    },
    { ...sketched({}, {}), name: "store", change: "renamed", was: "shop" },
  ];
  assert.equal(
    changesMarkdown(changes),
    "### `blog`: cannot be read\n\n" +
      "- head `workflows/blog.yaml:3:5`: syntax: `` Expected `x` ``\n\n" +
      "### `store`: workflow renamed from `shop`\n",
  );
});

Deno.test("Markdown of any difference is short, and empty exactly where nothing changed", () => {
  const pairs = fc.oneof(
    fc.tuple(drawings, drawings),
    fc.tuple(drawings, edits).map(([base, list]) => [base, connected(tried(base, list))] as const),
  );
  fc.assert(
    fc.property(pairs, ([base, head]) => {
      const markdown = changesMarkdown([changeOf(base, head)]);
      assert.equal(markdown === "", isEmpty(compare(base, head)));
      assert.ok(markdown.length <= LIMIT);
      assertPlain(markdown);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("whatever a workflow says, nothing of it is more than a word on the page", () => {
  fc.assert(
    fc.property(
      hostileDrawings,
      hostileDrawings,
      hostileTexts,
      hostileTexts,
      (base, head, name, message) => {
        const change = changeOf(base, head, name);
        assertPlain(changesMarkdown([change]));
        const { difference: _, ...rest } = change;
        const problem = {
          severity: "error",
          path: [],
          code: "syntax",
          line: 1,
          column: 1,
        } as const;
        assertPlain(changesMarkdown([{
          ...rest,
          change: "unreadable",
          problems: [{ ...problem, side: "base", file: name, message }],
        }]));
      },
    ),
    { numRuns: 2000 },
  );
});

for (const nodes of [300, 500, 3000]) {
  Deno.test(`a difference of ${nodes} nodes stays in the limit and counts what it left out`, () => {
    const markdown = changesMarkdown([changeOf(large(nodes, 1), large(nodes, 2))]);
    assert.ok(markdown.length <= LIMIT && markdown.length > LIMIT - 600, `${markdown.length}`);
    assertPlain(markdown);
    assert.equal(rowsOf(markdown, /^\| `node-/), nodes - leftOut(markdown, "node"));
    assert.equal(rowsOf(markdown, /^\| {2}\|/), 5 * nodes - leftOut(markdown, "field"));
    assert.equal(leftOut(markdown, "graph"), 1);
    assert.equal(leftOut(markdown, "node") > 0, nodes === 3000);
  });
}

Deno.test("graphs are given up before fields, fields before nodes, nodes before workflows", () => {
  const changes = Array.from(
    { length: 30 },
    (_, index) =>
      changeOf(large(4, 1, "long ".repeat(9)), large(4, 2, "long ".repeat(9)), `w${index}`),
  );
  const all = { graph: 30, field: 600, node: 120, workflow: 30 };
  const order = Object.keys(all) as (keyof typeof all)[];
  const given = new Set<string>();
  for (let limit = 120_000; limit > 300; limit -= 500) {
    const markdown = changesMarkdown(changes, limit);
    assert.ok(markdown.length <= limit);
    const left = order.map((noun) => leftOut(markdown, noun));
    const last = left.findLastIndex((number) => number > 0);
    order.slice(0, Math.max(0, last)).forEach((noun, at) => assert.equal(left[at], all[noun]));
    given.add(order[last] ?? "nothing");
  }
  assert.deepEqual([...given], ["nothing", ...order]);
});

for (const [nodes, joined] of [[81, 0], [30, 11]] as const) {
  Deno.test(`of ${nodes} nodes joined to ${joined} others each, only the graph is left out`, () => {
    const numbers = Array.from({ length: nodes }, (_, index) => index);
    const connections = numbers.flatMap((from) =>
      numbers.slice(0, joined).map((to) => `n${from}.endpoint -> n${to}.requires`)
    );
    const markdown = changesMarkdown([
      sketched({}, { nodes: Object.fromEntries(numbers.map((at) => [`n${at}`, {}])), connections }),
    ]);
    assert.match(markdown, /\n\nLeft out to keep this short: 1 graph\.\n$/);
    assert.ok(!markdown.includes("mermaid"));
  });
}

function rowsOf(markdown: string, row: RegExp): number {
  return markdown.split("\n").filter((line) => row.test(line)).length;
}

/** How many of something a page says that it left out. */
function leftOut(markdown: string, noun: string): number {
  const sentence = markdown.split("\n").findLast((line) => line.startsWith("Left out")) ?? "";
  const [, number = "0"] = new RegExp(`([\\d,]+) ${noun}s?\\b`).exec(sentence) ?? [];
  return Number(number.replaceAll(",", ""));
}

/** What code spans and labels hold means nothing; what stands outside of them is ours. */
function assertPlain(markdown: string): void {
  assert.doesNotMatch(markdown.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  let isGraph = false;
  for (const line of markdown.split("\n")) {
    if (line === "```mermaid" || line === "```") {
      isGraph = line !== "```";
      continue;
    }
    if (isGraph) assert.match(line, GRAPH_LINE);
    else assertPage(line);
  }
  assert.ok(!isGraph);
}

const LABEL = String.raw`"(?:[\p{L}\p{N} →-]|#\d+;)*(?:<br/>[a-z]+)?"`;
const GRAPH_LINE = new RegExp(
  [
    "flowchart LR",
    String
      .raw`  n\d+(?:\(\[${LABEL}\]\)|\{\{${LABEL}\}\}|\[\[${LABEL}\]\]|\[${LABEL}\]|\(${LABEL}\)):::[a-z]+`,
    String.raw`  n\d+ (?:==>|-\.->|-->) n\d+`,
    "  classDef [a-z]+ [a-z0-9:#,-]+",
  ].map((form) => `^${form}$`).join("|"),
  "u",
);

/** Outside of code there are only words of ours; and a row has six bars, wherever they stand. */
function assertPage(line: string): void {
  const outside = line.replace(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/gu, "");
  assert.match(outside, /^(#{3} : |- (base|head) : |\| )?[\w ,.→|:-]*$/u, line);
  if (line.startsWith("|")) assert.equal(line.split("|").length, 7, line);
}
