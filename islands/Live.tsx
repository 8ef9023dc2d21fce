import type { JSX } from "preact";
import { Icon } from "./Icon.tsx";
import { rotateCw } from "./icon.ts";
import type { NewsState } from "./tidings.ts";

/** Says when what happens elsewhere does not arrive. While all is well it says nothing. */
export function Live({ state }: { readonly state: NewsState }): JSX.Element | null {
  if (state !== "reconnecting") return null;
  return (
    <span class="chip is-warning is-moving" role="status">
      <Icon of={rotateCw} size={13} /> Reconnecting
    </span>
  );
}
