import assert from "node:assert/strict";
import { run } from "../../../../lib/cli/run.ts";
import { inFolder, testHost } from "../../../helpers/host.ts";

const BASE = `apiVersion: celestra/v1
kind: Application
metadata: { name: shop }
spec:
  nodes:
    api:
      component: app
      config: { image: "ghcr.io/acme/api:1.4.2", replicas: 2 }
`;
const OURS = BASE.replace("replicas: 2", "replicas: 3");
const THEIRS = BASE.replace("1.4.2", "1.5.0");
const BOTH = OURS.replace("1.4.2", "1.5.0");

/** What the command does with three files; bytes stand for what is no text. */
function merging(
  files: Record<string, string | Uint8Array>,
  words: readonly string[],
  check: (result: { code: number; out: string; err: string; folder: string }) => void,
): Promise<void> {
  return inFolder(async (folder) => {
    const all = { base: BASE, ours: OURS, theirs: THEIRS, ...files };
    for (const [name, text] of Object.entries(all)) {
      const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
      Deno.writeFileSync(`${folder}/${name}`, bytes);
    }
    const host = testHost(folder);
    check({ code: await run(["merge", ...words], host), folder, ...host.written });
  });
}

Deno.test("merge writes to standard output without -o", () =>
  merging({}, ["base", "ours", "theirs"], ({ code, out, err, folder }) => {
    assert.deepEqual([code, out, err], [0, BOTH, ""]);
    assert.equal(Deno.readTextFileSync(`${folder}/ours`), OURS);
  }));

Deno.test("merge -o writes over a side, as Git asks for", () =>
  merging(
    {},
    ["base", "ours", "theirs", "-o", "ours", "--path", "workflows/shop.yaml"],
    (result) => {
      assert.deepEqual([result.code, result.out, result.err], [0, "", ""]);
      assert.equal(Deno.readTextFileSync(`${result.folder}/ours`), BOTH);
      const names = [...Deno.readDirSync(result.folder)].map(({ name }) => name).sort();
      assert.deepEqual(names, ["base", "ours", "theirs"]);
    },
  ));

Deno.test("merge exits 1 with a conflict and names node, field and what each side has", () =>
  merging(
    { theirs: BASE.replace("replicas: 2", "replicas: 4") },
    ["base", "ours", "theirs", "--path", "workflows/shop.yaml"],
    ({ code, out, err }) => {
      assert.equal(code, 1);
      assert.equal(
        err,
        "workflows/shop.yaml: conflict: api.config.replicas: base 2, ours 3, theirs 4\n",
      );
      assert.ok(out.startsWith(OURS) && out.includes("conflicts:"));
    },
  ));

Deno.test("merge exits 1 with markers where a side cannot be read", () =>
  merging({ theirs: "{" }, ["base", "ours", "theirs"], ({ code, out, err }) => {
    assert.equal(code, 1);
    assert.match(err, /^ours: merged by lines: .+\nours: conflict: 1 between markers\n$/);
    assert.match(out, /^<<<<<<< ours\n/);
  }));

for (
  const [what, files, base] of [["a missing", {}, "nothing"], [
    "an empty",
    { none: "" },
    "none",
  ]] as const
) {
  Deno.test(`merge takes ${what} base for nothing`, () =>
    merging({ ...files, theirs: OURS }, [base, "ours", "theirs"], ({ code, out }) => {
      assert.deepEqual([code, out], [0, OURS]);
    }));
}

Deno.test("merge refuses a side that is not there", () =>
  merging({}, ["base", "ours", "nothing"], ({ code, err }) => {
    assert.equal(code, 3);
    assert.equal(err, 'not_found: Cannot read "nothing": no such file\n');
  }));

Deno.test("merge touches nothing where a side is no text", () =>
  merging(
    { theirs: Uint8Array.of(0x61, 0xff) },
    ["base", "ours", "theirs", "-o", "ours"],
    (result) => {
      assert.equal(result.code, 2);
      assert.match(
        result.err,
        /^unprocessable: Cannot merge "theirs": Found bytes that are not UTF-8/,
      );
      assert.equal(Deno.readTextFileSync(`${result.folder}/ours`), OURS);
    },
  ));

Deno.test("merge keeps a byte order mark", () =>
  merging(
    { base: `\ufeff${BASE}`, ours: `\ufeff${OURS}`, theirs: `\ufeff${THEIRS}` },
    ["base", "ours", "theirs"],
    ({ code, out }) => assert.deepEqual([code, out], [0, `\ufeff${BOTH}`]),
  ));

Deno.test("merge lets no name of a file write to the terminal", () =>
  merging(
    { theirs: BASE.replace("replicas: 2", "replicas: 4") },
    ["base", "ours", "theirs", "--path", "\x1b[31m.yaml"],
    ({ err }) => assert.match(err, /^\\u001b\[31m\.yaml: conflict: api\.config\.replicas: /),
  ));
