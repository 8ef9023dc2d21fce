import type { ComponentChildren, JSX } from "preact";
import type { Editor } from "./editor.ts";

/** A row that leads to its node on the canvas. */
export function NodeButton(
  { editor, node, children }: {
    readonly editor: Editor;
    readonly node: string;
    readonly children: ComponentChildren;
  },
): JSX.Element {
  return (
    <button
      type="button"
      class="row-button"
      onClick={() => {
        editor.selection.select([node]);
        editor.view?.reveal(node);
      }}
    >
      {children}
    </button>
  );
}
