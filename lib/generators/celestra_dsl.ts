import { CARRIES } from "./celestra_dsl/carries.ts";
import type { Plan } from "../model/resource.ts";
import { programOf } from "./celestra_dsl/app_py.ts";
import { contextOf } from "./celestra_dsl/context.ts";
import { problemsOf } from "./celestra_dsl/problems.ts";
import { reasonOf } from "./celestra_dsl/reasons.ts";
import type { Generated, Generator } from "./generator.ts";

/** A Python program for the celestra library: `python app.py OUT` writes Kubernetes manifests. */
export const celestraDsl: Generator = {
  id: "celestra-dsl",
  title: "Celestra DSL (Python)",
  carries: CARRIES,
  problems: problemsOf,
  generate: (plan: Plan): Generated => {
    const context = contextOf(plan);
    const files = [programOf(context)];
    return { files, report: context.recorder.report(plan, reasonOf) };
  },
};
