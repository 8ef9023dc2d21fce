import type { Artifact } from "../model/artifact.ts";
import type { Plan } from "../model/resource.ts";
import type { Generated, Generator } from "./generator.ts";
import { CARRIES } from "./kubernetes/carries.ts";
import { problemsOf } from "./kustomize/problems.ts";
import { reportOf } from "./kustomize/fidelity.ts";
import { kustomizationOf } from "./kustomize/kustomization.ts";
import { overlayOf } from "./kustomize/overlay.ts";
import { sideOf } from "./kustomize/side.ts";

/**
 * For `kubectl apply -k`: the workflow as a base, and for each environment an overlay that holds
 * only what differs there.
 */
export const kustomize: Generator = {
  id: "kustomize",
  title: "Kustomize base and overlays",
  carries: CARRIES,
  variants: true,
  problems: problemsOf,
  generate: (plan: Plan, variants: readonly Plan[] = []): Generated => {
    const base = sideOf(plan);
    const sides = variants.map(sideOf);
    const files = [...inBase(base.files()), ...sides.flatMap((side) => overlayOf(base, side))];
    files.sort((a, b) => a.path < b.path ? -1 : 1);
    const reports = sides.map(({ plan, report }) => [plan.environment!, report()] as const);
    return { files, report: reportOf(base.report(), reports) };
  },
};

function inBase(files: readonly Artifact[]): Artifact[] {
  // What SOPS encrypted is no object that a cluster takes as it is.
  const resources = files.map(({ path }) => path).filter((path) => !path.startsWith("sops/"));
  return [...files, kustomizationOf({ resources })].map((file) => ({
    ...file,
    path: `base/${file.path}`,
  }));
}
