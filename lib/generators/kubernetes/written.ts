import type { Artifact, Fidelity } from "../../model/artifact.ts";
import type { Plan } from "../../model/resource.ts";
import { Sheet } from "../recorder.ts";
import { explainUnused } from "../shared/unused.ts";
import { type Context, contextOf } from "./context.ts";
import { changedBetween } from "./former.ts";
import { artifactOf, fileNameOf, type Manifest } from "./manifest.ts";
import { stepsOf } from "./manifests.ts";
import { reasonOf } from "./reasons.ts";
import { type Part, partsOf } from "./parts.ts";
import { type Told, toldOf } from "./rows.ts";
import { sopsFilesOf } from "./sops_files.ts";

/** What a plan becomes, for this output and for those that are made of its objects. */
export interface Written {
  /** In the order of their files. */
  readonly manifests: readonly Manifest[];
  readonly files: () => readonly Artifact[];
  /** Those of the files that are no manifests. */
  readonly beside: readonly Artifact[];
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
  const context = contextOf(plan);
  const made = plan.series ? madeAfter(context, plan.series) : madeAlone(context);
  const manifests = inOrder(made.manifests);
  const { beside, report } = made;
  return {
    manifests,
    beside,
    files: once(() => [...manifests.map(artifactOf), ...beside]),
    report: once(report),
  };
}

/** What the steps come to, in their order. */
interface Made extends Omit<Written, "files"> {}

/** All on one sheet, since no part of it will be asked for again. */
function madeAlone(context: Context): Made {
  const manifests = [...stepsOf(context)].flatMap((step) => [...step()]);
  const beside = madeBeside(context);
  return { manifests, beside, report: () => context.recorder.report(context.plan, reasonOf) };
}

function madeAfter(context: Context, series: object): Made {
  const before = last.get(series);
  const changed = before && changedBetween(before.context, context);
  const former = changed && { ...before, changed };
  const { recorder, plan } = context;
  const first = recorder.sheet;
  const parts = partsOf(stepsOf(context), recorder, former);
  recorder.sheet = new Sheet();
  const beside = madeBeside(context);
  const sheets = [first, ...parts.map(({ sheet }) => sheet), recorder.sheet];
  const told = toldOf(plan, sheets, former);
  last.set(series, { context, parts, ...told });
  const manifests = parts.flatMap(({ manifests }) => manifests);
  return { manifests, beside, report: () => [...told.rows.values()].flat() };
}

/** What is no manifest, and what is said once all is written. */
function madeBeside(context: Context): Artifact[] {
  explainUnused(context.plan, context.index, context.recorder);
  return sopsFilesOf(context);
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
