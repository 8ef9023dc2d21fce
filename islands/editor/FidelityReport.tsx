import type { JSX } from "preact";
import { pathText } from "../../lib/model/json.ts";
import { lossesOf } from "./generated.ts";
import { NodeButton } from "./NodeButton.tsx";
import type { EditorViewProps } from "./view_props.ts";

/** What the output cannot carry as it is. */
export function FidelityReport({ editor }: EditorViewProps): JSX.Element | null {
  const generated = editor.rendering.generated.value;
  if (!generated) return null;
  const losses = lossesOf(generated);
  if (losses.length === 0) return <p class="quiet">Everything is carried over exactly.</p>;
  return (
    <details class="report">
      <summary>{losses.length} not carried over exactly</summary>
      <ul>
        {losses.map(({ node, path, class: kind, message }) => (
          <li key={node + pathText(path) + message}>
            <NodeButton editor={editor} node={node}>
              <span class={`chip ${kind === "dropped" ? "is-warning" : "is-info"}`}>{kind}</span>
              <code>{[node, pathText(path)].filter(Boolean).join(".")}</code>
            </NodeButton>
            <p class="quiet">{message}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
