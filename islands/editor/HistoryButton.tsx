import type { JSX } from "preact";
import { Icon } from "../Icon.tsx";
import { historyIcon } from "./icon.ts";
import type { EditorViewProps } from "./view_props.ts";

/** Leads to the history of the workflow, or of a node. */
export function HistoryButton(
  { editor: { panels }, node }: EditorViewProps & { readonly node?: string },
): JSX.Element {
  return (
    <button
      type="button"
      class="button is-small"
      onClick={() => {
        panels.historyOf.value = node;
        panels.side.value = "history";
      }}
    >
      <Icon of={historyIcon} /> {node === undefined ? "History" : "History of this node"}
    </button>
  );
}
