import assert from "node:assert/strict";
import fc from "fast-check";
import { celestraDsl } from "../../../lib/importers/celestra_dsl.ts";
import type { Imported } from "../../../lib/importers/importer.ts";
import type { Json, JsonObject, Path } from "../../../lib/model/json.ts";
import { problems } from "../../../lib/model/problems.ts";
import { endText } from "../../../lib/model/workflow.ts";
import { CATALOGUE } from "../components/planned.ts";
import { caseOf, everyProperty, examples, particular } from "../generators/celestra_dsl/cases.ts";

function read(text: string): Promise<Imported> {
  return Promise.resolve(celestraDsl.import([{ path: "app.py", text }], "shop"));
}

function config({ workflow }: Imported, id: string): JsonObject {
  return workflow!.nodes.get(id)!.config;
}

function joins({ workflow }: Imported): string[] {
  return workflow!.connections.map(({ from, to, order }) =>
    `${endText(from)} ${order ? "->" : "~>"} ${endText(to)}`
  );
}

/** What became of a line. */
function lineOf({ report }: Imported, line: number): string[] {
  return report.filter(({ from, to }) => from <= line && line <= to)
    .map((one) => [one.class, one.message].filter(Boolean).join(": "));
}

Deno.test("import() reads a program as people write it", async () => {
  const imported = await read(`from celestra import App, StatefulApp, Service, Ingress, AppGroup
import celestra as c

TAG = "1.4"
db = StatefulApp("db").image("postgres:17").postgres_port().storage("10Gi", mount_path='/data')
api = (
    App("api")  # the API
    .image(f"acme/api:{TAG}")
    .port(8080)
    .env("LOG_LEVEL", "debug")
    .resources(cpu="500m", memory="512Mi")
    .depends_on(["db"])
)
api.replicas(2)
Service("front").add_port("http", 80, 8080).selector({"app": "api"})
ingress = c.Ingress("web").host("shop.example.com").path("/", "front", 80)
AppGroup("shop").add_services([db, api, ingress]).generate().to_yaml("./k8s")
`);
  assert.deepEqual(imported.problems, []);
  assert.deepEqual(config(imported, "api"), {
    image: "acme/api:1.4",
    ports: [{ name: "http", port: 8080 }],
    env: { LOG_LEVEL: "debug" },
    resources: { cpu: "500m", memory: "512Mi" },
    replicas: 2,
  });
  assert.equal(config(imported, "db")["storage"], "10Gi");
  assert.deepEqual(joins(imported), [
    "db.endpoint -> api.requires",
    "api.endpoint -> front.backend",
    "front.endpoint -> web.backend",
  ]);
  assert.deepEqual(problems(imported.workflow!, CATALOGUE), []);
  assert.ok(imported.report.every((one) => one.class === "taken"));
});

Deno.test("import() treats variables and words of a further container like the main one's", async () => {
  const imported = await read(`from celestra import App, Companion
side = Companion("side").image("side:1").args(["$$(HOME)"])
side.env("API_TOKEN", "tok-4711-secret")
side.environment({"MODE": "$$$$x", "DB_PASSWORD": "hunter2-secret"})
side.env("no name", "x")
App("api").image("api:1").add_companion(side)
`);
  const { sidecars } = config(imported, "api");
  assert.deepEqual(sidecars, [
    { name: "side", image: "side:1", args: ["$(HOME)"], env: { MODE: "$$x" } },
  ]);
  assert.deepEqual(config(imported, "api-secrets")["keys"], ["API_TOKEN", "DB_PASSWORD"]);
  assert.deepEqual(joins(imported), ["api-secrets.data -> api.settings"]);
  for (const line of [3, 4]) {
    assert.match(lineOf(imported, line).join(), /approximated: its value is a secret/);
  }
  assert.match(lineOf(imported, 5).join(), /dropped: it must be/);
  assert.doesNotMatch(JSON.stringify(imported.report), /4711|hunter2/);
});

Deno.test("import() keeps values of secrets out and says so", async () => {
  const imported = await read(`from celestra import App, Job, Secret
pw = Secret("pw").add("PASSWORD", "hunter2").mount_as_env_vars()
once = Job("once").image("task:1").command(["true"]).add_secret(pw)
api = App("api").image("api:1").env("DB_PASSWORD", "s3cretvalue")
`);
  assert.deepEqual(config(imported, "pw"), { keys: ["PASSWORD"], mount: "env" });
  assert.deepEqual(joins(imported).sort(), [
    "api-secrets.data -> api.settings",
    "pw.data -> once.settings",
  ]);
  assert.doesNotMatch(JSON.stringify([...imported.workflow!.nodes]), /hunter2|s3cretvalue/);
  assert.match(lineOf(imported, 2).join(), /approximated: its value is a secret/);
});

Deno.test("import() says of each line why it is not taken", async () => {
  const imported = await read(`from celestra import App, CostOptimization
import os
size = int(os.environ["SIZE"])
for name in ["a", "b"]:
    App(name).image("x:1")
cost = CostOptimization("cost").enable_spot_instances()
api = (
    App("api")
    .image("api:1")
    .replicas(size)
    .expose(external_access=True)
    .frobnicate(3)
    .port(99999)
    .add_config(nothing)
)
print("done")
`);
  const dropped = [3, 4, 5, 6, 10, 11, 12, 13, 14, 16];
  for (const line of dropped) assert.match(lineOf(imported, line).join(), /^dropped: ./, `${line}`);
  for (const line of [1, 2, 7, 8, 9, 15]) assert.deepEqual(lineOf(imported, line), ["taken"]);
  assert.deepEqual(config(imported, "api"), { image: "api:1" });
});

Deno.test("import() follows brackets only so deep", async () => {
  const nested = (depth: number) => `x = ${"[".repeat(depth)}${"]".repeat(depth)}\n`;
  assert.deepEqual(lineOf(await read(nested(20)), 1), ["taken"]);
  assert.deepEqual(lineOf(await read(nested(200)), 1), ["dropped: brackets stand too deep in it"]);
});

Deno.test("import() points to broken syntax", async () => {
  const { workflow, problems, report } = await read(
    'from celestra import App\napi = App("api"\n  .image(\n',
  );
  assert.equal(workflow, undefined);
  assert.equal(problems.length, 1);
  assert.equal(problems[0]!.code, "syntax");
  assert.ok(problems[0]!.line >= 2);
  assert.ok(report.length > 0 && report.every((one) => one.class === "dropped"));
});

for (
  const [what, text] of Object.entries({
    "brackets that stand too deep": `x = ${"(".repeat(20_000)}1${")".repeat(20_000)}\n`,
    "lists that stand too deep": `x = ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`,
    "a chain without end": `from celestra import App\nx = App("a")${
      '.env("A", "b")'.repeat(20_000)
    }\n`,
    "a sum without end": `x = ${Array(20_000).fill('"a"').join(" + ")}\n`,
    "only opening brackets": "(".repeat(100_000),
    "5 MB of one text": `from celestra import App\nx = App("a").env("A", "${
      "a".repeat(4_900_000)
    }")\n`,
    "5 MB of lines": "from celestra import App\n" + 'App("a").image("b:1")\n'.repeat(200_000),
    "too much": "#".repeat(6_000_000),
    "null characters": "\0".repeat(1000),
    "keys of the prototype":
      'from celestra import App\nApp("__proto__").add_label("__proto__", "x").env("__proto__", "y").env("constructor", "z")\n',
  })
) {
  Deno.test(`import() neither fails nor dawdles on ${what}`, async () => {
    const start = performance.now();
    const { report, workflow } = await read(text);
    assert.ok(performance.now() - start < 20_000, `${performance.now() - start} ms`);
    assert.ok(report.every(({ class: became }) => became));
    assert.equal(
      Object.getPrototypeOf(workflow?.nodes.values().next().value?.config ?? {}),
      Object.prototype,
    );
  });
}

Deno.test("import() reads any text without failing, and speaks of every line", () => {
  const piece = fc.constantFrom(
    "from celestra import App\n",
    'a = App("a")',
    ".image(",
    '"x:1"',
    ")",
    "\n",
    "b = a.port(80)\n",
    "[1, {",
    "}]",
    "f'{a}'",
    '"""',
    "if x:\n  ",
    "def f():\n  pass\n",
    "\\",
    "*a",
    "**b",
    "lambda: 0",
    "a.b = ",
  );
  return fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 20 }),
      async (parts) => {
        const text = parts.join("");
        const { report, problems } = await read(text);
        const spoken = new Set(
          report.flatMap(({ from, to }) =>
            Array.from({ length: to - from + 1 }, (_, index) => from + index)
          ),
        );
        text.split(/\r\n|\r|\n/).forEach((line, index) => {
          if (!/^\s*(#|$)/.test(line)) {
            assert.ok(spoken.has(index + 1), `line ${index + 1} of ${text}`);
          }
        });
        assert.ok(problems.every(({ line, column }) => line > 0 && column > 0));
      },
    ),
    { numRuns: 300 },
  );
});

/** What another field of the same node says after the way through the program. */
const OTHERWISE = new Set([
  "ingress rateLimit",
  "ingress rewrite",
  "ingress redirect",
  "app-group env",
  "app-group labels",
  "app-group network",
  "app-group namespace",
  "observability logging",
  "observability tracing",
]);

for (const example of examples()) {
  Deno.test(`${example.name} as a program is read as what its report calls exact`, async () => {
    const imported = await read(example.files[0]!.text);
    assert.deepEqual(imported.problems, []);
    assert.deepEqual(imported.report.filter((one) => one.class === "dropped"), []);
    const lost = example.report.filter((one) => one.class === "exact").flatMap(({ node, path }) => {
      const { component, config } = example.workflow.nodes.get(node)!;
      if (OTHERWISE.has(`${component} ${path[0]}`) || path.length === 0) return [];
      const [before, after] = [config, imported.workflow!.nodes.get(node)?.config].map((from) =>
        valueAt(from, path)
      );
      // The group without a name is that of the core, which goes without saying.
      const isCore = path.at(-1) === "apiGroups" && JSON.stringify(before) === '[""]';
      const equal = isCore || JSON.stringify(before) === JSON.stringify(after);
      return equal ? [] : [`${node} ${path.join(".")}: ${JSON.stringify([before, after])}`];
    });
    assert.deepEqual(lost, []);
    assert.deepEqual(
      problems(imported.workflow!, CATALOGUE).filter((one) => one.severity === "error"),
      [],
    );
  });
}

Deno.test("a program that is read and written again is the same program", async () => {
  for (const { name, files, workflow } of [...examples(), ...everyProperty(), ...particular()]) {
    // A policy opens connections too, so what was read names more than what was drawn.
    if (/NetworkPolicy\(/.test(files[0]!.text)) continue;
    // What is in the cluster already is called by its name there; the id of its node is not said.
    const { existing, secretName } = workflow.nodes.get("it")?.config ?? {};
    if (existing !== undefined || secretName !== undefined) continue;
    const { workflow: again } = await read(files[0]!.text);
    const written = caseOf(name, { ...again!, name: workflow.name }).files[0]!.text;
    assert.equal(written, files[0]!.text, name);
  }
});

function valueAt(config: JsonObject | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (at, step) => (at as Record<string | number, Json> | undefined)?.[step],
    config,
  );
}
