/// <reference lib="dom" />
import type { JSX } from "preact";
import { copy, x } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import { Notice } from "../Notice.tsx";
import { Submit } from "../Submit.tsx";
import { ConflictView } from "./ConflictView.tsx";
import { IconButton } from "./IconButton.tsx";
import { panelFocus } from "./panel_focus.ts";
import type { EditorViewProps } from "./view_props.ts";

/** Lists what two people made differently, and asks which of both is saved. */
export function ConflictPanel({ editor }: EditorViewProps): JSX.Element | null {
  const { saving, clashing } = editor;
  const clash = saving.clash.value;
  const close = () => editor.panels.side.value = undefined;
  if (!clash) return null;
  const { conflicts, stuck, open } = clashing;
  const save = async () => {
    if (await saving.save({ resolutions: clashing.resolutions() })) close();
  };
  return (
    <aside
      class="inspector conflicts"
      aria-label="Conflicts"
      tabIndex={-1}
      ref={panelFocus}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      <IconButton icon={x} label="Close conflicts" class="history-close" onClick={close} />
      <form
        class="inspector-body"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <header class="inspector-head">
          <h2>
            {conflicts.value.length === 1
              ? "One thing collides"
              : `${conflicts.value.length} things collide`}
          </h2>
          <p class="quiet">
            Somebody saved while you were editing. Everything else is put together by itself.
          </p>
        </header>
        {clash.isUnreadable && <Unreadable editor={editor} message={clash.message} />}
        {conflicts.value.length > 1 && stuck.value.length < conflicts.value.length && (
          <div class="history-actions">
            <button
              type="button"
              class="button is-small"
              onClick={() => clashing.takeAll("theirs")}
            >
              All mine
            </button>
            <button type="button" class="button is-small" onClick={() => clashing.takeAll("ours")}>
              All theirs
            </button>
          </div>
        )}
        {conflicts.value.map((conflict) => (
          <ConflictView key={conflict.id} editor={editor} conflict={conflict} />
        ))}
        <footer class="conflicts-foot">
          <p class="quiet" role="status">
            {open.value > 0
              ? `${open.value} left to decide`
              : stuck.value.length > 0
              ? "Change your drawing, then save."
              : "Everything is decided."}
          </p>
          <button
            type="button"
            class="button is-danger is-small"
            onClick={() => void editor.discard()}
          >
            Discard my draft
          </button>
          <Submit isBusy={saving.state.value === "saving"}>Save</Submit>
        </footer>
      </form>
    </aside>
  );
}

/** When one side is no workflow, both are only texts, which a person lays together. */
function Unreadable(
  { editor, message }: EditorViewProps & { readonly message: string },
): JSX.Element {
  const mine = editor.history.texts.value.workflow;
  return (
    <Notice tone="warning">
      <p>{message}</p>
      <button
        type="button"
        class="button is-small"
        onClick={async () => {
          await navigator.clipboard.writeText(mine);
          editor.toasts.done("Your text is copied.");
        }}
      >
        <Icon of={copy} /> Copy my text
      </button>
    </Notice>
  );
}
