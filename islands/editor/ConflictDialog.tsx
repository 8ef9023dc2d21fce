/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { check, copy } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import { Dialog } from "../Dialog.tsx";
import { Notice } from "../Notice.tsx";
import type { EditorViewProps } from "./view_props.ts";

/** Asks what to do when somebody else saved while there are edits here. */
export function ConflictDialog({ editor }: EditorViewProps): JSX.Element | null {
  const { saving, history, toasts } = editor;
  const isCopied = useSignal(false);
  const conflict = saving.conflict.value;
  if (!conflict) return null;
  const { actor = "Somebody else", refusal } = conflict;
  const mine = history.texts.value.workflow;
  const copyMine = async () => {
    await navigator.clipboard.writeText(mine);
    isCopied.value = true;
  };
  return (
    <Dialog
      title={`${actor} saved this workflow`}
      isOpen
      onClose={() => saving.later()}
      class="is-wide"
    >
      <p>
        The workflow changed since you opened it, so your edits are not saved yet. Choose which
        edits go on.
      </p>
      {refusal && <Notice tone="warning">{refusal}</Notice>}
      <details class="mine">
        <summary>My text</summary>
        <textarea class="input is-code" readOnly rows={12} aria-label="My text" value={mine} />
      </details>
      <div class="dialog-actions">
        <button type="button" class="button is-quiet" onClick={() => void copyMine()}>
          <Icon of={isCopied.value ? check : copy} />
          {isCopied.value ? "Copied" : "Copy my text"}
        </button>
        <button
          type="button"
          class="button is-danger"
          onClick={() => {
            saving.takeTheirs();
            toasts.done("You see what was saved; your edits are gone.");
          }}
        >
          Drop my edits
        </button>
        <button
          type="button"
          class="button is-primary"
          disabled={refusal !== undefined}
          onClick={() => {
            saving.takeBoth();
            toasts.done("Your edits are on top of theirs. Look at them, then save.");
          }}
        >
          Put my edits on top
        </button>
      </div>
    </Dialog>
  );
}
