import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import type { BuiltAsset, Bundle } from "./assets.ts";
import { SLIM } from "./slim.ts";

/** What a bundler made, and the paths of what it read. */
export type Bundled = Omit<Bundle, "inputs"> & { readonly inputs: readonly string[] };

/** React Flow asks for React; it gets Preact. */
const ALIAS = {
  "react": "preact/compat",
  "react-dom": "preact/compat",
  "react-dom/client": "preact/compat/client",
  "react/jsx-runtime": "preact/jsx-runtime",
};

/**
 * Bundles entries into a folder, each file named after its content. Each script is bundled by
 * itself: what pages have in common is small, and one file of it is smaller than many.
 */
export async function bundle(
  root: string,
  entries: Readonly<Record<string, string>>,
  out: string,
): Promise<Bundled> {
  const made = await Promise.all(
    Object.entries(entries).map(([name, source]) => bundleOne(name, source, root, out)),
  ).finally(() => esbuild.stop());
  const files = [...new Set(made.flatMap(({ outputs }) => outputs))];
  await Promise.all(files.filter(isText).map((file) => compress(out + file)));
  return {
    files,
    inputs: [...new Set(made.flatMap(({ inputs }) => inputs))],
    assets: Object.fromEntries(made.map(({ name, asset }) => [name, asset])),
  };
}

/** What a bundler made of one entry. */
interface BundledEntry {
  readonly name: string;
  readonly asset: BuiltAsset;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

async function bundleOne(
  name: string,
  source: string,
  root: string,
  out: string,
): Promise<BundledEntry> {
  const { metafile: { inputs, outputs } } = await esbuild.build({
    entryPoints: [source],
    absWorkingDir: root,
    outdir: out,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    jsx: "automatic",
    jsxImportSource: "preact",
    alias: ALIAS,
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".woff2": "file" },
    plugins: [...SLIM],
    logLevel: "silent",
  });
  const [path] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source)!;
  return {
    name,
    asset: { file: nameOf(path), preloads: [...staticImports(outputs, path)].map(nameOf) },
    inputs: Object.keys(inputs),
    outputs: Object.keys(outputs).map(nameOf),
  };
}

/** What a script imports before it runs, and what that imports. */
function staticImports(
  outputs: esbuild.Metafile["outputs"],
  path: string,
  found: Set<string> = new Set(),
): Set<string> {
  for (const { path: next, kind } of outputs[path]!.imports) {
    if (kind !== "import-statement" || found.has(next)) continue;
    found.add(next);
    staticImports(outputs, next, found);
  }
  return found;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Fonts are compressed already. */
function isText(file: string): boolean {
  return /\.(js|css)$/.test(file);
}

/** Packed once and sent often, so as small as it gets. */
async function compress(path: string): Promise<void> {
  await Deno.writeFile(`${path}.gz`, gzipSync(await Deno.readFile(path), { level: 9 }));
}
