/** A test, as `Deno.test` takes it. */
export type TestBody = (context: Deno.TestContext) => Promise<void> | void;

/** Whether a program is on the path of this machine. */
export function isInstalled(program: string): boolean {
  const folders = (Deno.env.get("PATH") ?? "").split(Deno.build.os === "windows" ? ";" : ":");
  return folders.some((folder) => isFile(`${folder}/${program}`));
}

/** Whether a missing program is a failure, as in CI. */
export function mustBeReal(): boolean {
  return Deno.env.get("CELESTRA_REQUIRE_REAL") === "1";
}

/**
 * Registers a test that needs programs. Where one is missing the test is ignored and says so; where
 * `CELESTRA_REQUIRE_REAL=1` it fails.
 */
export function testWith(programs: readonly string[], name: string, fn: TestBody): void {
  const missing = programs.filter((program) => !isInstalled(program)).join(", ");
  if (missing === "") Deno.test(name, fn);
  else if (mustBeReal()) Deno.test(name, () => Promise.reject(new Error(`needs ${missing}`)));
  else Deno.test({ name: `${name} (ignored: needs ${missing})`, ignore: true, fn });
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
