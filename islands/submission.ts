import { type ReadonlySignal, signal } from "@preact/signals";
import { messageOf } from "./api.ts";

/** A form that may be on its way, or was refused. */
export interface Submission {
  readonly isBusy: ReadonlySignal<boolean>;
  /** Why it did not work. */
  readonly fault: ReadonlySignal<string | undefined>;
}

/**
 * Creates what sends a form that leads to another page: it stays busy where it worked.
 *
 * @param before Why it did not work, when it was sent without script.
 */
export function createSubmission(before: string | undefined): {
  readonly state: Submission;
  send(work: () => Promise<void>): Promise<void>;
} {
  const isBusy = signal(false);
  const fault = signal(before);
  return {
    state: { isBusy, fault },
    async send(work) {
      isBusy.value = true;
      fault.value = undefined;
      try {
        await work();
      } catch (error) {
        fault.value = messageOf(error);
        isBusy.value = false;
      }
    },
  };
}
