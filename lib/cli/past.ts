import { AppError } from "../model/error.ts";
import { checkName } from "../services/content/names.ts";
import { type Chronicle, createChronicle } from "../services/history/chronicle.ts";
import type { Told } from "../services/history/moment.ts";
import type { Timeline } from "../services/history/timeline.ts";
import { printable } from "./faults.ts";
import type { Repository } from "./repository.ts";

/** The past of one workflow, seen from a commit. */
export interface Past {
  readonly chronicle: Chronicle;
  readonly head: string;
  readonly timeline: Timeline;
}

/** The past of a workflow that is or was there. @throws `not_found`. */
export async function pastOf(
  repository: Repository,
  name: string,
  revision = "HEAD",
): Promise<Past> {
  checkName("a workflow", name);
  const chronicle = createChronicle(await repository.store());
  const head = await chronicle.commit(revision);
  const timeline = await chronicle.timeline(name, head);
  if (timeline.moments.length > 0) return { chronicle, head, timeline };
  throw new AppError("not_found", `There never was a workflow "${name}" in ${repository.root}`);
}

/** A commit in one line: its id, day, author and subject. */
export function toldText({ commit, at, author, message }: Told): string {
  const [subject = ""] = message.split("\n");
  return printable(`${commit.slice(0, 7)} ${at.slice(0, 10)} ${author}: ${subject}`);
}
