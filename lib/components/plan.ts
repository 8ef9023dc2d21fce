import type { Environment } from "../model/environment.ts";
import type { Plan } from "../model/resource.ts";
import type { Workflow } from "../model/workflow.ts";
import { lower, type Lowered, type LoweringOptions } from "./lowering.ts";

/** What a plan is made with. */
export interface PlanOptions extends LoweringOptions {
  /** Where it goes; its overrides are already in the workflow. */
  readonly environment?: Environment;
  /** Finds what plans of a workflow share; without it, each is made by itself. */
  readonly series?: SeriesOf | undefined;
}

/** The series of the plans of a workflow, by its name and that of the environment: the same object again. */
export type SeriesOf = (workflow: string, environment: string | undefined) => object;

/** Lowers a workflow without errors to the resources that its nodes ask for, ordered by node. */
export function planOf(workflow: Workflow, options: PlanOptions): Plan {
  const { environment } = options;
  const series = options.series?.(workflow.name, environment?.name);
  const { resources, written } = loweredOnce(workflow, options, series);
  return {
    workflow: workflow.name,
    labels: workflow.labels,
    ...(environment && { environment: environment.name }),
    namespace: environment?.namespace ?? workflow.namespace ?? workflow.name,
    podSecurity: environment?.podSecurity ?? "restricted",
    ...(environment?.secretStore && { secretStore: environment.secretStore }),
    resources,
    written,
    ...(series && { series }),
  };
}

const known = new WeakMap<PlanOptions["components"], WeakMap<Workflow, Lowered>>();
const last = new WeakMap<object, Lowered>();

/** A workflow is lowered once, to be judged and for every output. */
function loweredOnce(
  workflow: Workflow,
  options: PlanOptions,
  series: object | undefined,
): Lowered {
  let plans = known.get(options.components);
  if (!plans) known.set(options.components, plans = new WeakMap());
  let lowered = plans.get(workflow);
  if (!lowered) {
    plans.set(workflow, lowered = lower(workflow, options, series && last.get(series)));
  }
  if (series) last.set(series, lowered);
  return lowered;
}
