import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./Icon.tsx";
import { loader } from "./icon.ts";

/** What a submit button is told. */
export interface SubmitProps {
  readonly isBusy: boolean;
  readonly children: ComponentChildren;
  readonly class?: string;
}

/** Sends a form; while it is on its way it says so and takes no second press. */
export function Submit({ isBusy, children, class: name = "is-primary" }: SubmitProps): JSX.Element {
  return (
    <button
      type="submit"
      class={`button ${name}${isBusy ? " is-busy" : ""}`}
      aria-disabled={isBusy}
      onClick={(event) => isBusy && event.preventDefault()}
    >
      {isBusy && <Icon of={loader} />}
      {children}
    </button>
  );
}
