/** The root of the repository, with a slash at its end. */
export const ROOT = new URL("../../", import.meta.url).pathname;

/** An import of a file of ours, both paths from the root, or of a package by its name. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly isPackage: boolean;
  /** Whether only types are imported; such an import is gone at run time. */
  readonly isType: boolean;
}

/** The files under a folder with an ending, from the root, sorted. */
export function filesUnder(folder: string, ending: string): string[] {
  return [...Deno.readDirSync(ROOT + folder)].flatMap(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    if (isDirectory) return filesUnder(path, ending);
    return name.endsWith(ending) ? [path] : [];
  }).sort();
}

/** What a file imports, statically or when it is needed. */
export function importsOf(from: string): Import[] {
  const text = Deno.readTextFileSync(ROOT + from);
  const found = text.matchAll(
    /^(?:import|export)\s+(type\s+)?(?:[^;"']*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/gm,
  );
  return [...found].map(([, type, fixed, late]) => {
    const to = (fixed ?? late)!;
    const isPackage = !to.startsWith(".");
    return {
      from,
      to: isPackage ? to : new URL(to, `file:///${from}`).pathname.slice(1),
      isPackage,
      isType: type !== undefined,
    };
  });
}

/** The longest way through imports that stand at run time, and a circle if there is one. */
export function longestChain(
  imports: readonly Import[],
): { readonly chain: readonly string[]; readonly circle: readonly string[] } {
  const edges = new Map<string, string[]>();
  for (const { from, to, isPackage, isType } of imports) {
    if (!isPackage && !isType) edges.set(from, [...edges.get(from) ?? [], to]);
  }
  const known = new Map<string, readonly string[]>();
  let circle: readonly string[] = [];
  const chainOf = (file: string, above: readonly string[]): readonly string[] => {
    if (above.includes(file)) {
      circle = [...above.slice(above.indexOf(file)), file];
      return [];
    }
    const done = known.get(file);
    if (done) return done;
    const below = (edges.get(file) ?? []).map((to) => chainOf(to, [...above, file]));
    const longest = below.reduce((a, b) => b.length > a.length ? b : a, []);
    known.set(file, [file, ...longest]);
    return [file, ...longest];
  };
  const chains = [...edges.keys()].map((file) => chainOf(file, []));
  return { chain: chains.reduce((a, b) => b.length > a.length ? b : a, []), circle };
}
