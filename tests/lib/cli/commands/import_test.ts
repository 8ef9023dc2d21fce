import assert from "node:assert/strict";
import { run } from "../../../../lib/cli/run.ts";
import { inFolder, testHost } from "../../../helpers/host.ts";

const COMPOSE = `services:
  web:
    image: ghcr.io/acme/web:1.4.2
    ports: ["8080:80"]
    env_file: web.env
    depends_on: [db]
  db:
    image: postgres:16.4
    environment: { POSTGRES_PASSWORD: canary-1f }
`;

const POD = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: "web:1" }] }
`;

interface Said {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  readonly folder: string;
}

/** What `celestra import` says in a folder with files. */
function importing(
  files: Readonly<Record<string, string>>,
  words: readonly string[],
  check: (said: Said) => void,
  prepare: (folder: string) => void = () => {},
): Promise<void> {
  return inFolder(async (folder) => {
    for (const [path, text] of Object.entries(files)) {
      Deno.mkdirSync(`${folder}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
      Deno.writeTextFileSync(`${folder}/${path}`, text);
    }
    prepare(folder);
    const host = testHost(folder);
    const exit = await run(["import", ...words], host);
    check({ exit, ...host.written, folder });
  });
}

Deno.test("import writes the workflow, its layout and the report, and tells the counts", () =>
  importing(
    { "a/compose.yaml": COMPOSE, "a/web.env": "LEVEL=debug\n" },
    ["a", "-o", "workflows/shop.yaml", "--report", "out/report.json"],
    ({ exit, out, err, folder }) => {
      assert.deepEqual([exit, out], [0, ""]);
      const text = Deno.readTextFileSync(`${folder}/workflows/shop.yaml`);
      assert.match(text, /^ {2}name: shop$/m);
      assert.match(text, /LEVEL: debug/);
      assert.doesNotMatch(text, /canary/);
      const layout = Deno.readTextFileSync(`${folder}/workflows/shop.layout.yaml`);
      assert.match(layout, /^kind: Layout$/m);
      const report = JSON.parse(Deno.readTextFileSync(`${folder}/out/report.json`));
      assert.deepEqual(Object.keys(report[0]).slice(0, 6), [
        "file",
        "from",
        "to",
        "source",
        "class",
        "message",
      ]);
      assert.match(err, /^compose: \d+ taken, \d+ approximated, 0 kept in custom resources, /);
    },
  ));

Deno.test("import prints the workflow without -o, named after the first input", () =>
  importing({ "front.door.yaml": POD }, ["front.door.yaml", "-o", "-"], ({ exit, out }) => {
    assert.equal(exit, 0);
    assert.match(out, /^apiVersion: celestra\/v1\nkind: Application\nmetadata:\n {2}name: front\n/);
  }));

Deno.test("what import writes, validate takes", () =>
  inFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/compose.yaml`, COMPOSE);
    const host = testHost(folder);
    assert.equal(await run(["import", "compose.yaml", "-o", "shop.yaml"], host), 0);
    await run(["validate", "shop.yaml", "shop.layout.yaml", "--json"], host);
    const { problems } = JSON.parse(host.written.out);
    const codes = (problems as { code: string; severity: string }[])
      .filter(({ severity }) => severity === "error").map(({ code }) => code);
    // Rules may ask for more than an import can know.
    assert.deepEqual(codes.filter((code) => code !== "rule"), []);
  }));

Deno.test("import tells a fault at its place, writes nothing and ends with 2", () =>
  importing(
    { "c.yaml": "services:\n  a: {}\n  a: {}\n" },
    ["--from", "compose", "c.yaml", "-o", "c.out.yaml"],
    ({ exit, err, folder }) => {
      assert.equal(exit, 2);
      assert.match(err, /^c\.yaml:3:3: duplicate_key: Found the key "a" again/);
      assert.match(err, /\n {4} {2}a: \{\}\n {4} {2}\^\n/);
      assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["c.yaml"]);
    },
  ));

Deno.test("import says what it expected of wrong words", async () => {
  const files = { "a.yaml": POD, "b.txt": "hello\n" };
  const wrong = [
    [
      ["--from", "kubernets", "a.yaml"],
      3,
      /There is no format "kubernets"; did you mean kubernetes\?/,
    ],
    [["absent.yaml"], 3, /Cannot read "absent\.yaml": no such file/],
    [["b.txt"], 2, /of no format that is known: expected .*compose/],
    [[], 3, /Something is missing/],
  ] as const;
  for (const [words, code, message] of wrong) {
    await importing(files, words, ({ exit, err }) => {
      assert.equal(exit, code, err);
      assert.match(err, message);
      assert.doesNotMatch(err, /\n\s+at /);
    });
  }
});

Deno.test("import follows no link out of a folder", () =>
  inFolder(async (outside) => {
    Deno.writeTextFileSync(`${outside}/web.env`, "STOLEN=1\n");
    await importing(
      { "in/compose.yaml": COMPOSE },
      ["in"],
      ({ exit, out }) => {
        assert.equal(exit, 0);
        assert.doesNotMatch(out, /STOLEN/);
      },
      (folder) => Deno.symlinkSync(`${outside}/web.env`, `${folder}/in/web.env`),
    );
  }));

Deno.test("import refuses more than 5 MB before it reads", () =>
  importing({ "big.yaml": "" }, ["big.yaml"], ({ exit, err }) => {
    assert.notEqual(exit, 0);
    assert.match(err, /Found 6000000 bytes: expected at most 5242880/);
  }, (folder) => Deno.truncateSync(`${folder}/big.yaml`, 6_000_000)));
