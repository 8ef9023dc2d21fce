/// <reference lib="dom" />
import type { JSX } from "preact";
import { isObject, type Json } from "../../lib/model/json.ts";
import { flowText } from "../../lib/model/schema_text.ts";
import type { ConflictAnswer } from "./api_answers.ts";
import { isWholeNode, isWritable, valueOf } from "./clashing.ts";
import { componentIn, fieldTitle, valueWords } from "./field_words.ts";
import { NodeButton } from "./NodeButton.tsx";
import type { EditorViewProps } from "./view_props.ts";
import { MarkBadges } from "../canvas/NodeView.tsx";

interface ConflictViewProps extends EditorViewProps {
  readonly conflict: ConflictAnswer;
}

/** One thing that both made differently: what it was, what either made of it, and which is saved. */
export function ConflictView({ editor, conflict }: ConflictViewProps): JSX.Element {
  const { id, message, base, ours, theirs } = conflict;
  const isStuck = editor.clashing.stuck.value.includes(conflict);
  return (
    <fieldset class="clash">
      <legend>
        <Head editor={editor} conflict={conflict} />
      </legend>
      {message && <p class="quiet">{message}</p>}
      {!isStuck && (
        <>
          <Side editor={editor} conflict={conflict} side="theirs" label="Mine" value={theirs} />
          <Side
            editor={editor}
            conflict={conflict}
            side="ours"
            label="Saved by others"
            value={ours}
          />
          <Side editor={editor} conflict={conflict} side="base" label="As it was" value={base} />
          {isWritable(conflict) && <Own key={id} editor={editor} conflict={conflict} />}
        </>
      )}
    </fieldset>
  );
}

/** Leads to the node on the canvas. */
function Head({ editor, conflict }: ConflictViewProps): JSX.Element {
  const { node, path, message } = conflict;
  const marks = [{ kind: "conflict", title: message ?? "Both changed it" } as const];
  const found = node === null ? undefined : editor.drawing.workflow.value.nodes.get(node);
  const title = fieldTitle(editor.catalogue, componentIn(conflict, found), path);
  const what = isWholeNode(conflict) ? "The node" : path[0] === "graph" ? "Together" : title;
  if (node === null) {
    return (
      <span class="clash-head">
        <MarkBadges marks={marks} /> {what}
      </span>
    );
  }
  return (
    <NodeButton editor={editor} node={node}>
      <MarkBadges marks={marks} />
      <span>
        <b>{found?.title ?? node}</b>: {what}
      </span>
    </NodeButton>
  );
}

interface SideProps extends ConflictViewProps {
  readonly side: "base" | "ours" | "theirs";
  readonly label: string;
  readonly value: Json;
}

function Side({ editor: { clashing }, conflict, side, label, value }: SideProps): JSX.Element {
  const chosen = clashing.decided.value.get(conflict.id);
  return (
    <label class="choice">
      <input
        type="radio"
        name={conflict.id}
        checked={chosen !== undefined && "take" in chosen && chosen.take === side}
        onChange={() => clashing.decide({ id: conflict.id, take: side })}
      />
      <span>
        <span class="quiet">{label}</span>
        <Value value={value} isNode={isWholeNode(conflict)} />
      </span>
    </label>
  );
}

/** A value of one's own in the place of both. */
function Own({ editor: { clashing }, conflict }: ConflictViewProps): JSX.Element {
  const chosen = clashing.decided.value.get(conflict.id);
  const own = chosen && "value" in chosen ? chosen.value : undefined;
  const decide = (text: string) =>
    clashing.decide({ id: conflict.id, value: valueOf(text, conflict) });
  const start = () => valueWords(conflict.theirs) ?? "";
  return (
    <div class="choice">
      <input
        type="radio"
        name={conflict.id}
        aria-label="Another value"
        checked={own !== undefined}
        onChange={() => decide(start())}
      />
      <span>
        <span class="quiet">Another value</span>
        <input
          class="input"
          aria-label="Value of one's own"
          autocomplete="off"
          value={own === undefined ? "" : String(own)}
          onInput={({ currentTarget }) => decide(currentTarget.value)}
        />
      </span>
    </div>
  );
}

function Value({ value, isNode }: { readonly value: Json; readonly isNode: boolean }): JSX.Element {
  if (value === null) return <i class="quiet">{isNode ? "Removed" : "Nothing"}</i>;
  if (!isObject(value)) return <span>{valueWords(value)}</span>;
  const lines = Object.entries(value).map(([key, entry]) => `${key}: ${flowText(entry)}`);
  return <pre>{lines.join("\n")}</pre>;
}
