import type { Workflow } from "../../lib/model/workflow.ts";
import { type Copied, copied, copiedIn, pasted } from "./clipboard.ts";
import type { Drawing } from "./drawing.ts";
import type { Editor } from "./editor.ts";
import type { Selection } from "./selection.ts";

/** Copies of what is selected. */
export type Copying = Pick<Editor, "copy" | "paste" | "duplicate">;

/** What copying takes. */
export interface CopyingOptions {
  readonly drawing: Drawing;
  readonly selection: Selection;
  readonly insert: Editor["insert"];
}

/** How far a copy stands from what it was made of. */
const ASIDE = 40;

/** Creates what copies nodes. Each time the same is pasted it stands further aside. */
export function createCopying({ drawing, selection, insert }: CopyingOptions): Copying {
  let last: Copied | undefined;
  let times = 0;
  const workflow = (): Workflow => drawing.workflow.value;
  const copySelected = () =>
    selection.nodes.value.size === 0
      ? undefined
      : copied(workflow(), drawing.layout.value.nodes, selection.nodes.value);
  const put = (copy: Copied, far: number) => {
    const { operations, nodes } = pasted(copy, workflow(), { x: far, y: far });
    insert(operations, nodes);
  };
  return {
    copy() {
      const copy = copySelected();
      if (copy) [last, times] = [copy, 0];
      return copy;
    },
    paste(text) {
      const copy = (text === undefined ? undefined : copiedIn(text)) ?? last;
      if (!copy) return;
      if (JSON.stringify(copy) !== JSON.stringify(last)) times = 0;
      last = copy;
      put(copy, ASIDE * ++times);
    },
    duplicate() {
      const copy = copySelected();
      if (copy) put(copy, ASIDE);
    },
  };
}
