import { mustBeReal, type TestBody } from "./needs.ts";

/** Files that others wrote, beside the repository. */
const DATA = new URL("../../../shared/data/", import.meta.url);

/** A YAML file that others wrote. */
export interface RealFile {
  /** Its path inside of the data. */
  readonly path: string;
  readonly text: string;
}

/**
 * Registers a test over every YAML file of `../shared/data`. Where there is none the test is ignored
 * and says so; where `CELESTRA_REQUIRE_REAL=1` it fails.
 */
export function testWithData(
  name: string,
  fn: (files: readonly RealFile[]) => ReturnType<TestBody>,
): void {
  if (isThere()) Deno.test(name, () => fn([...filesIn(DATA)]));
  else if (mustBeReal()) {
    Deno.test(name, () => Promise.reject(new Error("needs ../shared/data")));
  } else {
    Deno.test({ name: `${name} (ignored: needs ../shared/data)`, ignore: true, fn: () => {} });
  }
}

function isThere(): boolean {
  try {
    return Deno.statSync(DATA).isDirectory;
  } catch {
    return false;
  }
}

function* filesIn(folder: URL, path = ""): Iterable<RealFile> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* filesIn(new URL(`${name}/`, folder), `${path}${name}/`);
    else if (/\.ya?ml$/.test(name)) {
      yield { path: path + name, text: Deno.readTextFileSync(new URL(name, folder)) };
    }
  }
}
