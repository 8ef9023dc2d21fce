/// <reference lib="dom" />
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./Icon.tsx";
import { x } from "./icon.ts";

/** What a dialog is told. */
export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Called by Escape, the cross, and a click beside it. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly class?: string;
}

/** Asks for something before anything else. The browser keeps the focus in it and gives it back. */
export function Dialog(
  { title, isOpen, onClose, children, class: name }: DialogProps,
): JSX.Element | null {
  if (!isOpen) return null;
  return (
    <dialog
      ref={open}
      class={name ? `dialog ${name}` : "dialog"}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={({ target, currentTarget }) => target === currentTarget && onClose()}
    >
      <div class="dialog-content">
        <header class="dialog-head">
          <h2 id="dialog-title">{title}</h2>
          <button
            type="button"
            class="button is-quiet is-icon"
            aria-label="Close"
            onClick={onClose}
          >
            <Icon of={x} />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** Called when the element stands in the page; the answer is called before it leaves. */
function open(dialog: HTMLDialogElement | null): (() => void) | undefined {
  if (!dialog) return;
  dialog.showModal();
  // The first that can be focused is the cross, which nobody opened the dialog for.
  dialog.querySelector<HTMLElement>("input, select, textarea")?.focus();
  // The focus goes back from a dialog that is closed, and not from one that is just removed.
  return () => dialog.close();
}
