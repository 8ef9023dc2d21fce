import type { LocatedProblem } from "../../model/problem.ts";
import type { Checking } from "../checking.ts";
import type { Ruling } from "../ruling.ts";
import type { Snapshot } from "./head.ts";
import type { OpenFile } from "./opening.ts";
import { createRemembered, oncePer } from "./remembered.ts";
import type { WorkflowFindings } from "./summaries.ts";

/** What rules find in workflows that are saved. */
export interface Findings {
  /** How much rules find in a workflow that is there. */
  count(file: Pick<OpenFile, "name" | "etag">, snapshot: Snapshot): Promise<WorkflowFindings>;
  /** An open workflow whose problems include what rules find. */
  added(file: OpenFile, snapshot: Snapshot): Promise<OpenFile>;
}

/** What rules are asked with. */
export interface FindingsOptions {
  readonly checking: Checking;
  readonly ruling: Pick<Ruling, "today" | "workflow">;
}

/** How many workflows are remembered; of most there are only the few findings. */
const WORKFLOWS = 2000;

/** The file that sets the rules of a repository. */
const SETTINGS = "celestra.yaml";

/** Creates what asks rules once about a text, as long as their settings and the day stay. */
export function createFindings({ checking, ruling }: FindingsOptions): Findings {
  const known = createRemembered<Promise<readonly LocatedProblem[]>>(WORKFLOWS);

  async function of(
    { name, etag }: Pick<OpenFile, "name" | "etag">,
    snapshot: Snapshot,
  ): Promise<readonly LocatedProblem[]> {
    // Git may hold files under names that nobody can open; they are listed all the same.
    const path = `workflows/${name}.yaml`;
    const key = [path, etag, await snapshot.idOf(SETTINGS), ruling.today()].join("\0");
    return await known.of(key, async () => {
      const text = (await snapshot.read(path))!;
      return await ruling.workflow(checking.workflow(text, path), snapshot);
    });
  }

  // Who opens the same on the same day is given the same object, so that its answer is made once.
  const opened = oncePer((_: OpenFile) => createRemembered<Promise<OpenFile>>(1));
  return {
    async count(file, snapshot) {
      const found = await of(file, snapshot);
      const errors = found.filter(({ severity }) => severity === "error").length;
      return { errors, total: found.length };
    },
    added: (file, snapshot) =>
      opened(file).of(ruling.today(), async () => {
        const found = await of(file, snapshot);
        return { ...file, problems: [...file.problems, ...found] };
      }),
  };
}
