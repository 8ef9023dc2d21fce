import type { JSX } from "preact";
import { DeployButton, DeploymentButton } from "./DeployControls.tsx";
import { historyIcon, inspectorIcon, keyboard, paletteIcon, redo, undo } from "./icon.ts";
import { IconButton } from "./IconButton.tsx";
import { SaveButtons, SaveState } from "./SaveControls.tsx";
import type { EditorViewProps } from "./view_props.ts";

/** The bar above the canvas: what is open, how it stands, and what can be done with it. */
export function Toolbar({ editor }: EditorViewProps): JSX.Element {
  const { drawing, history, panels, canEdit, name } = editor;
  const { title = name, kind } = drawing.workflow.value;
  return (
    <header class="editor-bar">
      {canEdit && <PanelButton editor={editor} />}
      <div class="editor-title">
        <h1 title={title}>{title}</h1>
        <span class="editor-kind">{kind}{title !== name && ` · ${name}`}</span>
      </div>
      <SaveState editor={editor} />
      <div class="editor-actions">
        {canEdit && (
          <>
            <IconButton
              icon={undo}
              label="Undo"
              keys="Ctrl+Z"
              class="is-extra"
              disabled={!history.canUndo.value}
              onClick={() => editor.undo()}
            />
            <IconButton
              icon={redo}
              label="Redo"
              keys="Ctrl+Y"
              class="is-extra"
              disabled={!history.canRedo.value}
              onClick={() => editor.redo()}
            />
          </>
        )}
        <IconButton
          icon={historyIcon}
          label="History"
          keys="H"
          class="is-extra"
          pressed={panels.side.value === "history"}
          onClick={() => {
            panels.side.value = panels.side.value === "history" ? undefined : "history";
          }}
        />
        <IconButton
          icon={keyboard}
          label="Keyboard shortcuts"
          keys="?"
          class="is-extra"
          onClick={() => panels.dialog.value = "shortcuts"}
        />
        <DeploymentButton editor={editor} />
        <SaveButtons editor={editor} />
        <DeployButton editor={editor} />
        <IconButton
          icon={inspectorIcon}
          label="Inspector"
          pressed={panels.isInspectorOpen.value && panels.side.value === undefined}
          onClick={() => {
            const isHidden = panels.side.value !== undefined;
            panels.side.value = undefined;
            panels.isInspectorOpen.value = isHidden || !panels.isInspectorOpen.value;
            if (editor.isNarrow) panels.isPaletteOpen.value = false;
          }}
        />
      </div>
    </header>
  );
}

function PanelButton({ editor: { panels, isNarrow } }: EditorViewProps): JSX.Element {
  return (
    <IconButton
      icon={paletteIcon}
      label="Palette"
      pressed={panels.isPaletteOpen.value}
      onClick={() => {
        panels.isPaletteOpen.value = !panels.isPaletteOpen.value;
        if (isNarrow) panels.isInspectorOpen.value = false;
      }}
    />
  );
}
