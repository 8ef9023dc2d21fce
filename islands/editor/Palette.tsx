/// <reference lib="dom" />
import { useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { ComponentType } from "../../lib/model/catalogue.ts";
import { DRAGGED } from "../canvas/dragged.ts";
import { plus, search } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import type { EditorViewProps } from "./view_props.ts";
import type { Editor } from "./editor.ts";
import { componentIcon } from "./icon.ts";
import { paletteGroups } from "./palette_groups.ts";

/** Everything that can be added, to be searched, dragged or chosen. */
export function Palette({ editor }: EditorViewProps): JSX.Element {
  const words = useSignal("");
  const groups = useComputed(() =>
    paletteGroups(editor.catalogue, editor.drawing.workflow.value.kind, words.value)
  );
  return (
    <section class="palette" aria-label="Palette">
      <div class="input-with-icon">
        <Icon of={search} />
        <input
          id="palette-search"
          class="input"
          type="search"
          placeholder="Search components"
          aria-label="Search components"
          autocomplete="off"
          value={words.value}
          onInput={({ currentTarget }) => words.value = currentTarget.value}
          onKeyDown={({ key }) => {
            if (key === "Escape") words.value = "";
            const [, [first] = []] = groups.value[0] ?? [];
            if (key !== "Enter" || !first) return;
            words.value = "";
            addAt(editor, first.id);
          }}
        />
      </div>
      <div class="palette-groups">
        {groups.value.map(([category, components]) => (
          <div key={category}>
            <h2 class="label">{category}</h2>
            <ul>
              {components.map((component) => (
                <li key={component.id}>
                  <PaletteItem component={component} editor={editor} />
                </li>
              ))}
            </ul>
          </div>
        ))}
        {groups.value.length === 0 && (
          <p class="quiet">
            Nothing is called that. Try another word.
          </p>
        )}
      </div>
    </section>
  );
}

/** Adds a node in the middle and puts the keyboard on it. */
function addAt(editor: Editor, component: string): void {
  const node = editor.add(component);
  if (!node) return;
  if (editor.isNarrow) editor.panels.isPaletteOpen.value = false;
  editor.view?.focus(node);
}

function PaletteItem(
  { component: { id, title, description }, editor }: {
    readonly component: ComponentType;
    readonly editor: Editor;
  },
): JSX.Element {
  return (
    <button
      type="button"
      class="palette-item"
      draggable
      title={description}
      onDragStart={({ dataTransfer }) => {
        dataTransfer?.setData(DRAGGED, id);
        if (dataTransfer) dataTransfer.effectAllowed = "copy";
      }}
      onClick={() => addAt(editor, id)}
    >
      <span class="node-icon">
        <Icon of={componentIcon(id)} size={17} />
      </span>
      <span class="palette-words">
        <span class="palette-title">{title}</span>
        <span class="palette-about">{description}</span>
      </span>
      <Icon of={plus} class="palette-plus" />
    </button>
  );
}
