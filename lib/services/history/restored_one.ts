import { withRestoredNode } from "../../format/restored.ts";
import { AppError } from "../../model/error.ts";
import { type Kept, restoredNode } from "../../model/history/restored_node.ts";
import type { Json } from "../../model/json.ts";
import { isSame } from "../../model/json_path.ts";
import type { Judge } from "../../model/merge.ts";
import type { Workflow } from "../../model/workflow.ts";
import { readWorkflow } from "../content/comparable.ts";
import { workflowPath } from "../content/names.ts";
import { drawingOf } from "./chronicle.ts";
import { type Moment, toldOf } from "./moment.ts";
import { pace } from "./pace.ts";
import {
  drawn,
  type Made,
  type Past,
  said,
  type Skipped,
  type TodaysFiles,
} from "./restoration.ts";
import type { Version } from "./versions.ts";

/** Which node is wanted, and on what terms. */
export interface NodeWish {
  readonly past: Past;
  readonly today: TodaysFiles;
  readonly judge: Judge;
  readonly overwrite: boolean;
}

/** Today's files with a node as it was. */
export async function nodeOf(
  id: string,
  { past, today, judge, overwrite }: NodeWish,
): Promise<Made> {
  const { chronicle, version } = past;
  const was = drawingOf(await chronicle.state(version), version.commit)!;
  const now = drawn(today);
  if (!now || today.workflow === undefined) throw unreadable(today);
  const since = await statesSince(past);
  const later = since.map(({ workflow }) => workflow);
  const { drawing, node, was: then, kept } = restoredNode(id, { was, later, today: now }, {
    overwrite,
    judge,
  });
  const texts = {
    was: (await chronicle.versions.text(version))!,
    since: await textSince(past, since, then) ?? today.workflow,
    today: { name: today.name, workflow: today.workflow, layout: today.layout },
  };
  const files = withRestoredNode(texts, drawing, { today: node, then });
  const skipped = kept.map((one) => skippedOf(one, since.map(({ moment }) => moment)));
  return { ...files, ...said(now, drawing), skipped, node };
}

function unreadable({ name, workflow }: TodaysFiles): AppError {
  if (workflow === undefined) {
    return new AppError("not_found", `There is no workflow "${name}" today to put a node into`);
  }
  const { problems } = readWorkflow(workflow, workflowPath(name));
  return new AppError("unprocessable", `${workflowPath(name)} cannot be read today`, {
    details: { problems },
  });
}

/** A version that followed, and the moment that made it. */
interface Later {
  readonly moment: Moment;
  readonly version: Version;
  readonly workflow: Workflow;
}

/** The versions since that can be read, the oldest first, from that in which the two lines parted. */
async function statesSince({ chronicle, timeline, version, count }: Past): Promise<Later[]> {
  const since: Later[] = [];
  const from = Math.min(count, timeline.moments.length - 1);
  for (let index = from; index >= 0; index--) {
    const moment = timeline.moments[index]!;
    const there = await chronicle.versions.at(moment.commit, moment.name);
    const state = await chronicle.state(there);
    if (state.is !== "there" || there.workflow === version.workflow && index === count) continue;
    since.push({ moment, version: there, workflow: state.drawing.workflow });
    await pace(index);
  }
  return since;
}

/** The text after the first change of a node since. */
async function textSince(
  { chronicle, version }: Past,
  since: readonly Later[],
  node: string,
): Promise<string | undefined> {
  const state = await chronicle.state(version);
  const was = state.is === "there" ? state.drawing.workflow.nodes.get(node) : undefined;
  const first = since.find(({ workflow }) =>
    !isSame(workflow.nodes.get(node) as unknown as Json, was as unknown as Json)
  );
  return first && await chronicle.versions.text(first.version);
}

function skippedOf({ reason, message, again, ...kept }: Kept, since: readonly Moment[]): Skipped {
  if (reason !== "changed_again") return { ...kept, reason: message! };
  const moment = since[again ?? since.length];
  if (!moment) return { ...kept, reason: "Changed again, and not committed yet" };
  const commit = toldOf(moment);
  return {
    ...kept,
    reason: `Changed again by ${commit.author} in ${commit.commit.slice(0, 7)}`,
    commit,
  };
}
