import { CARRIES } from "./kubernetes/carries.ts";
import { emitYaml } from "../format/emit.ts";
import type { Artifact } from "../model/artifact.ts";
import type { Plan } from "../model/resource.ts";
import type { Generated, Generator } from "./generator.ts";
import { chartOf } from "./helm/chart.ts";
import { differences } from "./helm/differences.ts";
import { textProblems } from "./helm/problems.ts";
import { schemaOf } from "./helm/schema.ts";
import { TEMPLATES } from "./helm/templates.ts";
import { sourcedValues, type Values, valuesOf } from "./helm/values.ts";
import { problemsOf } from "./kubernetes/problems.ts";
import { writtenOf } from "./kubernetes/written.ts";
import { reportOf } from "./kustomize/fidelity.ts";

/**
 * A chart for `helm install`: the same templates for every workflow, its nodes in `values.yaml`, and
 * for each environment a file of values that holds only what differs there.
 */
export const helm: Generator = {
  id: "helm",
  title: "Helm chart",
  carries: CARRIES,
  variants: true,
  problems: (plan) => [...problemsOf(plan), ...textProblems(plan)],
  generate: (plan: Plan, variants: readonly Plan[] = []): Generated => {
    // The templates build the objects of the Kubernetes output, and carry what it carries.
    const { manifests, report, beside } = writtenOf(plan);
    const values = valuesOf(plan, manifests);
    const reports = variants.map((one) => [one.environment!, writtenOf(one).report()] as const);
    const files = [
      chartOf(plan),
      { path: "values.yaml", ...emitYaml(sourcedValues(values), null) },
      ...variants.map((variant) => variantFile(values, variant)),
      schemaOf(plan),
      // What SOPS encrypted is no template either: it lies beside them, as in the Kubernetes output.
      ...beside,
      ...Object.entries(TEMPLATES).map(([path, text]) => fixedFile(path, text)),
    ];
    files.sort((a, b) => a.path < b.path ? -1 : 1);
    return { files, report: reportOf(report(), reports) };
  },
};

/** The values that are others in an environment. */
function variantFile(base: Values, variant: Plan): Artifact {
  const wanted = valuesOf(variant, writtenOf(variant).manifests);
  const changed = differences(base, wanted) ?? {};
  const path = `values-${variant.environment}.yaml`;
  if (Object.keys(changed).length > 0) return { path, ...emitYaml(sourcedValues(changed), null) };
  return fixedFile(path, "# Nothing differs from values.yaml.\n");
}

/** A file of the chart that belongs to no node. */
function fixedFile(path: string, text: string): Artifact {
  const to = text.split("\n").length - 1;
  return { path, text, map: [{ from: 1, to, node: null, path: [] }] };
}
