import { readManifest, writeManifest } from "./assets.ts";
import { digestsOf, isFresh } from "./fresh.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

/** Where the server is written; not committed. */
const DIST = `${ROOT}dist/`;

const ENTRIES = { "server.js": "main.ts" };

/** What the result depends on besides what is bundled. */
const RECIPE = ["lib/build/server_bundle.ts", "lib/build/plugins.ts"];

/**
 * Writes the server as a few files that need nothing but Deno, unless they are there: they start in
 * a fraction of the time that its packages take. Says whether it built.
 */
export async function buildServer(out: string = DIST): Promise<boolean> {
  const known = await readManifest(out);
  if (known && await isFresh(known, { root: ROOT, out, wanted: ENTRIES })) return false;
  // The bundler takes a while to load, and most starts need none.
  const { bundleServer } = await import("./server_bundle.ts");
  const begun = Date.now();
  const { inputs, files } = await bundleServer(ROOT, out);
  const digests = await digestsOf(ROOT, [...inputs, ...RECIPE], begun);
  await writeManifest(out, { files, assets: {}, entries: ENTRIES, inputs: digests });
  return true;
}
