/// <reference lib="dom" />
import type { JSX } from "preact";
import { circleAlert } from "../icon.ts";
import { Icon } from "../Icon.tsx";

/** Stands where the editor could not start. */
export function Broken({ message }: { readonly message: string }): JSX.Element {
  return (
    <div class="editor-broken" role="alert">
      <Icon of={circleAlert} size={28} />
      <h2>The editor could not start</h2>
      <p>{message}</p>
      <button type="button" class="button" onClick={() => location.reload()}>Load again</button>
    </div>
  );
}
