import assert from "node:assert/strict";
import { run } from "../../../lib/cli/run.ts";
import { ROOT } from "../../helpers/house.ts";
import { inFolder, testHost } from "../../helpers/host.ts";

/** A folder with the example `hello` and an environment, and what a command says there. */
function rendering(
  words: string[],
  check: (result: { exit: number; out: string; err: string; folder: string }) => void,
  environment = "spec: { target: git }",
): Promise<void> {
  return inFolder(async (folder) => {
    Deno.mkdirSync(`${folder}/workflows`);
    Deno.mkdirSync(`${folder}/environments`);
    Deno.copyFileSync(`${ROOT}workflows/hello.yaml`, `${folder}/workflows/hello.yaml`);
    Deno.writeTextFileSync(
      `${folder}/environments/dev.yaml`,
      `apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: dev }\n${environment}\n`,
    );
    const host = testHost(folder);
    const exit = await run(["render", ...words], host);
    check({ exit, ...host.written, folder });
  });
}

Deno.test("render writes manifests and nothing else into a folder", () =>
  rendering(["hello", "--target", "kubernetes", "--out", "out"], ({ exit, folder }) => {
    assert.equal(exit, 0);
    const names = [...Deno.readDirSync(`${folder}/out`)].map(({ name }) => name).sort();
    assert.equal(names[0], "00-namespace-hello.yaml");
    assert.ok(names.every((name) => /^\d\d-[a-z]+-[a-z-]+\.yaml$/.test(name)), names.join());
  }));

Deno.test("render prints documents when it is given no folder", () =>
  rendering(["workflows/hello.yaml", "--target", "kubernetes"], ({ exit, out }) => {
    assert.equal(exit, 0);
    assert.match(out, /^---\n# Source: 00-namespace-hello\.yaml\napiVersion: v1\n/);
  }));

Deno.test("render writes source map and report as data", () =>
  rendering(
    [
      "hello",
      "--target",
      "kubernetes",
      "--out",
      "o",
      "--map",
      "m/map.json",
      "--report",
      "report.json",
    ],
    ({ exit, folder }) => {
      assert.equal(exit, 0);
      const map = JSON.parse(Deno.readTextFileSync(`${folder}/m/map.json`));
      assert.equal(map.version, 1);
      const lines = map.files["40-deployment-web.yaml"] as { node: string; path: unknown[] }[];
      assert.ok(lines.some(({ node, path }) => node === "web" && path.join() === "image"));
      const report = JSON.parse(Deno.readTextFileSync(`${folder}/report.json`));
      assert.deepEqual(Object.keys(report[0]), ["node", "path", "class", "message"]);
    },
  ));

Deno.test("render lays the overrides of an environment over the workflow", () =>
  rendering(
    ["hello", "--target", "kubernetes", "--env", "dev"],
    ({ exit, out }) => {
      assert.equal(exit, 0);
      assert.match(out, /namespace: hello-dev/);
      assert.match(out, /replicas: 7/);
    },
    "spec: { target: git, namespace: hello-dev, overrides: { hello: { web: { replicas: 7 } } } }",
  ));

Deno.test("render shows a fault that an override brought in the environment's file", () =>
  rendering(
    ["hello", "--target", "kubernetes", "--env", "dev"],
    ({ exit, err }) => {
      assert.equal(exit, 2);
      assert.match(
        err,
        /^environments\/dev\.yaml:4:51: invalid_value: replicas must be a whole number from 1 to 1000, not 0/,
      );
    },
    "spec: { target: git, overrides: { hello: { web: { replicas: 0 } } } }",
  ));

Deno.test("render refuses a lower standard unless the environment allows it", async () => {
  const overrides = "overrides: { hello: { web: { podSecurity: baseline, user: 0 } } }";
  await rendering(
    ["hello", "--target", "kubernetes", "--env", "dev"],
    ({ exit, err }) => {
      assert.equal(exit, 2);
      assert.match(err, /pod_security: "web" asks for the baseline standard/);
    },
    `spec: { target: git, ${overrides} }`,
  );
  await rendering(
    ["hello", "--target", "kubernetes", "--env", "dev"],
    ({ exit, out }) => {
      assert.equal(exit, 0);
      assert.match(out, /pod-security\.kubernetes\.io\/enforce: baseline/);
    },
    `spec: { target: git, podSecurity: baseline, ${overrides} }`,
  );
});

for (
  const [words, exit, message] of [
    [["hello"], 3, /usage: --target is missing/],
    [
      ["hello", "--target", "kubernets"],
      3,
      /There is no output "kubernets"; did you mean kubernetes\?/,
    ],
    [["helo", "--target", "kubernetes"], 3, /There is no workflow "helo"; did you mean hello\?/],
    [
      ["hello", "--target", "kubernetes", "--env", "de"],
      3,
      /There is no environment "de"; did you mean dev\?/,
    ],
    [["hello", "--target", "kubernetes", "--repo", "nowhere"], 3, /There is no folder nowhere/],
  ] as const
) {
  Deno.test(`render ${words.join(" ")} says what is wrong`, () =>
    rendering([...words], (result) => {
      assert.equal(result.exit, exit);
      assert.match(result.err, message);
      assert.ok(!result.err.includes("    at "));
    }));
}

Deno.test("CELESTRA_DEBUG shows where an error happened", () =>
  inFolder(async (folder) => {
    const host = testHost(folder, { env: { CELESTRA_DEBUG: "1" } });
    assert.equal(await run(["render", "x", "--target", "kubernetes"], host), 3);
    assert.match(host.written.err, /\n {4}at /);
  }));

Deno.test("what an output cannot write is shown at its node", () =>
  inFolder(async (folder) => {
    Deno.writeTextFileSync(
      `${folder}/built.yaml`,
      "apiVersion: celestra/v1\nkind: Application\nmetadata: { name: built }\nspec:\n  nodes:\n" +
        "    api: { component: app, config: { build: { context: . } } }\n",
    );
    const host = testHost(folder);
    assert.equal(await run(["render", "built.yaml", "--target", "kubernetes"], host), 2);
    assert.match(host.written.err, /^built\.yaml:6:28: image_missing: Kubernetes runs images/);
    assert.equal(await run(["render", "built.yaml", "--target", "compose"], host), 0);
  }));
