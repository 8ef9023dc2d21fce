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

Deno.test("render --target kustomize holds every environment, or the one that was asked for", async () => {
  const kustomize = ["hello", "--target", "kustomize", "--out", "out"];
  const environment = "spec: { target: git, overrides: { hello: { web: { replicas: 7 } } } }";
  const other = `apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: next }\n` +
    "spec: { target: git, namespace: elsewhere }\n";
  for (const words of [[], ["--env", "dev"]]) {
    await inFolder(async (folder) => {
      writeHello(folder, { dev: environment });
      Deno.writeTextFileSync(`${folder}/environments/next.yaml`, other);
      const host = testHost(folder);
      assert.equal(await run(["render", ...kustomize, ...words], host), 0, host.written.err);
      const overlays = [...Deno.readDirSync(`${folder}/out/overlays`)].map(({ name }) => name);
      assert.deepEqual(overlays.sort(), words.length > 0 ? ["dev"] : ["dev", "next"]);
      const patch = `${folder}/out/overlays/dev/patches/40-deployment-web.yaml`;
      assert.match(Deno.readTextFileSync(patch), /^ {2}replicas: 7$/m);
    });
  }
});

Deno.test("render of every environment leaves out one with faults, and tells which", () =>
  inFolder(async (folder) => {
    writeHello(folder, {
      dev: "spec: { target: git }",
      typo: "spec: { target: git, overrides: { hello: { wep: { replicas: 1 } } } }",
      wrong: "spec: { target: git, overrides: { hello: { web: { replicas: 0 } } } }",
    });
    const host = testHost(folder);
    const words = ["render", "hello", "--target", "kustomize", "--out", "out"];
    assert.equal(await run(words, host), 0, host.written.err);
    assert.deepEqual([...Deno.readDirSync(`${folder}/out/overlays`)].map(({ name }) => name), [
      "dev",
    ]);
    assert.match(
      host.written.err,
      /^environments\/typo\.yaml:4:\d+: warning: unknown_override: .*left out/m,
    );
    assert.match(
      host.written.err,
      /^environments\/wrong\.yaml:4:\d+: warning: invalid_value: .*left out/m,
    );
    // The one that is asked for is not left out: nothing is written.
    const asked = testHost(folder);
    assert.equal(await run([...words, "--env", "wrong"], asked), 2);
  }));

Deno.test("what an environment allows is no fault of the base", () =>
  inFolder(async (folder) => {
    writeHello(folder, { root: "spec: { target: git, podSecurity: baseline }" });
    const file = `${folder}/workflows/hello.yaml`;
    const text = Deno.readTextFileSync(file);
    const changed = text.replace("user: 101", "podSecurity: baseline\n        user: 101");
    assert.notEqual(changed, text);
    Deno.writeTextFileSync(file, changed);
    const host = testHost(folder);
    const words = ["render", "hello", "--target", "kustomize", "--out", "out"];
    assert.equal(await run(words, host), 0, host.written.err);
    Deno.removeSync(`${folder}/environments/root.yaml`);
    const without = testHost(folder);
    assert.equal(await run(words, without), 2);
    assert.match(without.written.err, /pod_security/);
  }));

/** The example `hello` in a folder, with environments. */
function writeHello(folder: string, environments: Readonly<Record<string, string>>): void {
  Deno.mkdirSync(`${folder}/workflows`);
  Deno.mkdirSync(`${folder}/environments`);
  Deno.copyFileSync(`${ROOT}workflows/hello.yaml`, `${folder}/workflows/hello.yaml`);
  for (const [name, spec] of Object.entries(environments)) {
    const head = `apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: ${name} }\n`;
    Deno.writeTextFileSync(`${folder}/environments/${name}.yaml`, `${head}${spec}\n`);
  }
}

Deno.test("render tells a rule that is broken as an error, and still writes", () =>
  inFolder(async (folder) => {
    Deno.mkdirSync(`${folder}/workflows`);
    const text = Deno.readTextFileSync(`${ROOT}workflows/hello.yaml`)
      .replaceAll("nginx-unprivileged:1.29.4-alpine", "nginx-unprivileged");
    Deno.writeTextFileSync(`${folder}/workflows/hello.yaml`, text);
    const host = testHost(folder);
    const exit = await run(["render", "hello", "--target", "kubernetes", "--out", "out"], host);
    assert.equal(exit, 0);
    assert.match(host.written.err, /hello\.yaml:\d+:\d+: rule\/image-tag: The image nginxinc/);
    // Warnings are for who validates.
    assert.doesNotMatch(host.written.err, /warning: rule/);
    assert.ok([...Deno.readDirSync(`${folder}/out`)].length > 5);
  }));

Deno.test("render --env tells what its overrides break", () =>
  rendering(
    ["hello", "--target", "kubernetes", "--env", "dev", "--out", "out"],
    ({ exit, err, folder }) => {
      assert.equal(exit, 0);
      assert.match(err, /environments\/dev\.yaml:4:62: rule\/image-tag: The image nginx of "web"/);
      assert.ok([...Deno.readDirSync(`${folder}/out`)].length > 5);
    },
    "spec: { target: git, overrides: { hello: { web: { user: 101, image: nginx } } } }",
  ));
