/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Dialog } from "../Dialog.tsx";
import type { EditorViewProps } from "./view_props.ts";

/** Asks why something was changed, for the history. */
export function SaveDialog({ editor: { saving, panels } }: EditorViewProps): JSX.Element {
  const message = useSignal("");
  const close = () => panels.dialog.value = undefined;
  return (
    <Dialog title="Save with a message" isOpen onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          close();
          void saving.save({ message: message.value });
        }}
      >
        <div class="field">
          <label for="save-message">What did you change?</label>
          <input
            id="save-message"
            class="input"
            maxLength={1000}
            autoFocus
            autocomplete="off"
            value={message.value}
            aria-describedby="save-message-hint"
            onInput={({ currentTarget }) => message.value = currentTarget.value}
          />
          <p class="hint" id="save-message-hint">
            It becomes the message of the commit. Without one, Celestra writes it.
          </p>
        </div>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={close}>Cancel</button>
          <button type="submit" class="button is-primary">Save</button>
        </div>
      </form>
    </Dialog>
  );
}
