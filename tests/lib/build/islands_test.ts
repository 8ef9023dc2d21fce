import assert from "node:assert/strict";
import { type Manifest, readManifest } from "../../../lib/build/assets.ts";
import { buildIslands } from "../../../lib/build/islands.ts";
import { openAssets } from "../../../routes/assets.ts";

/** The most script of a page and of the canvas, packed, in bytes. */
const BUDGET = { page: 15_000, canvas: 110_000 };

const { folder, manifest } = await built();
const scripts = manifest.files.filter((file) => file.endsWith(".js"));

for (const entry of Object.keys(manifest.assets).filter((name) => name.endsWith(".js"))) {
  const most = entry === "editor.js" ? BUDGET.canvas : BUDGET.page;
  Deno.test(`${entry} loads at most ${most / 1000} kB of script`, async () => {
    const { file, preloads } = manifest.assets[entry]!;
    const sizes = await Promise.all([file, ...preloads].map(packedSize));
    const size = sizes.reduce((a, b) => a + b, 0);
    assert.ok(size <= most, `it loads ${size} bytes`);
  });
}

Deno.test("every page has a script of its own", async () => {
  const pages = [...Deno.readDirSync(new URL("../../../islands/pages/", import.meta.url))];
  for (const { name } of pages) {
    assert.ok(manifest.assets[name.replace(/tsx?$/, "js")], name);
  }
  assert.ok((await openAssets(parentOf(folder))).of("workflows.js"));
});

Deno.test("every name holds a hash, since the files are kept for ever", () => {
  for (const file of manifest.files) assert.match(file, /-[A-Z0-9]{8}\.(js|css|woff2)$/);
});

Deno.test("scripts and styles are packed beside themselves", async () => {
  for (const file of manifest.files.filter((name) => !name.endsWith(".woff2"))) {
    const packed = (await Deno.open(`${folder}${file}.gz`)).readable;
    const text = await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).text();
    assert.equal(text, await Deno.readTextFile(folder + file), file);
  }
});

Deno.test("no script makes code of text, which the policy forbids", async () => {
  for (const file of scripts) {
    const text = await Deno.readTextFile(folder + file);
    assert.doesNotMatch(text, /\beval\(|new Function\(|\bFunction\("/, file);
  }
});

Deno.test("React Flow runs on Preact: there is no React", () => {
  const packages = Object.keys(manifest.inputs);
  assert.deepEqual(packages.filter((path) => /node_modules\/react(-dom)?\//.test(path)), []);
  assert.ok(manifest.inputs["islands/editor/main.tsx"]);
});

Deno.test("no style asks anybody else", async () => {
  for (const file of manifest.files.filter((name) => name.endsWith(".css"))) {
    const text = await Deno.readTextFile(folder + file);
    for (const [, address] of text.matchAll(/url\(["']?([^"')]+)/g)) {
      assert.match(address!, /^(\.\/[\w-]+\.woff2|data:)/, file);
    }
  }
});

Deno.test("a second build does nothing", async () => {
  const before = await Deno.stat(`${folder}manifest.json`);
  assert.equal(await buildIslands(folder), false);
  assert.deepEqual((await Deno.stat(`${folder}manifest.json`)).mtime, before.mtime);
});

const CHANGES: readonly (readonly [about: string, (manifest: Manifest) => Manifest])[] = [
  ["a source changed", (one) => ({ ...one, inputs: { ...one.inputs, "islands/api.ts": "old" } })],
  ["a page was added", ({ entries: { "users.js": _, ...entries }, ...one }) => ({
    ...one,
    entries,
  })],
];

for (const [about, change] of CHANGES) {
  Deno.test(`it is built again when ${about}`, async () => {
    await Deno.writeTextFile(`${folder}manifest.json`, JSON.stringify(change(manifest)));
    assert.equal(await buildIslands(folder), true);
    assert.deepEqual(await readManifest(folder), manifest);
  });
}

Deno.test("it is built again when a file is gone", async () => {
  await Deno.remove(folder + scripts[0]!);
  assert.equal(await buildIslands(folder), true);
  assert.ok(await Deno.stat(folder + scripts[0]!));
});

Deno.test("what a service that runs may still serve stays for a day", async () => {
  const [young, old] = [`${folder}young-ABCDEFGH.js`, `${folder}old-ABCDEFGH.js`];
  await Promise.all([young, old].map((path) => Deno.writeTextFile(path, "")));
  const days = new Date(Date.now() - 48 * 3_600_000);
  await Deno.utime(old, days, days);
  await Deno.remove(`${folder}manifest.json`);
  await buildIslands(folder);
  assert.ok(await Deno.stat(young));
  await assert.rejects(() => Deno.stat(old), Deno.errors.NotFound);
});

/** A build in a folder of its own, as `static/islands/` lies in `static/`. */
async function built(): Promise<{ folder: string; manifest: Manifest }> {
  const root = await Deno.makeTempDir({ prefix: "celestra-islands-" });
  addEventListener("unload", () => Deno.removeSync(root, { recursive: true }));
  const folder = `${root}/islands/`;
  await buildIslands(folder);
  return { folder, manifest: (await readManifest(folder))! };
}

function parentOf(folder: string): URL {
  return new URL("..", `file://${folder}`);
}

async function packedSize(file: string): Promise<number> {
  return (await Deno.stat(`${folder}${file}.gz`)).size;
}
