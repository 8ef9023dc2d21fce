import assert from "node:assert/strict";
import fc from "fast-check";
import { FOREIGN_BYTES } from "../../../lib/format/foreign_yaml.ts";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import { problems as problemsOf } from "../../../lib/model/problems.ts";
import { CATALOGUE } from "../components/planned.ts";
import { imported } from "./imported.ts";

const FORMATS = ["compose", "kubernetes", "helm"];

/** The problems of a text in each format; there is no workflow. */
async function refused(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const from of FORMATS) {
    const { text: workflow, problems } = await imported(from, [{ path: "input.yaml", text }]);
    assert.equal(workflow, undefined, from);
    assert.ok(problems.length > 0, from);
    found.push(...problems.map(({ code, line }) => `${code} ${line}`));
  }
  return found;
}

Deno.test("what is no YAML is a fault at its line", async () => {
  for (
    const text of [
      "a: [1\nb: }",
      "services:\n\tweb:\n",
      "\u0000\u0001",
      "%TAG ! tag:x,2000:\n---\na: 1\n",
    ]
  ) {
    assert.ok((await refused(text)).length >= FORMATS.length, text);
  }
});

Deno.test("an alias bomb is refused at once", async () => {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
  for (let level = 1; level < 9; level++) {
    lines.push(`a${level}: &a${level} [${Array(9).fill(`*a${level - 1}`).join(", ")}]`);
  }
  const started = performance.now();
  assert.ok((await refused(lines.join("\n"))).every((fault) => fault.startsWith("alias_limit")));
  assert.ok(performance.now() - started < 5000);
});

Deno.test("too many aliases are refused, and so is one inside of itself", async () => {
  const many = `a: &a 1\nservices:\n${"  - *a\n".repeat(501)}`;
  assert.deepEqual([...new Set(await refused(many))], ["alias_limit 503"]);
  assert.deepEqual([...new Set(await refused("services: &s\n  web: *s\n"))], ["alias_limit 2"]);
});

Deno.test("text over 5 MB is refused with the limit named", async () => {
  const text = `services:\n  web:\n    image: web:1\n#${"x".repeat(FOREIGN_BYTES)}\n`;
  for (const from of FORMATS) {
    const { problems } = await imported(from, [{ path: "input.yaml", text }]);
    assert.match(problems[0]!.message, /expected at most 5242880/);
  }
});

Deno.test("deep nesting is refused, in brackets and by indentation", async () => {
  const blocks = Array.from({ length: 500 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n");
  for (const text of [`services: ${"[".repeat(5000)}`, `a: ${"{a: ".repeat(500)}`, blocks]) {
    assert.ok((await refused(text)).some((fault) => /limit_exceeded/.test(fault)));
  }
});

Deno.test("keys of every object are refused, and nothing inherits from a file", async () => {
  for (const key of ["__proto__", "constructor", "prototype", "toString"]) {
    assert.ok(
      (await refused(`services:\n  web:\n    ${key}: { x: 1 }\n`)).includes("forbidden_key 3"),
    );
    assert.ok(
      (await refused(`apiVersion: v1\nkind: Pod\n${key}: 1\n`)).includes("forbidden_key 3"),
    );
  }
  assert.equal(({} as Record<string, unknown>)["x"], undefined);
});

Deno.test("a variable named __proto__ is told, and sets the prototype of nothing", async () => {
  const text = "services:\n  web:\n    image: web:1\n    environment: [__proto__=x, A=b]\n";
  const set: unknown[] = [];
  // Deno only speaks of such an assignment, as a hint; elsewhere it would change an object.
  const was = Object.getOwnPropertyDescriptor(Object.prototype, "__proto__");
  Object.defineProperty(Object.prototype, "__proto__", {
    configurable: true,
    set: (value) => set.push(value),
  });
  try {
    const { text: workflow, report } = await imported("compose", [{ path: "c.yaml", text }]);
    assert.match(workflow!, /A: b/);
    assert.doesNotMatch(workflow!, /__proto__/);
    const line = report.find(({ source }) => source === "services.web.environment[0]")!;
    assert.equal(line.class, "dropped");
  } finally {
    if (was) Object.defineProperty(Object.prototype, "__proto__", was);
    else Reflect.deleteProperty(Object.prototype, "__proto__");
  }
  assert.deepEqual(set, []);
});

Deno.test("a key that stands twice is refused at its second place", async () => {
  const text = "services:\n  web:\n    image: a:1\n    image: b:1\n";
  const { problems: [problem] } = await imported("compose", [{ path: "c.yaml", text }]);
  assert.deepEqual([problem!.code, problem!.line, problem!.column], ["duplicate_key", 4, 5]);
});

Deno.test("an unknown tag is refused and a merge key of no map as well", async () => {
  assert.ok((await refused("services:\n  web: !!js/function x\n")).includes("unsupported_yaml 2"));
  assert.ok((await refused("services:\n  web:\n    <<: 5\n")).includes("unsupported_yaml 3"));
});

Deno.test("files outside of the inputs are never read", async () => {
  const outside = [
    "../secret.env",
    "/etc/passwd",
    "a/../../secret.env",
    "~/secret.env",
    "C:\\secret.env",
    "..\\secret.env",
  ];
  const files = [
    { path: "secret.env", text: "STOLEN=1\n" },
    { path: "etc/passwd", text: "STOLEN=1\n" },
  ];
  for (const path of outside) {
    const text = `services:\n  web:\n    image: web:1\n    env_file: [${JSON.stringify(path)}]\n` +
      `    extends: { file: ${JSON.stringify(path)}, service: base }\n`;
    const result = await imported("compose", [{ path: "compose.yaml", text }, ...files]);
    assert.doesNotMatch(result.text!, /STOLEN/, path);
    assert.ok(
      result.report.some(({ source, class: became }) =>
        source === "services.web.env_file[0]" && became === "dropped"
      ),
    );
  }
});

Deno.test("a service that extends itself ends", async () => {
  const text = "services:\n  a:\n    extends: b\n    image: a:1\n  b:\n    extends: a\n";
  const { text: workflow, report } = await imported("compose", [{ path: "compose.yaml", text }]);
  assert.match(workflow!, /image: a:1/);
  assert.ok(report.some(({ message }) => message === "it extends itself"));
});

Deno.test("no secret value reaches the workflow", async () => {
  const value = "hunter22-canary";
  const compose =
    `services:\n  web:\n    image: web:1\n    environment:\n      API_KEY: ${value}\n` +
    `      DATABASE_URL: postgres://user:${value}@db/shop\n`;
  const secret =
    `apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { k: ${value} }\n`;
  const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers:\n" +
    `  - name: p\n    image: web:1\n    env: [{ name: DB_PASSWORD, value: ${value} }]\n`;
  for (
    const [from, text] of [["compose", compose], ["kubernetes", `${secret}---\n${pod}`]] as const
  ) {
    const { text: workflow, report } = await imported(from, [{ path: "input.yaml", text }]);
    assert.doesNotMatch(workflow! + JSON.stringify(report), new RegExp(value));
    assert.match(JSON.stringify(report), /celestra secret set shop /);
  }
});

Deno.test("whatever a file holds, there is a valid workflow or a fault, and every line is told", () => {
  const word = fc.constantFrom(
    ..."services image build ports environment volumes depends_on healthcheck deploy secrets".split(
      " ",
    ),
    ..."apiVersion kind metadata name spec template containers env selector data rules".split(" "),
    ..."Deployment Service Pod Ingress ConfigMap v1 web db 8080:80 ${A:-b} ./x:/y x".split(" "),
  );
  const leaf = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.string());
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(word, tie("tree"), { maxKeys: 4 }),
    ),
  }));
  const pod = fc.dictionary(word, tree).map((spec) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "x" },
    spec: { ...spec, containers: [spec] },
  }));
  const root = fc.oneof(
    fc.dictionary(word, tree).map((web) => ({ services: { web, db: { image: "db:1" } } })),
    fc.dictionary(word, tree),
    pod,
  );
  return fc.assert(
    fc.asyncProperty(root, fc.constantFrom(...FORMATS), async (value, from) => {
      const text = JSON.stringify(value, null, 1);
      const { text: workflow, problems, report } = await imported(from, [{
        path: "input.yaml",
        text,
      }]);
      assert.equal(workflow === undefined, problems.length > 0);
      if (workflow !== undefined) assertValid(workflow);
      const lines = text.split("\n").length;
      for (let line = 1; line <= lines; line++) {
        assert.ok(report.some(({ from, to }) => from <= line && line <= to), `${line} of ${text}`);
      }
    }),
    { numRuns: 150 },
  );
});

function assertValid(text: string): void {
  const { value, problems } = parseWorkflow(text, "workflows/shop.yaml");
  assert.deepEqual([problems, problemsOf(value!, CATALOGUE)], [[], []], text);
}

Deno.test("files that hold more than 5 MB together are refused", async () => {
  const text = `services:\n  web:\n    image: web:1\n#${"x".repeat(FOREIGN_BYTES / 2)}\n`;
  const files = ["a.yaml", "b.yaml"].map((path) => ({ path, text }));
  const { text: workflow, problems } = await imported("compose", files);
  assert.deepEqual([workflow, problems.map(({ code }) => code)], [undefined, ["too_large"]]);
});
