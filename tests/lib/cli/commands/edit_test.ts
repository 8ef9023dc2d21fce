import assert from "node:assert/strict";
import { run } from "../../../../lib/cli/run.ts";
import { inFolder, testHost } from "../../../helpers/host.ts";

const WORKFLOW = `# The shop
apiVersion: celestra/v1
kind: Application
metadata: { name: shop }
spec:
  nodes:
    api: # serves
      component: app
      config:
        image: "ghcr.io/acme/api:1.4.2" # pinned
        replicas: 2
        ports: [{ name: http, port: 80 }, { name: admin, port: 81 }]
    web:
      component: app
  connections:
    - { from: api.endpoint, to: web.requires }
`;
const LAYOUT = `apiVersion: celestra/v1
kind: Layout
metadata: { name: shop }
nodes:
  api: { x: 0, y: 0 } # left
`;
const PATH = "workflows/shop.yaml";

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly workflow: string;
  readonly layout: string | undefined;
  /** The names of all files. */
  readonly names: readonly string[];
}

/** What editing does with a workflow and the layout beside it. */
function editing(
  words: readonly string[],
  check: (result: Result) => void,
  { workflow = WORKFLOW, layout = LAYOUT }: { workflow?: string; layout?: string | null } = {},
): Promise<void> {
  return inFolder(async (folder) => {
    Deno.mkdirSync(`${folder}/workflows`);
    Deno.writeTextFileSync(`${folder}/${PATH}`, workflow);
    const beside = `${folder}/workflows/shop.layout.yaml`;
    if (layout !== null) Deno.writeTextFileSync(beside, layout);
    const host = testHost(folder);
    const code = await run(["edit", PATH, ...words], host);
    const names = [...Deno.readDirSync(`${folder}/workflows`)].map(({ name }) => name).sort();
    check({
      code,
      ...host.written,
      workflow: Deno.readTextFileSync(`${folder}/${PATH}`),
      layout: names.includes("shop.layout.yaml") ? Deno.readTextFileSync(beside) : undefined,
      names,
    });
  });
}

Deno.test("edit renames a node in the environments beside the workflows, too", () =>
  inFolder(async (folder) => {
    Deno.mkdirSync(`${folder}/workflows`);
    Deno.mkdirSync(`${folder}/environments`);
    Deno.writeTextFileSync(`${folder}/${PATH}`, WORKFLOW);
    const staging = `${folder}/environments/staging.yaml`;
    const overrides = (id: string) => `spec: { overrides: { shop: { ${id}: { replicas: 1 } } } }\n`;
    Deno.writeTextFileSync(staging, overrides("api"));
    const rename = JSON.stringify({ op: "rename-node", node: "api", to: "core" });
    assert.equal(await run(["edit", PATH, "--op", rename], testHost(folder)), 0);
    assert.equal(Deno.readTextFileSync(staging), overrides("core"));
  }));

Deno.test("edit --set changes a value and no byte beside it", () =>
  editing(["--set", "api.ports[admin].port=8081", "--set=api.ports[0].port=8080"], (result) => {
    assert.equal(result.code, 0, result.err);
    assert.equal(result.out, "set api.ports[admin].port: 8081\nset api.ports[0].port: 8080\n");
    assert.equal(result.workflow, WORKFLOW.replace("80 }", "8080 }").replace("81 }", "8081 }"));
    assert.equal(result.layout, LAYOUT);
    assert.deepEqual(result.names, ["shop.layout.yaml", "shop.yaml"]);
  }));

Deno.test("edit applies --set and --op in the order given", () => {
  const rename = JSON.stringify({ op: "rename-node", node: "api", to: "core" });
  const words = ["--set", "api.replicas=3", "--op", rename, "--set", "core.env.LOG_LEVEL=a=b"];
  return editing(words, ({ code, out, err, workflow, layout }) => {
    assert.equal(code, 0, err);
    assert.equal(
      out,
      'set api.replicas: 3\nrename-node api -> core\nset core.env.LOG_LEVEL: "a=b"\n',
    );
    assert.match(workflow, /^ {4}core: # serves$/m);
    assert.match(workflow, /replicas: 3\n/);
    assert.match(workflow, /LOG_LEVEL: a=b/);
    assert.match(workflow, /from: core\.endpoint/);
    assert.equal(layout, LAYOUT.replace("api:", "core:"));
  });
});

Deno.test("edit --op takes a list, and touches the layout where it is about that", () => {
  const list = [
    { op: "move", node: "api", x: 5, y: 6 },
    { op: "disconnect", from: "api.endpoint", to: "web.requires" },
    { op: "add-node", node: "db", component: "app" },
  ];
  return editing(["--op", JSON.stringify(list)], ({ code, out, err, workflow, layout }) => {
    assert.equal(code, 0, err);
    assert.equal(
      out,
      "move api: { x: 5, y: 6 }\n" +
        "disconnect api.endpoint -> web.requires\n" +
        "add-node db: { component: app }\n",
    );
    assert.match(workflow, /^ {4}db:/m);
    assert.doesNotMatch(workflow, /web\.requires/);
    assert.equal(layout, LAYOUT.replace("x: 0, y: 0", "x: 5, y: 6"));
  });
});

Deno.test("edit makes a layout where the first node is moved", () =>
  editing(
    ["--op", '{"op": "move", "node": "api", "x": 1, "y": 2}'],
    ({ code, workflow, layout }) => {
      assert.equal(code, 0);
      assert.equal(workflow, WORKFLOW);
      assert.match(layout!, /api: \{ x: 1, y: 2 \}/);
    },
    { layout: null },
  ));

Deno.test("edit makes no layout where nothing is moved", () =>
  editing(["--set", "api.replicas=3"], ({ names }) => assert.deepEqual(names, ["shop.yaml"]), {
    layout: null,
  }));

Deno.test("edit says where a value is there already", () =>
  editing(["--set", "api.replicas=2"], ({ code, out, workflow }) => {
    assert.deepEqual([code, out], [0, "set api.replicas: 2 (as it was)\n"]);
    assert.equal(workflow, WORKFLOW);
  }));

Deno.test("edit writes no file in which nothing changed", () =>
  inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/shop.yaml`, WORKFLOW);
    Deno.writeTextFileSync(`${folder}/shop.layout.yaml`, LAYOUT);
    const files = () =>
      ["shop.yaml", "shop.layout.yaml"].map((name) => Deno.statSync(`${folder}/${name}`).ino);
    const before = files();
    assert.equal(await run(["edit", "shop.yaml", "--set", "api.replicas=2"], testHost(folder)), 0);
    assert.deepEqual(files(), before);
    assert.equal(await run(["edit", "shop.yaml", "--set", "api.replicas=3"], testHost(folder)), 0);
    assert.notEqual(files()[0], before[0]);
    assert.equal(files()[1], before[1]);
  }));

Deno.test("edit keeps line ends, a byte order mark and what it cannot understand", () => {
  const workflow = "\ufeff" + WORKFLOW.replace("kind:", "sort: 1\nkind:").replaceAll("\n", "\r\n");
  return editing(
    ["--set", "api.replicas=3"],
    (result) => assert.equal(result.workflow, workflow.replace("replicas: 2", "replicas: 3")),
    { workflow },
  );
});

const NOTE = { op: "add-note", note: "n", x: 0, y: 0, width: 9, height: 9, text: "Hi" };
const REFUSED: Readonly<Record<string, readonly [words: string[], code: number, err: RegExp]>> = {
  "a node that is not there": [
    ["--set", "api.replicas=3", "--set", "apu.replicas=3"],
    2,
    /^invalid_input: --set apu\.replicas=3: There is no node "apu"; there are api, web\n$/,
  ],
  "an item that is not there": [
    ["--set", "api.ports[grpc].port=1"],
    2,
    /^invalid_input: --set api\.ports\[grpc\]\.port=1: .*named "grpc"/,
  ],
  "an assignment without a value": [
    ["--set", "api.replicas"],
    3,
    /^usage: --set api\.replicas: expected/,
  ],
  "a later operation than those that work": [
    ["--op", JSON.stringify([NOTE, { op: "remove-node", node: "ghost" }])],
    2,
    /^invalid_input: --op \{"op":"remove-node","node":"ghost"\}: There is no node "ghost"/,
  ],
  "what is no JSON": [
    ["--op", "{op: set}"],
    3,
    /^usage: --op \{op: set\}: expected JSON, such as /,
  ],
  "what is no operation": [
    ["--op", '[{"op": "disconnect", "from": "a.b", "to": "c.d"}, {"op": "sett"}]'],
    3,
    /^usage: --op \{"op":"sett"\}: op must be add-node, /,
  ],
  "an operation that lacks a field": [
    ["--op", '{"op": "set", "node": "api", "path": ["replicas"]}'],
    3,
    /^usage: --op .*: value is missing/,
  ],
  "a value that is no list of operations": [
    ["--op", "7"],
    3,
    /^usage: --op 7: it must be a map, not 7/,
  ],
  "a name from every object's birth": [
    ["--op", '{"op": "set", "node": "api", "path": ["__proto__", "x"], "value": 1}'],
    3,
    /is no name/,
  ],
  "nothing to do": [[], 3, /^usage: .*--set or --op/],
};

for (const [what, [words, code, err]] of Object.entries(REFUSED)) {
  Deno.test(`edit refuses ${what}, and changes nothing`, () =>
    editing(words, (result) => {
      assert.equal(result.code, code, result.err);
      assert.match(result.err, err);
      assert.deepEqual([result.out, result.workflow, result.layout], ["", WORKFLOW, LAYOUT]);
    }));
}

Deno.test("edit refuses a file that cannot be read, and names the fault", () =>
  editing(["--set", "api.replicas=3"], ({ code, err, workflow }) => {
    assert.equal(code, 2);
    assert.match(err, /^unprocessable: --set api\.replicas=3: workflows\/shop\.yaml /);
    assert.equal(workflow, "spec: [\n");
  }, { workflow: "spec: [\n" }));

for (
  const [file, err] of [
    ["workflows/ghost.yaml", /^not_found: Cannot read "workflows\/ghost\.yaml": no such file\n$/],
    ["workflows/shop.layout.yaml", /^usage: "workflows\/shop\.layout\.yaml" is no workflow/],
    ["shop", /^usage: "shop" is no workflow/],
  ] as const
) {
  Deno.test(`edit refuses ${file}`, () =>
    inFolder(async (folder) => {
      const host = testHost(folder);
      assert.equal(await run(["edit", file, "--set", "a.b=c"], host), 3);
      assert.match(host.written.err, err);
    }));
}

Deno.test("edit leaves a file alone that is no text", () =>
  inFolder(async (folder) => {
    const bytes = Uint8Array.of(0x61, 0xff, 0x0a);
    Deno.writeFileSync(`${folder}/shop.yaml`, bytes);
    const host = testHost(folder);
    assert.equal(await run(["edit", "shop.yaml", "--set", "a.b=c"], host), 2);
    assert.match(host.written.err, /^unprocessable: Cannot edit "shop\.yaml": .*not UTF-8/);
    assert.deepEqual(Deno.readFileSync(`${folder}/shop.yaml`), bytes);
  }));

const ALIASED = WORKFLOW.replace("replicas: 2", "replicas: 2\n        env: &env { A: b }")
  .replace("web:\n      component: app", "web:\n      component: app\n      config: { env: *env }");

Deno.test("edit refuses what an alias stands for, and expands it when told to", async () => {
  const words = ["--set", "web.env.A=c"];
  await editing(words, ({ code, err, workflow }) => {
    assert.equal(code, 3);
    assert.match(err, /Line 16, column 22: an alias stands there/);
    assert.equal(workflow, ALIASED);
  }, { workflow: ALIASED });
  await editing([...words, "--expand-aliases"], ({ code, err, workflow }) => {
    assert.equal(code, 0, err);
    assert.equal(workflow, ALIASED.replace("*env", "{ A: c }"));
  }, { workflow: ALIASED });
});

Deno.test("edit works beside what cannot be read, and refuses what is in it", async () => {
  const torn = WORKFLOW.replace("port: 81 }]", "port: 81 }");
  await editing(["--set", "api.replicas=3"], ({ code, err, workflow }) => {
    assert.equal(code, 0, err);
    assert.equal(workflow, torn.replace("replicas: 2", "replicas: 3"));
  }, { workflow: torn });
  await editing(["--set", "api.ports[http].port=8080"], ({ code, err, workflow }) => {
    assert.equal(code, 2);
    assert.match(err, /line 12: /);
    assert.equal(workflow, torn);
  }, { workflow: torn });
});
