import type { Generator } from "../generators/generator.ts";
import type { Artifact, Fidelity, MappedLines } from "../model/artifact.ts";
import type { Environment } from "../model/environment.ts";
import { hasErrors, type LocatedProblem } from "../model/problem.ts";
import type { Registry } from "../model/registry.ts";
import type { Plan } from "../model/resource.ts";
import type { Checked, CheckingOptions } from "./checking.ts";
import { type Destination, planned } from "./planning.ts";
import { plannedVariants } from "./variants.ts";

/** What workflows are rendered with. */
export interface GenerationOptions extends CheckingOptions {
  readonly generators: Registry<Generator>;
}

/** A workflow to be rendered. */
export interface Rendering extends Destination {
  readonly output: string;
  /**
   * The environments of the repository, ordered by name, for an output that writes every one of
   * them; without a meaning where `environment` says which one is asked for.
   */
  readonly variants?: readonly Checked<Environment>[] | undefined;
}

/** A rendered workflow, or why it cannot be rendered. */
export interface Rendered {
  readonly problems: readonly LocatedProblem[];
  /** Empty when there are errors. */
  readonly files: readonly Artifact[];
  readonly report: readonly Fidelity[];
  /** What the files were made from, in the environment that was asked for; absent when there are errors. */
  readonly plan?: Plan;
}

/** The source map of an output, as `--map` and the branch hold it. */
export interface OutputMap {
  readonly version: 1;
  readonly files: Readonly<Record<string, readonly MappedLines[]>>;
}

/** Renders a workflow for an output, in an environment or by itself. */
export function render(rendering: Rendering, options: GenerationOptions): Rendered {
  const generator = options.generators.get(rendering.output)!;
  const tools = { ...options, generator };
  if (generator.variants) return renderVariants(rendering, tools);
  const { plan, problems } = planned(rendering, tools);
  return plan ? { problems, plan, ...generator.generate(plan) } : failed(problems);
}

/** Of an output that writes every environment: the workflow by itself, and each environment. */
function renderVariants(
  rendering: Rendering,
  tools: GenerationOptions & { readonly generator: Generator },
): Rendered {
  const { plan, variants, problems } = plannedVariants(rendering, tools);
  if (!plan || hasErrors(problems)) return failed(problems);
  const main = rendering.environment ? variants[0]! : plan;
  return { problems, plan: main, ...tools.generator.generate(plan, variants) };
}

function failed(problems: readonly LocatedProblem[]): Rendered {
  return { problems, files: [], report: [] };
}

/** The source map of rendered files. */
export function mapOf(files: readonly Artifact[]): OutputMap {
  return { version: 1, files: Object.fromEntries(files.map(({ path, map }) => [path, map])) };
}
