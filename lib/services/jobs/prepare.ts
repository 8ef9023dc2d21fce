import { hasErrors } from "../../model/problem.ts";
import type { Store } from "../../stores/store.ts";
import type { Checking } from "../checking.ts";
import { findEnvironment, findWorkflow, unprocessable } from "../content/finding.ts";
import { contentsAt } from "../contents.ts";
import { type GenerationOptions, render, type Rendered } from "../generation.ts";

/** What workflows are read, judged and rendered with. */
export interface PrepareOptions {
  readonly store: Store;
  readonly checking: Checking;
  readonly tools: GenerationOptions;
}

/** What is to be deployed where. */
export interface Wanted {
  readonly workflow: string;
  readonly environment: string;
  /** The id of a commit. */
  readonly source: string;
}

/** A workflow that is ready to be deployed. */
export interface Prepared {
  readonly rendered: Rendered;
  readonly output: string;
  /** The id of the target. */
  readonly target: string;
}

/**
 * Renders a workflow of a commit for an environment of the same commit.
 *
 * @throws `not_found`; `unprocessable` with all problems.
 */
export async function prepare(
  { workflow, environment, source }: Wanted,
  { store, checking, tools }: PrepareOptions,
): Promise<Prepared> {
  const contents = contentsAt(store, source);
  const flow = await findWorkflow(workflow, contents, checking);
  const place = await findEnvironment(environment, contents, checking);
  const refusal = `"${workflow}" cannot be deployed to "${environment}"`;
  const found = [...flow.problems, ...place.problems];
  if (hasErrors(found)) throw unprocessable(refusal, found);
  const { target, output } = place.document.value!;
  const rendered = render(
    { workflow: flow.document, environment: place.document, output },
    tools,
  );
  if (hasErrors(rendered.problems)) throw unprocessable(refusal, rendered.problems);
  return { rendered, output, target };
}
