import type { JSX } from "preact";
import { plus } from "../icon.ts";
import type { EditorViewProps } from "./view_props.ts";
import { layout, maximize, minus } from "./icon.ts";
import { IconButton } from "./IconButton.tsx";

/** What can be done with the view of the canvas. */
export function CanvasTools({ editor }: EditorViewProps): JSX.Element {
  return (
    <div class="canvas-tools" role="group" aria-label="View">
      <IconButton icon={plus} label="Zoom in" keys="+" onClick={() => editor.view?.zoomIn()} />
      <IconButton icon={minus} label="Zoom out" keys="-" onClick={() => editor.view?.zoomOut()} />
      <IconButton
        icon={maximize}
        label="Show everything"
        keys="0"
        onClick={() => editor.view?.fit()}
      />
      {editor.canEdit && !editor.isLooking.value && (
        <IconButton
          icon={layout}
          label="Lay out anew"
          keys="L"
          onClick={() => editor.arrange()}
        />
      )}
    </div>
  );
}
