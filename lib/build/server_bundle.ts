import * as esbuild from "esbuild";
import { lateBuiltins, parsedJson } from "./plugins.ts";

/** What a bundler made of the server. */
export interface ServerBundle {
  /** The names of the files that it wrote. */
  readonly files: readonly string[];
  /** The paths of what it read. */
  readonly inputs: readonly string[];
}

/** The files find their neighbours as if they stood where `main.ts` stands. */
const BANNER = `// Made by "deno task bundle" from main.ts. Do not edit.
const MAIN_URL = new URL("../main.ts", import.meta.url).href;
Object.defineProperty(globalThis, "Buffer", {
  configurable: true,
  get: () => process.getBuiltinModule("node:buffer").Buffer,
});`;

/**
 * Bundles the server into a folder: `server.js`, and beside it what is imported late. Names stay as
 * they are, so that a stack says where it was; a map of the sources would be read at every start.
 */
export async function bundleServer(root: string, out: string): Promise<ServerBundle> {
  const { metafile: { inputs, outputs } } = await esbuild.build({
    entryPoints: { server: `${root}main.ts` },
    absWorkingDir: root,
    outdir: out,
    bundle: true,
    splitting: true,
    metafile: true,
    format: "esm",
    platform: "browser",
    target: "esnext",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "eof",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "import.meta.url": "MAIN_URL" },
    plugins: [lateBuiltins, parsedJson],
    banner: { js: BANNER },
    logLevel: "silent",
  }).finally(() => esbuild.stop());
  const files = Object.keys(outputs).map((path) => path.slice(path.lastIndexOf("/") + 1));
  return { files, inputs: Object.keys(inputs) };
}
