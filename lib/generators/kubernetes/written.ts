import type { Artifact, Fidelity } from "../../model/artifact.ts";
import type { Plan } from "../../model/resource.ts";
import { explainUnused } from "../shared/unused.ts";
import { contextOf } from "./context.ts";
import { artifactOf, fileNameOf, type Manifest } from "./manifest.ts";
import { manifestsOf } from "./manifests.ts";
import { reasonOf } from "./reasons.ts";
import { sopsFilesOf } from "./sops_files.ts";

/** What a plan becomes, for this output and for those that are made of its objects. */
export interface Written {
  /** In the order of their files. */
  readonly manifests: readonly Manifest[];
  readonly files: () => readonly Artifact[];
  readonly report: () => readonly Fidelity[];
}

const known = new WeakMap<Plan, Written>();

/** The objects of a plan, made once for as long as somebody holds the plan. */
export function writtenOf(plan: Plan): Written {
  let written = known.get(plan);
  if (!written) known.set(plan, written = write(plan));
  return written;
}

function write(plan: Plan): Written {
  const context = contextOf(plan);
  const manifests = [...manifestsOf(context)];
  const beside = sopsFilesOf(context);
  explainUnused(plan, context.index, context.recorder);
  manifests.sort((a, b) => fileNameOf(a) < fileNameOf(b) ? -1 : 1);
  return {
    manifests,
    files: once(() => [...manifests.map(artifactOf), ...beside]),
    report: once(() => context.recorder.report(plan, reasonOf)),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => made ??= make();
}
