import type { JSX } from "preact";
import { type Connection, endText } from "../../lib/model/workflow.ts";
import { plus, x } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import { IconButton } from "./IconButton.tsx";
import type { NodeProps } from "./view_props.ts";

/** The connections of a node, each of which can be removed. */
export function ConnectionList({ editor, id }: NodeProps): JSX.Element {
  const { drawing, canEdit, panels } = editor;
  const own = drawing.workflow.value.connections
    .filter(({ from, to }) => from.node === id || to.node === id);
  return (
    <section class="connections" aria-labelledby="connections-title">
      <div class="section-head">
        <h3 id="connections-title">Connections</h3>
        {canEdit && (
          <button
            type="button"
            class="button is-quiet is-small"
            title="Connect with a node of a list (C)"
            onClick={() => panels.dialog.value = "connect"}
          >
            <Icon of={plus} /> Connect
          </button>
        )}
      </div>
      {own.length === 0 && <p class="quiet">None yet.</p>}
      <ul>
        {own.map((connection) => (
          <ConnectionRow
            key={endText(connection.from) + endText(connection.to)}
            {...{ editor, id, connection }}
          />
        ))}
      </ul>
    </section>
  );
}

function ConnectionRow(
  { editor, id, connection }: NodeProps & { readonly connection: Connection },
): JSX.Element {
  const { from, to, order } = connection;
  const [own, other, way] = from.node === id ? [from, to, "to"] : [to, from, "from"];
  return (
    <li class="wire-row">
      <span>
        {own.port} {way}{" "}
        <button
          type="button"
          class="link-button"
          onClick={() => {
            editor.selection.select([other.node]);
            editor.view?.reveal(other.node);
          }}
        >
          {endText(other)}
        </button>
        {!order && <span class="chip">no order</span>}
      </span>
      {editor.canEdit && (
        <IconButton
          icon={x}
          label={`Remove the connection ${way} ${endText(other)}`}
          onClick={() => editor.disconnect(connection)}
        />
      )}
    </li>
  );
}
