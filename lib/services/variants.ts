import type { Environment } from "../model/environment.ts";
import { hasErrors, type LocatedProblem } from "../model/problem.ts";
import type { Plan } from "../model/resource.ts";
import type { Checked, Checking } from "./checking.ts";
import { listedEnvironment } from "./content/finding.ts";
import { type Contents, environmentNames } from "./contents.ts";
import { type Destination, planned, type PlanningOptions } from "./planning.ts";

/** What an output is made of that writes every environment. */
export interface PlannedVariants {
  readonly problems: readonly LocatedProblem[];
  /** By itself; absent when there are errors. */
  readonly plan?: Plan;
  /** In each environment, ordered by name. */
  readonly variants: readonly Plan[];
}

/** What is to be planned in several environments. */
export interface Wanted extends Destination {
  readonly variants?: readonly Checked<Environment>[] | undefined;
}

/**
 * Plans a workflow by itself and in each environment; in one alone where one was asked for. Of
 * several, one that cannot be rendered for is left out, and told as a warning.
 */
export function plannedVariants(wanted: Wanted, options: PlanningOptions): PlannedVariants {
  const { workflow, environment } = wanted;
  const all = environment
    ? [planned(wanted, options)]
    : (wanted.variants ?? []).map((variant) => variantOf(workflow, variant, options));
  const variants = all.flatMap(({ plan }) => plan ?? []);
  // What an environment allows is no fault of what all of them share.
  const isFinal = variants.length === 0;
  const { plan, problems } = planned({ workflow }, { ...options, isFinal });
  const found = single([...all.flatMap((one) => one.problems), ...problems]);
  return { problems: found, variants, ...(plan && { plan }) };
}

/** A plan in one of several environments, or a warning that says why there is none. */
function variantOf(
  workflow: Destination["workflow"],
  { document: environment, problems }: Checked<Environment>,
  options: PlanningOptions,
) {
  if (!environment.value || hasErrors(problems)) return leftOut(environment, problems);
  const found = planned({ workflow, environment }, options);
  return found.plan ? found : leftOut(environment, found.problems);
}

function leftOut(
  environment: Checked<Environment>["document"],
  problems: readonly LocatedProblem[],
): { readonly problems: LocatedProblem[]; readonly plan?: Plan } {
  const first = problems.find(({ severity }) => severity === "error")!;
  const message = `${environment.file} is left out: ${first.message}`;
  return { problems: [{ ...first, severity: "warning", message }] };
}

/** The same problem of several environments is told once. */
function single(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const keyOf = ({ file, line, column, code, severity, message }: LocatedProblem) =>
    JSON.stringify([file, line, column, code, severity, message]);
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()];
}

/** Every environment of a repository, ordered by name, with its faults. */
export async function environmentsOf(
  contents: Contents,
  checking: Checking,
  shown?: (path: string) => string,
): Promise<Checked<Environment>[]> {
  const names = await environmentNames(contents);
  return await Promise.all(
    names.map((name) => listedEnvironment(name, contents, checking, shown)),
  );
}
