import assert from "node:assert/strict";
import { run } from "../../../lib/cli/run.ts";
import { tools } from "../../../lib/cli/tools.ts";
import { inFolder, testHost } from "../../helpers/host.ts";

const GOOD = `apiVersion: celestra/v1
kind: Application
metadata: { name: shop }
spec:
  nodes:
    api:
      component: app
      config: { image: "ghcr.io/acme/api:1.4.2", ports: [{ name: http, port: 8080 }] }
`;

/** A repository's folder with some files, and what validate says of it. */
function validating(
  files: Record<string, string>,
  words: string[],
  check: (result: { exit: number; out: string; err: string; folder: string }) => void,
): Promise<void> {
  return inFolder(async (folder) => {
    for (const [path, text] of Object.entries(files)) {
      Deno.mkdirSync(`${folder}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
      Deno.writeTextFileSync(`${folder}/${path}`, text);
    }
    const host = testHost(folder);
    const exit = await run(["validate", ...words], host);
    check({ exit, ...host.written, folder });
  });
}

Deno.test("validate accepts a good workflow", () =>
  validating({ "workflows/shop.yaml": GOOD }, ["workflows/shop.yaml"], ({ exit, out }) => {
    assert.equal(exit, 0);
    assert.equal(out, "1 file, no errors\n");
  }));

Deno.test("validate names file, line, column, code and what was expected, with a caret", () =>
  validating(
    { "workflows/shop.yaml": GOOD.replace("8080", "http") },
    ["workflows/shop.yaml"],
    ({ exit, err }) => {
      assert.equal(exit, 2);
      const [head, line, caret] = err.split("\n");
      assert.match(
        head!,
        /^workflows\/shop\.yaml:8:72: wrong_type: ports\[0\]\.port must be a whole number from 1 to 65535, not "http"/,
      );
      assert.equal(line!.slice(0, 12), "          co");
      assert.equal(line![caret!.indexOf("^")], "p");
    },
  ));

Deno.test("validate tells all faults of a file at once", () =>
  validating(
    {
      "workflows/shop.yaml": GOOD.replace("image:", "imge:") +
        "  connections:\n    - { from: api.endpoint, to: ap.requires }\n",
    },
    [],
    ({ exit, err }) => {
      assert.equal(exit, 2);
      assert.match(err, /unknown_field: imge is not a known field \(did you mean image\?\)/);
      assert.match(err, /dangling_connection: .*did you mean api\.requires\?/);
    },
  ));

Deno.test("validate --json prints what is wrong as data", () =>
  validating(
    { "workflows/shop.yaml": GOOD.replace("replicas", "x").replace("app\n", "ap\n") },
    ["--json", "workflows/shop.yaml"],
    ({ exit, out }) => {
      assert.equal(exit, 2);
      const { ok, problems } = JSON.parse(out);
      assert.equal(ok, false);
      assert.deepEqual(problems, [{
        code: "unknown_component",
        severity: "error",
        node: "api",
        path: ["spec", "nodes", "api", "component"],
        message: 'There is no component "ap" in a workflow of kind Application; expected ' +
          tools.catalogue.kinds.Application!.components.join(", "),
        suggestion: "app",
        file: "workflows/shop.yaml",
        line: 7,
        column: 7,
      }]);
    },
  ));

Deno.test("validate judges layouts, environments and celestra.yaml, each by its own rules", () =>
  validating(
    {
      "workflows/shop.yaml": GOOD,
      "workflows/shop.layout.yaml":
        "apiVersion: celestra/v1\nkind: Layout\nmetadata: { name: shop }\nnodes: { api: { x: left, y: 0 } }\n",
      "environments/dev.yaml":
        "apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: dev }\n" +
        "spec: { target: docker-compose, promotesFrom: test, overrides: { shop: { apo: { replicas: 2 } } } }\n",
      "environments/old.yaml":
        "apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: old }\n" +
        "spec: { target: git, overrides: { shop: { apo: { replicas: 2 } } } }\n",
      "celestra.yaml": "apiVersion: celestra/v1\nkind: Repository\nspec: { outputs: [compos] }\n",
    },
    [],
    ({ exit, err }) => {
      assert.equal(exit, 2);
      assert.match(err, /shop\.layout\.yaml:4:17: wrong_type: nodes\.api\.x must be a number/);
      assert.match(err, /dev\.yaml:4:33: not_supported: spec\.promotesFrom/);
      assert.match(
        err,
        /old\.yaml:4:43: unknown_override: There is no node of shop named "apo" \(did you mean api\?\)/,
      );
      assert.match(err, /celestra\.yaml:3:19: invalid_value: .*"compos".*did you mean compose\?/);
    },
  ));

Deno.test("validate reports a merge that is not resolved", () =>
  validating(
    {
      "workflows/shop.yaml": GOOD +
        "conflicts: [{ node: api, path: [config, replicas], base: 1, ours: 2, theirs: 3 }]\n",
    },
    [],
    ({ exit, err }) => {
      assert.equal(exit, 2);
      assert.match(
        err,
        /:9:13: unresolved_conflict: .*: api\.config\.replicas: base 1, ours 2, theirs 3; correct/,
      );
    },
  ));

for (
  const [entry, fault] of [
    ["{ node: api, path: [], base: 1, ours: 2 }", "missing_field: conflicts[0].theirs is missing"],
    ["{ node: 7, path: [], base: 1, ours: 2, theirs: 3 }", "wrong_type: conflicts[0].node must be"],
    [
      "{ node: api, path: a, base: 1, ours: 2, theirs: 3 }",
      "wrong_type: conflicts[0].path must be",
    ],
    [
      "{ node: api, path: [{ id: a }], base: 1, ours: 2, theirs: 3 }",
      "conflicts[0].path[0]",
    ],
    [
      "{ node: api, path: [], base: 1, ours: 2, theirs: 3, done: true }",
      "unknown_field: conflicts[0].done",
    ],
    [
      "{ node: api, path: [], base: 1, ours: 2, theirs: 3, message: 7 }",
      "wrong_type: conflicts[0].message must be text",
    ],
  ] as const
) {
  Deno.test(`validate tells what is wrong with the entry ${entry} of conflicts`, () =>
    validating(
      { "workflows/shop.yaml": `${GOOD}conflicts: [${entry}]\n` },
      [],
      ({ exit, err }) => {
        assert.equal(exit, 2);
        assert.ok(err.includes(fault), err);
        assert.match(err, /unresolved_conflict/);
      },
    ));
}

Deno.test("validate accepts every step of a path in an entry of conflicts", () =>
  validating(
    {
      "workflows/shop.yaml": `${GOOD}conflicts:
  - { node: null, path: [a, 0, { name: b }, { key: c }], base: null, ours: [], theirs: {} }
  - { node: api, path: [graph], base: null, ours: null, theirs: null, message: "Too much" }
`,
    },
    [],
    ({ err }) => {
      const codes = [...err.matchAll(/^workflows\S+ (\w+): /gm)].map(([, code]) => code);
      assert.deepEqual(codes, ["unresolved_conflict", "unresolved_conflict"]);
      assert.match(err, /a\[0\]\[b\]\[c\]: base nothing, ours \[\], theirs \{/);
      assert.match(err, /api: Too much; correct/);
    },
  ));

for (
  const [what, text] of [
    [
      "a literal in a secret",
      GOOD.replace(
        /component: app\n.*\n/,
        "component: secret\n      config: { keys: [A], data: { A: hunter2 } }\n",
      ),
    ],
  ] as const
) {
  Deno.test(`validate refuses ${what}, and does not repeat it`, () =>
    validating({ "workflows/shop.yaml": text }, [], ({ exit, err }) => {
      assert.equal(exit, 2);
      assert.match(err, /literal_secret: data holds no values here: list names in keys/);
      assert.ok(!err.includes("hunter2"));
    }));
}

Deno.test("validate says which file is not there, and shows no stack", () =>
  validating({}, ["no.yaml"], ({ exit, err }) => {
    assert.equal(exit, 3);
    assert.equal(err, 'not_found: Cannot read "no.yaml": no such file\n');
  }));

Deno.test("a file that is no UTF-8 is a fault at its place, not a crash", () =>
  inFolder(async (folder) => {
    Deno.writeFileSync(`${folder}/bad.yaml`, new Uint8Array([0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a]));
    const host = testHost(folder);
    assert.equal(await run(["validate", "bad.yaml"], host), 2);
    assert.match(host.written.err, /^bad\.yaml:1:\d+: encoding: /);
    assert.ok(!host.written.err.includes("    at "));
  }));

const UNTAGGED = GOOD.replace("ghcr.io/acme/api:1.4.2", "nginx");
const ALLOWED = `apiVersion: celestra/v1
kind: Repository
spec:
  exceptions:
    - { rule: image-tag, workflow: shop, node: api, reason: Only here, until: 2026-07-01 }
`;

Deno.test("validate ends with 2 where a rule is broken that is an error, and names it", () =>
  validating({ "workflows/shop.yaml": UNTAGGED }, ["workflows/shop.yaml"], ({ exit, err }) => {
    assert.equal(exit, 2);
    assert.match(err, /^workflows\/shop\.yaml:8:17: rule\/image-tag: The image nginx of "api"/m);
    assert.match(err, /^workflows\/shop\.yaml:8:17: warning: rule\/image-digest: /m);
  }));

Deno.test("validate --json gives the operations that mend", () =>
  validating({ "workflows/shop.yaml": GOOD }, ["--json"], ({ exit, out }) => {
    assert.equal(exit, 0);
    const { ok, problems } = JSON.parse(out);
    assert.equal(ok, true);
    const { code, severity, node, path, mend } = problems.find((one: { code: string }) =>
      one.code === "rule/readiness-probe"
    );
    assert.deepEqual({ code, severity, node, path, mend }, {
      code: "rule/readiness-probe",
      severity: "warning",
      node: "api",
      path: ["spec", "nodes", "api", "config", "probes"],
      mend: [{
        op: "set",
        node: "api",
        path: ["probes", "readiness"],
        value: { tcp: { port: "http" } },
      }],
    });
  }));

Deno.test("validate reads celestra.yaml of the repository that a named file lies in", () =>
  validating(
    { "workflows/shop.yaml": UNTAGGED, "celestra.yaml": ALLOWED },
    [],
    ({ exit, err }) => {
      assert.equal(exit, 0, err);
      assert.doesNotMatch(err, /image-tag/);
    },
  ));
