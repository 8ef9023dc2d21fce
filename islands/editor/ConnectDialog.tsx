/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { lookup } from "../../lib/model/json.ts";
import { endText } from "../../lib/model/workflow.ts";
import { Dialog } from "../Dialog.tsx";
import { search } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import type { EditorViewProps } from "./view_props.ts";
import type { Editor } from "./editor.ts";
import { type Join, partnersOf } from "./joins.ts";

/** Connects the selected node with a port of a list, without a pointer. */
export function ConnectDialog({ editor }: EditorViewProps): JSX.Element | null {
  const words = useSignal("");
  const { panels, selection, drawing } = editor;
  const node = selection.node.value;
  const close = () => panels.dialog.value = undefined;
  if (node === undefined) return null;
  const joins = joinsOf(editor, node).filter((join) =>
    `${endText(join.from)} ${endText(join.to)} ${titleOf(editor, otherOf(join, node))}`
      .toLowerCase().includes(words.value.toLowerCase())
  );
  const connect = (join: Join) => {
    if (editor.connect(join)) close();
  };
  const title = drawing.workflow.value.nodes.get(node)?.title ?? node;
  return (
    <Dialog title={`Connect ${title}`} isOpen onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (joins[0]) connect(joins[0]);
        }}
      >
        <div class="input-with-icon">
          <Icon of={search} />
          <input
            class="input"
            type="search"
            autoFocus
            aria-label="Search ports"
            placeholder="Search ports"
            value={words.value}
            onInput={({ currentTarget }) => words.value = currentTarget.value}
          />
        </div>
      </form>
      <ul class="join-list">
        {joins.map((join) => {
          const isProvider = join.from.node === node;
          return (
            <li key={endText(join.from) + endText(join.to)}>
              <button type="button" class="row-button" onClick={() => connect(join)}>
                <span class="join-way">{isProvider ? "gives" : "takes"}</span>
                <code>{isProvider ? join.from.port : join.to.port}</code>
                <span class="join-way">{isProvider ? "to" : "from"}</span>
                <strong>{titleOf(editor, otherOf(join, node))}</strong>
                <code>{endText(isProvider ? join.to : join.from)}</code>
              </button>
            </li>
          );
        })}
      </ul>
      {joins.length === 0 && (
        <p class="quiet">
          {words.value === ""
            ? "No other node has a free port that fits. Add one from the palette first."
            : "No port is called that."}
        </p>
      )}
    </Dialog>
  );
}

/** Every connection that the node could get now. */
function joinsOf({ catalogue, drawing }: Editor, node: string): Join[] {
  const workflow = drawing.workflow.value;
  const type = lookup(catalogue.components, workflow.nodes.get(node)?.component ?? "");
  return (["outputs", "inputs"] as const).flatMap((side) =>
    Object.keys(type?.[side] ?? {}).flatMap((port) =>
      partnersOf(workflow, catalogue, { node, port }, side)
    )
  );
}

function otherOf({ from, to }: Join, node: string): string {
  return from.node === node ? to.node : from.node;
}

function titleOf({ drawing }: Editor, node: string): string {
  return drawing.workflow.value.nodes.get(node)?.title ?? node;
}
