import { mergeLayoutTexts, mergeWorkflowTexts } from "../../format/merge.ts";
import { decodeText } from "../../format/read.ts";
import { AppError } from "../../model/error.ts";
import type { MergeFile } from "../../stores/store.ts";
import type { Checking } from "../checking.ts";
import type { Snapshot } from "./head.ts";
import { layoutPath, workflowPath } from "./names.ts";
import { collision, type OpenConflict, openConflicts } from "./open_conflicts.ts";

/** Merges a change with what became of its files between our reading and our commit. */
export interface MergeOnMove {
  readonly merge: MergeFile;
  /** The error that tells what kept it from merging. */
  collision(base: string | undefined, snapshot: Snapshot): Promise<AppError>;
}

/** How a file of a workflow is merged. */
interface FileKind {
  readonly file: OpenConflict["file"];
  merge(texts: Texts): { readonly text: string; readonly conflicts: readonly Conflict[] };
}

/** Creates what merges a change of a workflow and its layout. */
export function mergeOnMove(name: string, checking: Pick<Checking, "graph">): MergeOnMove {
  const kinds = kindsOf(name, checking);
  const found = new Map<string, readonly OpenConflict[]>();
  return {
    merge(path, { base, ours, theirs }) {
      const kind = kinds.get(path);
      const texts = base && ours && theirs && textsOf({ base, ours, theirs });
      if (!kind || !texts) return undefined;
      const content = attempt(() => {
        const { text, conflicts } = kind.merge(texts);
        found.set(path, openConflicts(kind.file, conflicts));
        if (conflicts.length > 0) return undefined;
        return text;
      });
      return content === undefined ? undefined : { path, content };
    },
    async collision(base, snapshot) {
      const etag = await snapshot.idOf(workflowPath(name));
      const conflicts = [...found.values()].flat();
      const message = "what you saved and what was saved meanwhile cannot be laid together";
      return collision({ name, base, head: snapshot.commit, etag, conflicts, message });
    },
  };
}

type Texts = Parameters<typeof mergeLayoutTexts>[0];
type Conflict = ReturnType<typeof mergeLayoutTexts>["conflicts"][number];

function kindsOf(name: string, checking: Pick<Checking, "graph">): ReadonlyMap<string, FileKind> {
  const [workflow, layout] = [workflowPath(name), layoutPath(name)];
  return new Map<string, FileKind>([
    [workflow, {
      file: "workflow",
      merge: (texts) => mergeWorkflowTexts(texts, name, checking.graph),
    }],
    [layout, {
      file: "layout",
      merge: (texts) => mergeLayoutTexts(texts, name),
    }],
  ]);
}

/** What is no UTF-8 would not come back as it was. */
function textsOf(bytes: Readonly<Record<keyof Texts, Uint8Array>>): Texts | undefined {
  const base = decodeText(bytes.base).text;
  const ours = decodeText(bytes.ours).text;
  const theirs = decodeText(bytes.theirs).text;
  if (base === undefined || ours === undefined || theirs === undefined) return undefined;
  return { base, ours, theirs };
}

/** What cannot be merged is a conflict, whatever the reason. */
function attempt(merge: () => string | undefined): string | undefined {
  try {
    return merge();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
