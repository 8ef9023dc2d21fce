import type { Host } from "../host.ts";
import { fitting } from "./markdown.ts";

/** Adds to the summary of the job, where there is one. */
export function writeSummary(host: Host, lines: readonly string[]): void {
  const file = host.env.GITHUB_STEP_SUMMARY;
  if (file) Deno.writeTextFileSync(file, fitting(lines), { append: true });
}

/** Sets an output of the step. A word that nobody can guess ends it, so no value can. */
export function writeOutput(
  host: Host,
  name: string,
  value: string,
  word: string = crypto.randomUUID(),
): void {
  const file = host.env.GITHUB_OUTPUT;
  if (!file) return host.out(`${name}=${value}\n`);
  Deno.writeTextFileSync(file, `${name}<<${word}\n${value}\n${word}\n`, { append: true });
}
