import type { Environment } from "../../model/environment.ts";
import { AppError } from "../../model/error.ts";
import { hasErrors, type LocatedProblem } from "../../model/problem.ts";
import type { Workflow } from "../../model/workflow.ts";
import type { Checked, Checking } from "../checking.ts";
import { type Contents, environmentNames, workflowNames } from "../contents.ts";
import { absent, checkName, workflowPath } from "./names.ts";

/** How a path is named in messages. */
type Shown = (path: string) => string;

const asItIs: Shown = (path) => path;

/** A workflow of a repository with its faults. @throws `not_found`. */
export async function findWorkflow(
  name: string,
  contents: Contents,
  checking: Checking,
  shown = asItIs,
): Promise<Checked<Workflow>> {
  const path = workflowPath(name);
  const text = await contents.read(path);
  if (text === undefined) throw absent("workflow", name, await workflowNames(contents));
  return checking.workflow(text, shown(path));
}

/** An environment of a repository with its faults. @throws `not_found`. */
export function findEnvironment(
  name: string,
  contents: Contents,
  checking: Checking,
  shown?: Shown,
): Promise<Checked<Environment>> {
  return listedEnvironment(checkName("an environment", name), contents, checking, shown);
}

/** The same for what a list holds, where a file may have a name that is none. */
export async function listedEnvironment(
  name: string,
  contents: Contents,
  checking: Checking,
  shown = asItIs,
): Promise<Checked<Environment>> {
  const path = `environments/${name}.yaml`;
  const text = await contents.read(path);
  if (text === undefined) throw absent("environment", name, await environmentNames(contents));
  return await checking.environment(text, shown(path), contents);
}

/** What was checked, if it has no errors. @throws `unprocessable` with all problems. */
export function faultless<T>(checked: Checked<T>): Checked<T> {
  const { document: { file }, problems } = checked;
  if (hasErrors(problems)) throw unprocessable(`${file} has faults`, problems);
  return checked;
}

/** An error that carries everything that is wrong with a document. */
export function unprocessable(message: string, problems: readonly LocatedProblem[]): AppError {
  return new AppError("unprocessable", `${message}: ${summary(problems)}`, {
    details: { problems },
  });
}

/** The first fault in full, and how many there are. */
function summary(problems: readonly LocatedProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  const { line, column, message } = errors[0]!;
  const rest = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return `line ${line}, column ${column}: ${message}${rest}`;
}
