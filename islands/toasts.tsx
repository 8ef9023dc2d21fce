/// <reference lib="dom" />
import { type ReadonlySignal, signal } from "@preact/signals";
import type { JSX } from "preact";
import { Icon } from "./Icon.tsx";
import { circleAlert, circleCheck, x } from "./icon.ts";

/** A short message that goes away. */
export interface Toast {
  readonly id: number;
  readonly tone: "done" | "fault";
  readonly text: string;
  readonly action?: ToastAction | undefined;
}

/** What can be done about a message, such as Undo. */
export interface ToastAction {
  readonly label: string;
  run(): void;
}

/** The messages of a page. */
export interface Toasts {
  readonly list: ReadonlySignal<readonly Toast[]>;
  /** Says that something is done. */
  done(text: string, action?: ToastAction): void;
  /** Says that something did not work, and what to do next; it stays until it is closed. */
  fault(text: string, action?: ToastAction): void;
  close(id: number): void;
}

/** How long a message stays; one with an action longer, since it has to be reached. */
const STAY = { plain: 5_000, withAction: 12_000 };

/** Creates the messages of a page. */
export function createToasts(
  later: (work: () => void, milliseconds: number) => unknown = setTimeout,
): Toasts {
  const list = signal<readonly Toast[]>([]);
  let next = 1;
  const close = (id: number) => {
    list.value = list.value.filter((toast) => toast.id !== id);
  };
  const show = (tone: Toast["tone"], text: string, action?: ToastAction) => {
    const id = next++;
    list.value = [...list.value.slice(-2), { id, tone, text, action }];
    if (tone === "done") later(() => close(id), action ? STAY.withAction : STAY.plain);
  };
  return {
    list,
    done: (text, action) => show("done", text, action),
    fault: (text, action) => show("fault", text, action),
    close,
  };
}

/** Shows messages in a corner, and reads them out. */
export function ToastList({ toasts }: { readonly toasts: Toasts }): JSX.Element {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.list.value.map((toast) => <ToastView key={toast.id} toast={toast} toasts={toasts} />)}
    </div>
  );
}

function ToastView(
  { toast: { id, tone, text, action }, toasts }: { readonly toast: Toast; readonly toasts: Toasts },
): JSX.Element {
  const run = () => {
    toasts.close(id);
    action?.run();
  };
  return (
    <div class={`toast is-${tone}`}>
      <Icon of={tone === "done" ? circleCheck : circleAlert} />
      <p>{text}</p>
      {action && <button type="button" class="button is-small" onClick={run}>{action.label}
      </button>}
      <button
        type="button"
        class="button is-quiet is-icon is-small"
        aria-label="Close message"
        onClick={() => toasts.close(id)}
      >
        <Icon of={x} />
      </button>
    </div>
  );
}
