import type { Plugin } from "esbuild";

/** What makes the first script of the editor small: it brings only what it runs. */
export const SLIM: readonly Plugin[] = [lateYaml(), stillFlow(), shakenFlow()];

/** The package `yaml` comes when a text turns up that our own reader does not read. */
function lateYaml(): Plugin {
  return {
    name: "late-yaml",
    setup({ onResolve }) {
      onResolve({ filter: /\/yaml_library\.ts$/ }, ({ importer, resolveDir }) => {
        if (importer.endsWith("yaml_library_late.ts")) return undefined;
        return { path: `${resolveDir}/yaml_library_late.ts` };
      });
    },
  };
}

/**
 * Nothing on our canvas moves by itself, so what d3 needs to draw transitions stays away. Where a
 * transition is asked for all the same, its end is set at once.
 */
const STILL: Readonly<Record<string, string>> = {
  "d3-transition": `import { selection } from "d3-selection";
    const still = function () { return this; };
    const { prototype } = selection;
    prototype.interrupt = prototype.transition = prototype.duration = prototype.ease = still;
    export const interrupt = () => {};`,
  "d3-interpolate": `export const interpolate = (_, end) => () => end;
    export const interpolateZoom = interpolate;`,
};

function stillFlow(): Plugin {
  return {
    name: "still-flow",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^d3-(transition|interpolate)$/ }, ({ path, resolveDir }) => ({
        path,
        namespace: "still",
        pluginData: resolveDir,
      }));
      onLoad({ filter: /.*/, namespace: "still" }, ({ path, pluginData }) => ({
        contents: STILL[path]!,
        resolveDir: pluginData,
      }));
    },
  };
}

/** Views of React Flow that nobody uses can be dropped once it is said that making them does nothing. */
function shakenFlow(): Plugin {
  const makers = /= (?=(memo|forwardRef|createContext|create\w+Edge)\()/g;
  return {
    name: "shaken-flow",
    setup({ onLoad }) {
      onLoad({ filter: /@xyflow\/react\/dist\/esm\/index\.js$/ }, async ({ path }) => ({
        contents: (await Deno.readTextFile(path)).replace(makers, "= /* @__PURE__ */ "),
        loader: "js",
      }));
    },
  };
}
