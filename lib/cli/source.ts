import type { Environment } from "../model/environment.ts";
import { hasErrors } from "../model/problem.ts";
import type { Workflow } from "../model/workflow.ts";
import type { Checked, Checking } from "../services/checking.ts";
import { findEnvironment, findWorkflow } from "../services/content/finding.ts";
import type { Contents } from "../services/contents.ts";
import { printProblems } from "./faults.ts";
import type { Host } from "./host.ts";

/** Thrown when faults have been printed already; the process ends with its exit code. */
export class Printed extends Error {
  override readonly name = "Printed";
}

/** A workflow of a repository, without errors. Its faults are printed. */
export async function openWorkflow(
  name: string,
  contents: Contents,
  check: Checking,
  host: Host,
  shown?: (path: string) => string,
): Promise<Checked<Workflow>> {
  return usable(await findWorkflow(name, contents, check, shown), host);
}

/** An environment of a repository, without errors. Its faults are printed. */
export async function openEnvironment(
  name: string,
  contents: Contents,
  check: Checking,
  host: Host,
  shown?: (path: string) => string,
): Promise<Checked<Environment>> {
  return usable(await findEnvironment(name, contents, check, shown), host);
}

/** What was checked, if it has no errors; otherwise its faults are printed and the command ends. */
export function usable<T>(checked: Checked<T>, host: Host): Checked<T> {
  const { document: { file, text }, problems } = checked;
  printProblems(host, problems, (asked) => asked === file ? text : undefined);
  if (hasErrors(problems)) throw new Printed();
  return checked;
}
