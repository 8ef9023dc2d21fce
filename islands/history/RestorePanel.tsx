/// <reference lib="dom" />
import type { JSX } from "preact";
import { fieldTitle } from "../editor/field_words.ts";
import { Notice } from "../Notice.tsx";
import { Submit } from "../Submit.tsx";
import type { RestoreAnswer } from "./answers.ts";
import { BackButton } from "./ChangesPanel.tsx";
import { Changes } from "./EntryView.tsx";
import { firstLine, shortId } from "./side.ts";
import type { PastProps } from "./view_props.ts";

/** Shows what bringing back would do, and does it. */
export function RestorePanel({ editor, past }: PastProps): JSX.Element | null {
  const { wish, would, fault, isBusy, isStale } = past.restoring;
  if (!wish.value) return null;
  const { entry, node } = wish.value;
  const { workflow, layout } = editor.saving.saved.value.texts;
  // Comments are no operations, and come back with a whole workflow.
  const canRestore = would.value !== undefined &&
    (would.value.text !== workflow || would.value.layout.text !== layout);
  const restore = async () => {
    if (await past.restore()) editor.toasts.done(`Restored from ${shortId(entry.commit)}.`);
  };
  return (
    <div class="inspector-body" aria-busy={isBusy.value}>
      <header class="inspector-head">
        <BackButton leave={() => past.leave()} />
        <h2>Restore {node === undefined ? "the workflow" : <code>{node}</code>}</h2>
        <p class="quiet">
          as it was at <code>{shortId(entry.commit)}</code>: {firstLine(entry.message)}
        </p>
      </header>
      {fault.value && <Notice tone="fault">{fault.value}</Notice>}
      {isStale.value && (
        <Notice tone="info">Somebody saved meanwhile. This is what it would do now.</Notice>
      )}
      {editor.saving.isDirty.value && (
        <Notice tone="info">
          Your draft stays, on top of what is restored.
        </Notice>
      )}
      {would.value && <Would editor={editor} past={past} would={would.value} />}
      <form
        class="history-actions"
        onSubmit={(event) => {
          event.preventDefault();
          void restore();
        }}
      >
        <button type="button" class="button" onClick={() => past.leave()}>Cancel</button>
        {canRestore && <Submit isBusy={isBusy.value}>Restore</Submit>}
      </form>
    </div>
  );
}

function Would(
  { editor, past, would }: PastProps & { readonly would: RestoreAnswer },
): JSX.Element {
  const { changes, later, operations, skipped } = would;
  return (
    <>
      <section>
        <h3>What would change</h3>
        {operations.length === 0
          ? (
            <p class="quiet">
              {skipped.length > 0 ? "Nothing." : "Nothing: it says the same today."}
            </p>
          )
          : <Changes changes={changes} />}
      </section>
      <SkippedList editor={editor} past={past} would={would} />
      {later.length > 0 && (
        <details class="history-more">
          <summary>Saved since then: {later.length}</summary>
          <ul class="history-changes">
            {later.map(({ commit, author, message }) => (
              <li key={commit}>
                <b>{author}</b> {firstLine(message)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** What stays, and why; a person may take it back all the same. */
function SkippedList(
  { editor, past, would: { skipped } }: PastProps & { readonly would: RestoreAnswer },
): JSX.Element | null {
  const isOverwriting = past.restoring.wish.value?.isOverwriting === true;
  if (skipped.length === 0 && !isOverwriting) return null;
  const componentOf = (node: string) => editor.drawing.workflow.value.nodes.get(node)?.component;
  return (
    <section>
      <h3>What stays as it is</h3>
      <ul class="history-changes">
        {skipped.map(({ node, path, reason }) => (
          <li key={JSON.stringify([node, path])}>
            <b>{fieldTitle(editor.catalogue, componentOf(node), path) || node}</b>: {reason}
          </li>
        ))}
      </ul>
      <label class="check">
        <input
          type="checkbox"
          checked={isOverwriting}
          onChange={({ currentTarget }) => void past.overwrite(currentTarget.checked)}
        />
        Take these later edits back, too
      </label>
    </section>
  );
}
