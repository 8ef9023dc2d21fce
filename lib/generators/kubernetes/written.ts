import type { Artifact, Fidelity } from "../../model/artifact.ts";
import type { Plan } from "../../model/resource.ts";
import { Sheet } from "../recorder.ts";
import { explainUnused } from "../shared/unused.ts";
import { type Context, contextOf } from "./context.ts";
import { changedBetween } from "./former.ts";
import { artifactOf, fileNameOf, type Manifest } from "./manifest.ts";
import { stepsOf } from "./manifests.ts";
import { type Part, partsOf } from "./parts.ts";
import { type Told, toldOf } from "./rows.ts";
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

/** The last plan of a series as it was made, for the next one to take from. */
interface Last extends Told {
  readonly context: Context;
  readonly parts: readonly Part[];
}

const last = new WeakMap<object, Last>();

function write(plan: Plan): Written {
  const before = plan.series && last.get(plan.series);
  const context = contextOf(plan);
  const { recorder } = context;
  const changed = before && changedBetween(before.context, context);
  const former = changed && { ...before, changed };
  const first = recorder.sheet;
  const parts = partsOf(stepsOf(context), recorder, former);
  recorder.sheet = new Sheet();
  const beside = sopsFilesOf(context);
  explainUnused(plan, context.index, recorder);
  const sheets = [first, ...parts.map(({ sheet }) => sheet), recorder.sheet];
  const told = once(() => toldOf(plan, sheets, former));
  if (plan.series) last.set(plan.series, { context, parts, ...told() });
  const manifests = inOrder(parts.flatMap(({ manifests }) => manifests));
  return {
    manifests,
    files: once(() => [...manifests.map(artifactOf), ...beside]),
    report: once(() => [...told().rows.values()].flat()),
  };
}

function inOrder(manifests: readonly Manifest[]): Manifest[] {
  return manifests.map((manifest) => ({ manifest, name: fileNameOf(manifest) }))
    .sort((a, b) => a.name < b.name ? -1 : 1)
    .map(({ manifest }) => manifest);
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => made ??= make();
}
