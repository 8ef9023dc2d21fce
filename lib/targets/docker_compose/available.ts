import { lines } from "./lines.ts";
import type { Outcome, Run } from "./run.ts";

/** How long an answer may take, in milliseconds. */
const PATIENCE = 5_000;

/** The first version of Compose that reads `format: raw` of an `env_file`. */
const LEAST = [2, 30] as const;

/** Why nothing can be applied here; `undefined` where an engine and Compose answer. */
export async function unavailable(run: Run): Promise<string | undefined> {
  const engine = await quick(run, ["version", "--format", "{{.Server.Version}}"]);
  if (!engine.success) return `no container engine answers: ${lastLine(engine)}`;
  const compose = await quick(run, ["compose", "version", "--short"]);
  return compose.success ? oldReason(compose.stdout) : "docker has no compose command";
}

function quick(run: Run, args: readonly string[]): Promise<Outcome> {
  return run(args, { timeout: PATIENCE });
}

function lastLine({ stderr }: Outcome): string {
  return lines(stderr).at(-1) ?? `nothing came back in ${PATIENCE / 1000} seconds`;
}

function oldReason(version: string): string | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version.trim()) ?? [];
  const number = Number(major) * 1000 + Number(minor);
  const isOld = number < LEAST[0] * 1000 + LEAST[1];
  return isOld
    ? `docker compose ${LEAST.join(".")} or newer is needed, and this is ${version.trim()}`
    : undefined;
}
