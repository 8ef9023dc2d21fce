/// <reference lib="dom" />
import type { JSX } from "preact";
import { x } from "../icon.ts";
import type { EditorViewProps } from "./view_props.ts";
import { IconButton } from "./IconButton.tsx";
import { late } from "./late.tsx";
import { WorkflowInspector } from "./WorkflowInspector.tsx";

const parts = () => import("./late_parts.ts");
const NodeInspector = late(() => parts().then((all) => all.NodeInspector));
const SelectionInspector = late(() => parts().then((all) => all.SelectionInspector));

/** Shows and changes what is selected: a node, several, or the workflow itself. */
export function Inspector({ editor }: EditorViewProps): JSX.Element {
  const { selection, panels } = editor;
  const node = selection.node.value;
  const isMany = selection.nodes.value.size > 1 || selection.connections.value.size > 0;
  return (
    <aside class="inspector" aria-label="Inspector">
      <IconButton
        icon={x}
        label="Close inspector"
        class="sheet-close"
        onClick={() => panels.isInspectorOpen.value = false}
      />
      {node !== undefined
        ? <NodeInspector key={node} editor={editor} id={node} />
        : isMany
        ? <SelectionInspector editor={editor} />
        : <WorkflowInspector editor={editor} />}
    </aside>
  );
}
