import type { JSX } from "preact";
import { Canvas } from "../canvas/Canvas.tsx";
import { ToastList } from "../toasts.tsx";
import { Banners } from "./Banners.tsx";
import { CanvasTools } from "./CanvasTools.tsx";
import { Dialogs } from "./Dialogs.tsx";
import { Dock } from "./Dock.tsx";
import { late } from "./late.tsx";
import { Inspector } from "./Inspector.tsx";
import { Palette } from "./Palette.tsx";
import { SelectionTools } from "./SelectionTools.tsx";
import { Toolbar } from "./Toolbar.tsx";
import type { EditorViewProps } from "./view_props.ts";

const DeploymentPanel = late(() =>
  import("./late_parts.ts").then((parts) => parts.DeploymentPanel)
);

/** Shows the editor of a workflow. */
export function Editor({ editor }: EditorViewProps): JSX.Element {
  const { panels: { isPaletteOpen, isInspectorOpen } } = editor;
  return (
    <div class="editor">
      <Toolbar editor={editor} />
      <Banners editor={editor} />
      <div class="editor-body">
        {editor.canEdit && isPaletteOpen.value && <Palette editor={editor} />}
        <div class="editor-middle">
          <section class="canvas" aria-label="Canvas">
            <Canvas editor={editor} />
            <EmptyHint editor={editor} />
            <SelectionTools editor={editor} />
            <CanvasTools editor={editor} />
            {editor.deploying.isShown.value && <DeploymentPanel editor={editor} />}
          </section>
          <Dock editor={editor} />
        </div>
        {isInspectorOpen.value && <Inspector editor={editor} />}
      </div>
      <Dialogs editor={editor} />
      <ToastList toasts={editor.toasts} />
    </div>
  );
}

function EmptyHint({ editor: { drawing, canEdit } }: EditorViewProps): JSX.Element | null {
  if (drawing.workflow.value.nodes.size > 0 || !drawing.isReadable.value) return null;
  return (
    <div class="canvas-empty">
      <h2>Nothing is drawn yet</h2>
      <p>
        {canEdit
          ? "Drag a component here, or choose one and press Enter."
          : "Whoever may edit this workflow can add the first node."}
      </p>
    </div>
  );
}
