import type { Host } from "../../lib/cli/host.ts";

/** A machine of a test: what a command writes is kept. */
export interface TestHost extends Host {
  readonly written: { out: string; err: string };
}

/** A host in a folder, with nothing of the real one's environment. */
export function testHost(
  cwd: string,
  { input = "", env = {}, today = "2026-07-01" }: {
    input?: string;
    env?: Record<string, string>;
    today?: string;
  } = {},
): TestHost {
  const written = { out: "", err: "" };
  return {
    cwd,
    env: { GIT_AUTHOR_NAME: "Ada", GIT_AUTHOR_EMAIL: "ada@example.com", ...env },
    today,
    written,
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    input: () => Promise.resolve(input),
    interrupted: new AbortController().signal,
  };
}

/** Runs a test in a folder that is gone afterwards. */
export async function inFolder(test: (folder: string) => Promise<void> | void): Promise<void> {
  const folder = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "celestra-" }));
  try {
    await test(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}
