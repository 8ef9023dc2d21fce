/// <reference lib="dom" />
import type { ComponentChildren, JSX } from "preact";
import { Dialog } from "./Dialog.tsx";
import { Notice } from "./Notice.tsx";
import { Submit } from "./Submit.tsx";

/** What a dialog with a form is told. */
export interface FormDialogProps {
  readonly title: string;
  /** What the button that sends it says. */
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly isWide?: boolean;
  readonly isBusy: boolean;
  /** Why it was not done. */
  readonly fault: string | undefined;
  readonly children: ComponentChildren;
  readonly onSubmit: (field: (name: string) => string) => void;
  readonly onClose: () => void;
}

/** Asks for something by a form over the page, and says what went wrong with it. */
export function FormDialog(props: FormDialogProps): JSX.Element {
  const { title, action, isDangerous, isWide, isBusy, fault, children, onSubmit, onClose } = props;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    onSubmit((name) => String(fields.get(name) ?? ""));
  };
  return (
    <Dialog title={title} isOpen onClose={onClose} {...isWide && { class: "is-wide" }}>
      <form onSubmit={submit}>
        {children}
        {fault && <Notice tone="fault">{fault}</Notice>}
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>Cancel</button>
          <Submit isBusy={isBusy} class={isDangerous ? "is-danger" : "is-primary"}>{action}</Submit>
        </div>
      </form>
    </Dialog>
  );
}
