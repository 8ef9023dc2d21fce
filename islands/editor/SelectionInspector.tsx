import type { JSX } from "preact";
import { endText } from "../../lib/model/workflow.ts";
import { copy, trash } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import type { EditorViewProps } from "./view_props.ts";
import { componentIcon } from "./icon.ts";
import { connectionId } from "./selection.ts";

/** What can be done with several things at once. */
export function SelectionInspector({ editor }: EditorViewProps): JSX.Element {
  const { selection, drawing, canEdit } = editor;
  const { nodes, connections } = drawing.workflow.value;
  const chosen = [...selection.nodes.value].flatMap((id) => nodes.get(id) ?? []);
  const joined = connections.filter((one) => selection.connections.value.has(connectionId(one)));
  return (
    <div class="inspector-body">
      <header class="inspector-head">
        <h2>{chosen.length > 0 ? `${chosen.length} nodes` : "Connections"}</h2>
      </header>
      {canEdit && (
        <div class="bulk">
          {chosen.length > 0 && (
            <button
              type="button"
              class="button is-small"
              onClick={() => editor.duplicate()}
            >
              <Icon of={copy} /> Duplicate
            </button>
          )}
          <button type="button" class="button is-danger is-small" onClick={() => editor.remove()}>
            <Icon of={trash} /> Delete
          </button>
        </div>
      )}
      <ul class="chosen">
        {chosen.map(({ id, title, component }) => (
          <li key={id}>
            <button type="button" class="row-button" onClick={() => selection.select([id])}>
              <Icon of={componentIcon(component)} />
              {title ?? id}
            </button>
          </li>
        ))}
        {joined.map(({ from, to }) => (
          <li key={endText(from) + endText(to)} class="wire-row">
            <span>
              <code>{endText(from)}</code> to <code>{endText(to)}</code>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
