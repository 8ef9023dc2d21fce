import type { JSX } from "preact";
import { Icon } from "../../islands/Icon.tsx";
import { loader } from "../../islands/icon.ts";

/** Stands where the editor will be, in its shape, until its script has come. */
export function EditorView({ name }: { readonly name: string }): JSX.Element {
  return (
    <div id="editor">
      <div class="editor-skeleton">
        <div class="editor-skeleton-bar">
          <h1>{name}</h1>
        </div>
        <Bones />
        <div class="editor-skeleton-canvas" role="status">
          <Icon of={loader} size={20} />
          <p>Opening the canvas</p>
          <noscript>
            <p>The canvas needs JavaScript, which is turned off in this browser.</p>
          </noscript>
        </div>
        <Bones />
      </div>
    </div>
  );
}

function Bones(): JSX.Element {
  return (
    <div class="editor-skeleton-panel" aria-hidden="true">
      {[1, 2, 3, 4, 5].map((one) => <div key={one} class={one % 2 ? "bone" : "bone is-short"} />)}
    </div>
  );
}
