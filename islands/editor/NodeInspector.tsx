/// <reference lib="dom" />
import type { JSX } from "preact";
import type { WorkflowNode } from "../../lib/model/workflow.ts";
import { trash } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import { ConnectionList } from "./ConnectionList.tsx";
import type { NodeProps } from "./view_props.ts";
import { ConfigForm } from "./ConfigForm.tsx";
import { HistoryButton } from "./HistoryButton.tsx";
import { GroupField } from "./GroupField.tsx";
import { componentIcon } from "./icon.ts";
import { StatusReport } from "./StatusReport.tsx";

/** Shows and changes a node. */
export function NodeInspector({ editor, id }: NodeProps): JSX.Element | null {
  const node = editor.drawing.workflow.value.nodes.get(id);
  if (!node) return null;
  const type = editor.typeOf(id);
  return (
    <div class="inspector-body">
      <header class="inspector-head is-node">
        <span class="node-icon">
          <Icon of={componentIcon(node.component)} size={18} />
        </span>
        <div>
          <h2>{node.title ?? id}</h2>
          <p class="quiet">
            {type?.title ?? node.component} · <code>{id}</code>
          </p>
        </div>
      </header>
      <StatusReport editor={editor} id={id} />
      <StrayProblems editor={editor} id={id} />
      <fieldset class="plain" disabled={!editor.canEdit}>
        <TitleField editor={editor} id={id} node={node} />
        <GroupField editor={editor} id={id} />
        {type
          ? <ConfigForm editor={editor} id={id} schema={type.config} config={node.config} />
          : (
            <p class="quiet">
              There is no component "{node.component}" in the catalogue, so it has no form. Its
              config stands in the Source tab.
            </p>
          )}
      </fieldset>
      <ConnectionList editor={editor} id={id} />
      <HistoryButton editor={editor} node={id} />
      {editor.canEdit && (
        <button
          type="button"
          class="button is-danger is-small"
          onClick={() => editor.remove()}
        >
          <Icon of={trash} /> Delete node
        </button>
      )}
    </div>
  );
}

function TitleField(
  { editor, id, node }: NodeProps & { readonly node: WorkflowNode },
): JSX.Element {
  return (
    <div class="field">
      <label for="node-title">Title</label>
      <input
        id="node-title"
        class="input"
        value={node.title ?? ""}
        placeholder={id}
        maxLength={200}
        onInput={({ currentTarget }) => editor.setTitle(id, currentTarget.value)}
        onBlur={() => editor.settle()}
      />
    </div>
  );
}

/** What is wrong with the node and belongs to no field of its form. */
function StrayProblems({ editor, id }: NodeProps): JSX.Element | null {
  const problems = (editor.drawing.byNode.value.get(id) ?? [])
    .filter(({ path }) => path[3] !== "config" || path.length <= 4);
  if (problems.length === 0) return null;
  return (
    <ul class="stray-problems">
      {problems.map(({ message, severity }) => (
        <li key={message} class={`is-${severity}`}>{message}</li>
      ))}
    </ul>
  );
}
