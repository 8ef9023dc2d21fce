import type { JSX } from "preact";
import { Dialog } from "../Dialog.tsx";
import type { EditorViewProps } from "./view_props.ts";
import { SHORTCUTS } from "./shortcuts.ts";

/** The list of everything that keys do. */
export function Shortcuts({ editor }: EditorViewProps): JSX.Element {
  const { dialog } = editor.panels;
  const groups = Map.groupBy(
    SHORTCUTS.filter(({ isEdit }) => editor.canEdit || !isEdit),
    ({ group }) => group,
  );
  return (
    <Dialog
      title="Keyboard shortcuts"
      isOpen
      onClose={() => dialog.value = undefined}
      class="is-wide"
    >
      <div class="shortcuts">
        {[...groups].map(([group, shortcuts]) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {shortcuts.map(({ keys, title }) => (
                <div key={title}>
                  <dt>{title}</dt>
                  <dd>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p class="quiet">On a Mac, use Command for Ctrl.</p>
    </Dialog>
  );
}
