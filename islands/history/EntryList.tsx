/// <reference lib="dom" />
import type { JSX } from "preact";
import { clockTime } from "../editor/clock_time.ts";
import { Icon } from "../Icon.tsx";
import { chevronLeft, chevronRight } from "../icon.ts";
import { Notice } from "../Notice.tsx";
import { EntryView } from "./EntryView.tsx";
import type { PastProps } from "./view_props.ts";

/** Lists what was done, the newest first. */
export function EntryList({ editor, past }: PastProps): JSX.Element {
  const { page, fault } = past;
  const items = page.value?.items ?? [];
  return (
    <div class="inspector-body" aria-busy={page.value === undefined}>
      <header class="inspector-head">
        <h2>History</h2>
      </header>
      <Scope editor={editor} past={past} />
      {past.node.value === undefined && <DraftRow editor={editor} past={past} />}
      {fault.value && <Notice tone="fault">{fault.value}</Notice>}
      {page.value && items.length === 0 && <p class="quiet">Nothing was saved yet.</p>}
      <ol class="entries-of-history">
        {items.map((entry) => (
          <EntryView key={entry.commit} editor={editor} past={past} entry={entry} />
        ))}
      </ol>
      <Turning editor={editor} past={past} />
    </div>
  );
}

/** Of what the history is: the workflow, or the node that is selected. */
function Scope({ editor, past }: PastProps): JSX.Element | null {
  const selected = past.node.value ?? editor.selection.node.value;
  if (selected === undefined) return null;
  const title = editor.drawing.workflow.value.nodes.get(selected)?.title ?? selected;
  const one = (label: string, node: string | undefined) => (
    <label class="segment">
      <input
        type="radio"
        name="history-of"
        checked={past.node.value === node}
        onChange={() => void past.of(node)}
      />
      {label}
    </label>
  );
  return (
    <div class="segments" role="radiogroup" aria-label="History of">
      {one("Workflow", undefined)}
      {one(title, selected)}
    </div>
  );
}

/** What is not saved yet stands above everything that is. */
function DraftRow({ editor, past }: PastProps): JSX.Element | null {
  const { saving } = editor;
  if (!saving.isDirty.value) return null;
  const { savedAt } = saving.draft.value;
  return (
    <section class="history-entry is-draft" aria-label="Your draft">
      <p class="history-message">Your draft</p>
      <p class="quiet">
        Not saved yet{savedAt !== undefined && `, kept at ${clockTime(savedAt)}`}. Nobody else sees
        it.
      </p>
      <div class="history-actions">
        <button
          type="button"
          class="button is-small"
          onClick={() => void past.compare({ kind: "saved" }, { kind: "now" })}
        >
          Changes
        </button>
        <button
          type="button"
          class="button is-small is-danger"
          onClick={() => void editor.discard()}
        >
          Discard draft
        </button>
      </div>
    </section>
  );
}

function Turning({ past }: PastProps): JSX.Element | null {
  const { value } = past.page;
  if (!value) return null;
  const { page, perPage, total } = value;
  const last = Math.max(1, Math.ceil(total / perPage));
  if (last === 1) return null;
  const button = (to: number, label: string, icon: JSX.Element) => (
    <button
      type="button"
      class="button is-icon is-small"
      aria-label={label}
      disabled={to < 1 || to > last}
      onClick={() => void past.turn(to)}
    >
      {icon}
    </button>
  );
  return (
    <nav class="history-pages" aria-label="Pages of the history">
      <span class="quiet">Page {page} of {last}</span>
      {button(page - 1, "Newer", <Icon of={chevronLeft} />)}
      {button(page + 1, "Older", <Icon of={chevronRight} />)}
    </nav>
  );
}
