import { CARRIES } from "./kubernetes/carries.ts";
import type { Plan } from "../model/resource.ts";
import type { Generated, Generator } from "./generator.ts";
import { problemsOf } from "./kubernetes/problems.ts";
import { writtenOf } from "./kubernetes/written.ts";

/** Manifests for `kubectl apply -f`: one object a file, in the order in which they are applied. */
export const kubernetes: Generator = {
  id: "kubernetes",
  title: "Kubernetes manifests",
  carries: CARRIES,
  problems: problemsOf,
  generate: (plan: Plan): Generated => {
    const { files, report } = writtenOf(plan);
    return { files: files(), report: report() };
  },
};
