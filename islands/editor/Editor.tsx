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

const ConflictPanel = late(() => import("./late_parts.ts").then((parts) => parts.ConflictPanel));
const past = () => import("../history/parts.ts");
const HistoryPanel = late(() => past().then((parts) => parts.HistoryPanel));
const ComparisonView = late(() => past().then((parts) => parts.ComparisonView));

/** Shows the editor of a workflow. */
export function Editor({ editor }: EditorViewProps): JSX.Element {
  const { panels: { isPaletteOpen } } = editor;
  return (
    <div class="editor" aria-busy={!editor.isReady.value}>
      <Toolbar editor={editor} />
      <Banners editor={editor} />
      <div class="editor-body">
        {editor.canEdit && isPaletteOpen.value && <Palette editor={editor} />}
        <div class="editor-middle">
          <section class="canvas" aria-label="Canvas">
            <div class="canvas-own" inert={editor.isLooking.value}>
              <Canvas editor={editor} />
              <EmptyHint editor={editor} />
              <SelectionTools editor={editor} />
            </div>
            {editor.isLooking.value && <ComparisonView editor={editor} />}
            <CanvasTools editor={editor} />
            {editor.deploying.isShown.value && <DeploymentPanel editor={editor} />}
          </section>
          <Dock editor={editor} />
        </div>
        <SidePanel editor={editor} />
      </div>
      <Dialogs editor={editor} />
      <ToastList toasts={editor.toasts} />
    </div>
  );
}

/** Stands at the right of the canvas: what is selected, or what was asked for in its place. */
function SidePanel({ editor }: EditorViewProps): JSX.Element | null {
  const { side, isInspectorOpen } = editor.panels;
  if (side.value === "conflicts" && editor.saving.clash.value) {
    return <ConflictPanel editor={editor} />;
  }
  if (side.value === "history") return <HistoryPanel editor={editor} />;
  return isInspectorOpen.value ? <Inspector editor={editor} /> : null;
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
