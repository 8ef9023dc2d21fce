import type { Plugin } from "esbuild";

const NAMESPACE = "late-builtins";

/**
 * Modules of Node are looked up when the code that imports them first runs. As imports of the one
 * file they would all be loaded at every start, Git or not. What is imported late stays as it is.
 */
export const lateBuiltins: Plugin = {
  name: "late-builtins",
  setup(build) {
    build.onResolve({ filter: /^(node:.*|buffer|crypto|path)$/ }, ({ path: asked, kind }) => {
      const path = asked.replace(/^(?!node:)/, "node:");
      return kind === "dynamic-import" ? { path, external: true } : { path, namespace: NAMESPACE };
    });
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};

/** A large object is read faster as JSON than as code: https://v8.dev/blog/cost-of-javascript-2019#json */
export const parsedJson: Plugin = {
  name: "parsed-json",
  setup(build) {
    build.onLoad({ filter: /\.json$/ }, async ({ path }) => {
      const text = JSON.stringify(JSON.parse(await Deno.readTextFile(path)));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});` };
    });
  },
};
