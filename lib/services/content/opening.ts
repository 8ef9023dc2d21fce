import { parseLayout } from "../../format/layout.ts";
import type { LocatedProblem } from "../../model/problem.ts";
import type { Checking } from "../checking.ts";
import { workflowNames } from "../contents.ts";
import type { Snapshot } from "./head.ts";
import { layoutText } from "./layout_text.ts";
import { absent, layoutPath, workflowPath } from "./names.ts";
import { createRemembered, oncePer } from "./remembered.ts";

/** A file as it is at the head of the default branch. */
export interface OpenFile {
  readonly name: string;
  readonly text: string;
  /** The id of its blob, without quotes. */
  readonly etag: string;
  readonly commit: string;
  readonly problems: readonly LocatedProblem[];
}

/** A layout; `etag` is undefined where it is made and not read. */
export type OpenLayout = Omit<OpenFile, "etag"> & { readonly etag: string | undefined };

/** Opens the files of workflows at a commit. */
export interface Opening {
  /** @throws `not_found`. */
  workflow(name: string, snapshot: Snapshot): Promise<OpenFile>;
  /** The layout that is there, or one that is made. @throws `not_found` without a workflow. */
  layout(name: string, snapshot: Snapshot): Promise<OpenLayout>;
}

/** A text and what is wrong with it. */
type Judged = Pick<OpenFile, "text" | "problems">;

/** How many files are kept as they were judged. */
const FILES = 128;

/** Creates what opens workflows and layouts. A file is judged once for all who open it. */
export function createOpening(checking: Checking): Opening {
  const files = createRemembered<Promise<Judged>>(FILES);

  /** A file that is there, read and judged; kept by its place and the id of its blob. */
  function judged(
    { path, etag }: { readonly path: string; readonly etag: string },
    snapshot: Snapshot,
    problemsOf: (text: string, path: string) => readonly LocatedProblem[],
  ): Promise<Judged> {
    return files.of(`${path}\0${etag}`, async () => {
      const text = (await snapshot.read(path))!;
      return { text, problems: problemsOf(text, path) };
    });
  }

  // What was opened at a snapshot is one object for all who open it there.
  const workflowsAt = oncePer((_: Snapshot) => createRemembered<Promise<OpenFile>>(FILES));
  const layoutsAt = oncePer((_: Snapshot) => createRemembered<Promise<OpenLayout>>(FILES));

  function workflow(name: string, snapshot: Snapshot): Promise<OpenFile> {
    return workflowsAt(snapshot).of(name, () => open(name, snapshot));
  }

  async function open(name: string, snapshot: Snapshot): Promise<OpenFile> {
    const path = workflowPath(name);
    const etag = await snapshot.idOf(path);
    if (!etag) throw absent("workflow", name, await workflowNames(snapshot));
    const file = await judged({ path, etag }, snapshot, problemsOfWorkflow);
    return { name, ...file, etag, commit: snapshot.commit! };
  }

  function problemsOfWorkflow(text: string, path: string): readonly LocatedProblem[] {
    return checking.workflow(text, path).problems;
  }

  function made({ name, text, etag }: OpenFile): Promise<Judged> {
    return files.of(`made\0${name}\0${etag}`, () => {
      const { value } = checking.workflow(text, workflowPath(name)).document;
      const layout = value ? checking.layout(value) : { nodes: {}, notes: {} };
      return Promise.resolve({ text: layoutText({ ...layout, name }), problems: [] });
    });
  }

  async function openLayout(name: string, snapshot: Snapshot): Promise<OpenLayout> {
    const drawn = await workflow(name, snapshot);
    const path = layoutPath(name);
    const etag = await snapshot.idOf(path);
    const file = etag
      ? await judged({ path, etag }, snapshot, problemsOfLayout)
      : await made(drawn);
    return { name, ...file, etag, commit: drawn.commit };
  }

  return {
    workflow,
    layout: (name, snapshot) => layoutsAt(snapshot).of(name, () => openLayout(name, snapshot)),
  };
}

function problemsOfLayout(text: string, path: string): readonly LocatedProblem[] {
  return parseLayout(text, path).problems;
}
