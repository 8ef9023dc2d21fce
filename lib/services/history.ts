import { plainChange, type WorkflowChange } from "../format/changes.ts";
import type { RenderedChange } from "../format/rendered_changes.ts";
import type { Catalogue } from "../model/catalogue.ts";
import { problems } from "../model/problems.ts";
import { pick } from "../model/registry.ts";
import type { Store } from "../stores/store.ts";
import type { Checking } from "./checking.ts";
import type { Head, Snapshot } from "./content/head.ts";
import { absent, checkName } from "./content/names.ts";
import { contentsAt, workflowNames } from "./contents.ts";
import type { GenerationOptions } from "./generation.ts";
import { type Blame, blameOf } from "./history/blame.ts";
import { createChronicle, drawingOf } from "./history/chronicle.ts";
import { changesBetween, type Side, wordsOf } from "./history/differing.ts";
import { logOf, type LogPart, type LogQuery } from "./history/logging.ts";
import { createReading, type OpenVersion } from "./history/reading.ts";
import { createRestoring, type Restoring } from "./history/saving_restored.ts";
import type { Timeline } from "./history/timeline.ts";
import { renderedDifferencesOf } from "./rendered_differences.ts";
import type { Workflows } from "./workflows.ts";

export type { Blame } from "./history/blame.ts";
export type { HistoryEntry } from "./history/entries.ts";
export type { LogQuery } from "./history/logging.ts";
export type { OpenVersion } from "./history/reading.ts";
export type { RestoreRequest } from "./history/restored_files.ts";
export type { Restored } from "./history/saving_restored.ts";

/** The past of workflows: who changed what and when, how it was, and how it is brought back. */
export interface History extends Restoring {
  /** The commits that changed a workflow or one of its nodes. @throws `not_found`. */
  log(name: string, query: LogQuery): Promise<Tagged<LogPart>>;
  /** A workflow as it was. @throws `not_found`. */
  at(name: string, commit: string): Promise<OpenVersion>;
  /** What two commits or branches say differently about a workflow. @throws `not_found`. */
  diff(name: string, between: Between): Promise<Tagged<WorkflowDiff>>;
  /** Which commit last said what. @throws `not_found`, `unprocessable`. */
  blame(name: string): Promise<Tagged<WorkflowBlame>>;
}

/** An answer and the version that it is of: the same tag, the same answer. */
export type Tagged<T> = T & { readonly tag: string };

/** Two revisions; the head of the default branch and what was before its last change unless told. */
export interface Between {
  readonly base?: string;
  readonly head?: string;
  /** The output, or the environment, whose rendered files are compared too. */
  readonly output?: string;
  readonly environment?: string;
}

/** What differs, as `celestra diff` prints it, and in words. */
export interface WorkflowDiff {
  readonly base: string;
  readonly head: string;
  readonly workflows: readonly Omit<WorkflowChange, "base" | "head">[];
  readonly changes: readonly string[];
  /** What differs in the rendered files, where an output or an environment was asked for. */
  readonly rendered?: readonly RenderedChange[];
}

/** Who said what in a workflow. */
export interface WorkflowBlame extends Blame {
  readonly name: string;
  /** The last commit that changed it, and the id of its blob. */
  readonly commit: string;
  readonly etag: string;
}

/** What the history is told with. */
export interface HistoryOptions {
  readonly store: Store;
  readonly head: Head;
  readonly checking: Checking;
  readonly catalogue: Catalogue;
  readonly workflows: Pick<Workflows, "change">;
  readonly tools: GenerationOptions;
}

/** Creates access to the past of the workflows of a repository. */
export function createHistory(options: HistoryOptions): History {
  const { store, head, checking, catalogue, workflows, tools } = options;
  const chronicle = createChronicle(store);
  const { versions } = chronicle;
  const reading = createReading({ versions, checking });
  const restoring = createRestoring({
    chronicle,
    checking,
    head,
    workflows,
    judge: (workflow) => problems(workflow, catalogue),
  });

  /** The history of a workflow that is or was there. */
  async function known(
    name: string,
  ): Promise<{ readonly commit: string; readonly timeline: Timeline }> {
    checkName("a workflow", name);
    const snapshot = await head.recent();
    const { commit } = snapshot;
    if (commit === undefined) throw await absentIn(name, snapshot);
    const timeline = await chronicle.timeline(name, commit);
    if (timeline.moments.length === 0) throw await absentIn(name, snapshot);
    return { commit, timeline };
  }

  async function sideAt(name: string, commit: string, timeline: Timeline): Promise<Side> {
    const version = await chronicle.versionAt(name, commit, timeline)
      .catch(() => versions.at(commit, name));
    return { version, state: await chronicle.state(version) };
  }

  /** What the files that are rendered of both versions say differently, if that was asked for. */
  async function renderedOf(
    names: readonly string[],
    [base, to]: readonly [string, string],
    { output, environment }: Between,
  ): Promise<Pick<WorkflowDiff, "rendered">> {
    if (output === undefined && environment === undefined) return {};
    const outputs = output === undefined
      ? undefined
      : [pick("output", tools.generators, output).id];
    const states = { base: contentsAt(store, base), head: contentsAt(store, to) };
    const options = { checking, tools, environment, outputs };
    return { rendered: await renderedDifferencesOf(names, states, options) };
  }

  return {
    async log(name, query) {
      const { timeline } = await known(name);
      return { ...await logOf(timeline, query, chronicle), tag: timeline.moments[0]!.commit };
    },
    async at(name, revision) {
      const { timeline } = await known(name);
      const commit = await chronicle.commit(revision);
      return await reading(await chronicle.versionAt(name, commit, timeline));
    },
    async diff(name, between) {
      const { commit, timeline } = await known(name);
      const last = timeline.moments[0]!;
      const [base, to] = await Promise.all([
        chronicle.commit(between.base ?? last.parents[0] ?? last.commit),
        chronicle.commit(between.head ?? commit),
      ]);
      const [one, other] = await Promise.all([
        sideAt(name, base, timeline),
        sideAt(name, to, timeline),
      ]);
      if (one.state.is === "absent" && other.state.is === "absent") {
        await chronicle.versionAt(name, to, timeline);
      }
      const changes = changesBetween(one, other);
      const names = [...new Set([one, other].map(({ version }) => version.name))].sort();
      const rendered = await renderedOf(names, [base, to], between);
      const asked = [between.output, between.environment].map((one) => one ?? "").join(":");
      return {
        base,
        head: to,
        workflows: changes.map(plainChange),
        changes: wordsOf(changes),
        ...rendered,
        tag: `${base}..${to}${rendered.rendered ? `:${asked}` : ""}`,
      };
    },
    async blame(name) {
      const { commit, timeline } = await known(name);
      const version = await versions.at(commit, name);
      const drawing = drawingOf(await chronicle.state(version), commit);
      if (!drawing) throw await absentIn(name, await head.recent());
      const last = timeline.moments[0]!.commit;
      const blame = await blameOf(drawing.workflow, timeline, versions);
      return { name, commit: last, etag: version.workflow!, ...blame, tag: last };
    },
    preview: restoring.preview,
    restore: restoring.restore,
  };
}

async function absentIn(name: string, snapshot: Snapshot) {
  return absent("workflow", name, await workflowNames(snapshot));
}
