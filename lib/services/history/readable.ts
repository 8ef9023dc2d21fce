import type { Drawing } from "../../model/diff.ts";
import type { LocatedProblem } from "../../model/problem.ts";
import type { Timeline } from "./timeline.ts";
import type { Version, Versions } from "./versions.ts";

/** A workflow as it was: what it said, or that it was not there, or why nobody can read it. */
export type State =
  | {
    readonly is: "there";
    readonly drawing: Drawing;
    readonly problems: readonly LocatedProblem[];
  }
  | { readonly is: "absent" }
  | { readonly is: "unreadable"; readonly problem: LocatedProblem };

/** What a version says. */
export async function stateOf(versions: Versions, version: Version): Promise<State> {
  const said = await versions.workflow(version);
  if (!said) return { is: "absent" };
  const problem = said.problems.find(({ severity }) => severity === "error");
  if (!said.value) return { is: "unreadable", problem: problem! };
  const layout = await versions.layout(version);
  const drawn = layout.value ?? { name: version.name, nodes: {}, notes: {} };
  return {
    is: "there",
    drawing: { workflow: said.value, layout: drawn },
    problems: [...said.problems, ...layout.problems],
  };
}

/** A moment of a timeline and its state. */
export interface Read {
  readonly index: number;
  readonly version: Version;
  readonly state: State;
}

/** The version of a moment, and what it says. */
export async function readAt(
  { moments }: Timeline,
  index: number,
  versions: Versions,
): Promise<Read> {
  const { commit, name } = moments[index]!;
  const version = await versions.at(commit, name);
  return { index, version, state: await stateOf(versions, version) };
}

/**
 * The states that a moment comes from. One that cannot be read stands for the last before it that can:
 * what a broken file would say nobody knows.
 */
export async function readBefore(
  timeline: Timeline,
  index: number,
  versions: Versions,
): Promise<Read[]> {
  const found: Read[] = [];
  for (const before of await timeline.before(index)) {
    let read: Read | undefined = await readAt(timeline, before, versions);
    while (read?.state.is === "unreadable") {
      const [further]: readonly number[] = await timeline.before(read.index);
      read = further === undefined ? undefined : await readAt(timeline, further, versions);
    }
    if (read) found.push(read);
  }
  return found;
}
