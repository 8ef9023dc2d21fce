import { readManifest, writeManifest } from "./assets.ts";
import { digestsOf, isFresh } from "./fresh.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

/** What the result depends on besides what is bundled. */
const RECIPE = ["lib/build/bundle.ts", "lib/build/assets.ts"];

/** Where what browsers load is written; not committed. */
export const ISLANDS = `${ROOT}static/islands/`;

/** Builds scripts, styles and fonts for browsers, unless they are there. Says whether it built. */
export async function buildIslands(out: string = ISLANDS): Promise<boolean> {
  const entries = await entryPoints();
  const known = await readManifest(out);
  if (known && await isFresh(known, { root: ROOT, out, wanted: entries })) return false;
  // The bundler takes a while to load, and most starts need none.
  const { bundle } = await import("./bundle.ts");
  const begun = Date.now();
  const { inputs, ...made } = await bundle(ROOT, entries, out);
  const digests = await digestsOf(ROOT, [...inputs, ...RECIPE], begun);
  await writeManifest(out, { ...made, entries, inputs: digests });
  return true;
}

/** What browsers load, by the name that pages call it. */
async function entryPoints(): Promise<Record<string, string>> {
  const entries: Record<string, string> = {
    "app.css": "static/app.css",
    "editor.css": "static/editor_page.css",
    "editor.js": "islands/editor/main.tsx",
  };
  for await (const { name } of Deno.readDir(`${ROOT}islands/pages`)) {
    entries[name.replace(/\.tsx?$/, ".js")] = `islands/pages/${name}`;
  }
  return entries;
}
