import { AppError } from "../model/error.ts";
import { hasErrors } from "../model/problem.ts";
import { nearest } from "../model/suggestion.ts";
import type { Checked, Checking } from "../services/checking.ts";
import { type Contents, environmentNames, workflowNames } from "../services/contents.ts";
import type { Environment } from "../model/environment.ts";
import type { Workflow } from "../model/workflow.ts";
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
  shown: (path: string) => string = (path) => path,
): Promise<Checked<Workflow>> {
  const path = `workflows/${name}.yaml`;
  const text = await contents.read(path);
  if (text === undefined) throw absent("workflow", name, await workflowNames(contents));
  return usable(check.workflow(text, shown(path)), host);
}

/** An environment of a repository, without errors. Its faults are printed. */
export async function openEnvironment(
  name: string,
  contents: Contents,
  check: Checking,
  host: Host,
  shown: (path: string) => string = (path) => path,
): Promise<Checked<Environment>> {
  const path = `environments/${name}.yaml`;
  const text = await contents.read(path);
  if (text === undefined) throw absent("environment", name, await environmentNames(contents));
  return usable(await check.environment(text, shown(path), contents), host);
}

/** What was checked, if it has no errors; otherwise its faults are printed and the command ends. */
export function usable<T>(checked: Checked<T>, host: Host): Checked<T> {
  const { document: { file, text }, problems } = checked;
  printProblems(host, problems, (asked) => asked === file ? text : undefined);
  if (hasErrors(problems)) throw new Printed();
  return checked;
}

function absent(what: string, name: string, known: readonly string[]): AppError {
  const near = nearest(name, known);
  const hint = near
    ? `did you mean ${near}?`
    : `there ${known.length === 1 ? "is" : "are"} ${known.length > 0 ? known.join(", ") : "none"}`;
  return new AppError("not_found", `There is no ${what} "${name}"; ${hint}`);
}
