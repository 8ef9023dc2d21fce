import type { Plan } from "../model/resource.ts";
import type { Generated, Generator } from "./generator.ts";
import { contextOf } from "./kubernetes/context.ts";
import { artifactOf } from "./kubernetes/manifest.ts";
import { manifestsOf } from "./kubernetes/manifests.ts";
import { problemsOf } from "./kubernetes/problems.ts";
import { reasonOf } from "./kubernetes/reasons.ts";

/** Manifests for `kubectl apply -f`: one object a file, in the order in which they are applied. */
export const kubernetes: Generator = {
  id: "kubernetes",
  title: "Kubernetes manifests",
  problems: problemsOf,
  generate: (plan: Plan): Generated => {
    const context = contextOf(plan);
    const files = Array.from(manifestsOf(context), artifactOf);
    files.sort((a, b) => a.path < b.path ? -1 : 1);
    return { files, report: context.recorder.report(plan, reasonOf) };
  },
};
