import { planOf } from "../components/plan.ts";
import { type Document, locate } from "../format/document.ts";
import type { Generator } from "../generators/generator.ts";
import type { Environment } from "../model/environment.ts";
import { isOverridden, overridden } from "../model/override.ts";
import { planProblems } from "../model/plan_problems.ts";
import { hasErrors, type LocatedProblem, type Problem } from "../model/problem.ts";
import { problems } from "../model/problems.ts";
import type { Plan } from "../model/resource.ts";
import type { Workflow } from "../model/workflow.ts";
import type { CheckingOptions } from "./checking.ts";

/** A workflow without errors, and where it goes. */
export interface Destination {
  readonly workflow: Document<Workflow>;
  /** Without errors; absent where it goes nowhere in particular. */
  readonly environment?: Document<Environment> | undefined;
}

/** What planning is done with. */
export interface PlanningOptions extends CheckingOptions {
  readonly generator: Generator;
  /** Whether what an environment could allow is a problem; unless told, it is. */
  readonly isFinal?: boolean;
}

/** A plan for an output, or why there is none. */
export interface Planned {
  readonly problems: readonly LocatedProblem[];
  /** Absent when there are errors. */
  readonly plan?: Plan;
}

/** Plans a workflow for an output, in an environment or by itself. */
export function planned(destination: Destination, options: PlanningOptions): Planned {
  const { generator, isFinal = true } = options;
  const located = (found: readonly Problem[]) =>
    found.map((problem) => locateIn(destination, problem));
  const { workflow, plan } = planIn(destination, options);
  const isOriginal = workflow === destination.workflow.value;
  const graph = isOriginal ? [] : located(problems(workflow, options.catalogue));
  if (hasErrors(graph)) return { problems: graph };
  const lowered = plan();
  const found = [
    ...graph,
    ...located([
      ...planProblems(lowered, isFinal),
      ...generator.problems(lowered).map(inDocument),
    ]),
  ];
  return hasErrors(found) ? { problems: found } : { problems: found, plan: lowered };
}

/** A workflow as it is in an environment, and what it is lowered to. */
interface Placed {
  readonly workflow: Workflow;
  /** Asks for a workflow without errors. */
  plan(): Plan;
}

const known = new WeakMap<object, WeakMap<object, WeakMap<object, Placed>>>();

/** A workflow has one plan in each environment, whatever outputs are made of it. */
function planIn({ workflow, environment }: Destination, options: PlanningOptions): Placed {
  const [original, place] = [workflow.value!, environment?.value];
  const places = within(within(known, options.components), original);
  let placed = places.get(place ?? original);
  if (!placed) places.set(place ?? original, placed = placedIn(original, place, options));
  return placed;
}

function placedIn(
  original: Workflow,
  environment: Environment | undefined,
  { components, catalogue, series }: PlanningOptions,
): Placed {
  const workflow = environment ? overridden(original, environment) : original;
  let plan: Plan | undefined;
  return {
    workflow,
    plan: () =>
      plan ??= planOf(workflow, {
        components,
        catalogue,
        series,
        ...(environment && { environment }),
      }),
  };
}

function within<T extends object>(map: WeakMap<object, WeakMap<object, T>>, key: object) {
  let inner = map.get(key);
  if (!inner) map.set(key, inner = new WeakMap());
  return inner;
}

/** A generator knows nodes and their configs; where they stand in the file is known here. */
function inDocument(problem: Problem): Problem {
  return { ...problem, path: ["spec", "nodes", problem.node!, "config", ...problem.path] };
}

/** A problem at its place in the workflow, or in the override that brought it. */
function locateIn({ workflow, environment }: Destination, problem: Problem): LocatedProblem {
  const [, , node, , ...path] = problem.path;
  const name = workflow.value!.name;
  return environment && typeof node === "string" &&
      isOverridden(environment.value!, name, node, path)
    ? locate(environment, { ...problem, path: ["spec", "overrides", name, node, ...path] })
    : locate(workflow, problem);
}
