import { planOf } from "../../components/plan.ts";
import { type Document, locate } from "../../format/document.ts";
import type { Environment } from "../../model/environment.ts";
import { AppError } from "../../model/error.ts";
import { overridden } from "../../model/override.ts";
import { hasErrors } from "../../model/problem.ts";
import { problems } from "../../model/problems.ts";
import type { SecretReference } from "../../model/resource.ts";
import { nearest } from "../../model/suggestion.ts";
import type { Workflow } from "../../model/workflow.ts";
import type { CheckingOptions } from "../checking.ts";
import { unprocessable } from "./finding.ts";

/**
 * The secrets that a workflow names in an environment, both without errors.
 *
 * @throws `unprocessable` where an override breaks the workflow.
 */
export function secretReferences(
  workflow: Document<Workflow>,
  environment: Document<Environment>,
  options: Pick<CheckingOptions, "catalogue" | "components">,
): SecretReference[] {
  const placed = overridden(workflow.value!, environment.value!);
  const found = problems(placed, options.catalogue).map((problem) => locate(workflow, problem));
  if (hasErrors(found)) {
    throw unprocessable(`${workflow.value!.name} has faults in ${environment.value!.name}`, found);
  }
  return planOf(placed, options).resources.filter((resource) => resource.kind === "secret");
}

/** The secret of a node that holds a key. @throws `not_found` for a value that nothing names. */
export function referenceOf(
  references: readonly SecretReference[],
  { workflow, node, key }: {
    readonly workflow: string;
    readonly node: string;
    readonly key: string;
  },
): SecretReference {
  const reference = references.find((secret) => secret.node === node);
  if (!reference) {
    const known = references.map((secret) => secret.node);
    const hint = known.length > 0
      ? `expected ${nearest(node, known) ?? known.join(", ")}`
      : "it has none";
    throw new AppError("not_found", `There is no secret node "${node}" in ${workflow}; ${hint}`);
  }
  if (!reference.keys.includes(key)) {
    const known = reference.keys.join(", ");
    throw new AppError("not_found", `"${node}" has no key "${key}"; expected ${known}`);
  }
  return reference;
}
