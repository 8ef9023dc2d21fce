import * as esbuild from "esbuild";
import { lateBuiltins, parsedJson } from "./plugins.ts";

const ENTRY = new URL("../cli/main.ts", import.meta.url);

/** Packages of Node take a `Buffer` for granted; it is looked up when the first one asks. */
const BANNER = `// Made by "deno task build" from lib/cli. Do not edit.
Object.defineProperty(globalThis, "Buffer", {
  configurable: true,
  get: () => process.getBuiltinModule("node:buffer").Buffer,
});`;

/** The command as one file that needs nothing but Deno. The same sources give the same bytes. */
export async function commandText(): Promise<string> {
  const root = new URL("../..", import.meta.url).pathname;
  const { outputFiles } = await esbuild.build({
    entryPoints: [ENTRY.pathname],
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "esnext",
    minify: true,
    legalComments: "eof",
    plugins: [lateBuiltins, parsedJson],
    banner: { js: BANNER },
  });
  await esbuild.stop();
  return outputFiles[0]!.text;
}
