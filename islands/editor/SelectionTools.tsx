import type { JSX } from "preact";
import { copy, trash } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import type { EditorViewProps } from "./view_props.ts";
import { link } from "./icon.ts";
import { IconButton } from "./IconButton.tsx";

/** What can be done with what is selected. */
export function SelectionTools({ editor }: EditorViewProps): JSX.Element | null {
  const { selection, panels, canEdit } = editor;
  const nodes = selection.nodes.value.size;
  const connections = selection.connections.value.size;
  if (!canEdit || nodes + connections === 0) return null;
  return (
    <div class="selection-tools" role="toolbar" aria-label="What is selected">
      <span class="selection-count">{countText(nodes, connections)}</span>
      {nodes === 1 && (
        <button
          type="button"
          class="button is-quiet is-small"
          title="Connect with a node of a list (C)"
          onClick={() => panels.dialog.value = "connect"}
        >
          <Icon of={link} /> Connect
        </button>
      )}
      {nodes > 0 && (
        <IconButton
          icon={copy}
          label="Duplicate"
          keys="Ctrl+D"
          onClick={() => editor.duplicate()}
        />
      )}
      <IconButton icon={trash} label="Delete" keys="Del" onClick={() => editor.remove()} />
    </div>
  );
}

function countText(nodes: number, connections: number): string {
  const parts = [
    nodes > 0 ? `${nodes} ${nodes === 1 ? "node" : "nodes"}` : "",
    connections > 0 ? `${connections} ${connections === 1 ? "connection" : "connections"}` : "",
  ];
  return parts.filter(Boolean).join(", ");
}
