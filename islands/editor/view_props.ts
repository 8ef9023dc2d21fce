import type { Editor } from "./editor.ts";

/** What every part of the editor is told. */
export interface EditorViewProps {
  readonly editor: Editor;
}

/** What a part about one node is told. */
export interface NodeProps extends EditorViewProps {
  readonly id: string;
}
