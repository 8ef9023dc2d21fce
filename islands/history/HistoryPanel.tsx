/// <reference lib="dom" />
import type { JSX } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "../editor/IconButton.tsx";
import { panelFocus } from "../editor/panel_focus.ts";
import type { EditorViewProps } from "../editor/view_props.ts";
import { x } from "../icon.ts";
import { ChangesPanel } from "./ChangesPanel.tsx";
import { createPast } from "./past.ts";
import { EntryList } from "./EntryList.tsx";
import { RestorePanel } from "./RestorePanel.tsx";

/** Shows what was done to the workflow, in the place of the inspector. */
export function HistoryPanel({ editor }: EditorViewProps): JSX.Element {
  const past = editor.openPast(createPast);
  const place = useRef<HTMLElement | null>(null);
  const take = useCallback((panel: HTMLElement | null) => {
    place.current = panel;
    return panelFocus(panel);
  }, []);
  useEffect(() => {
    const { historyOf } = editor.panels;
    if (historyOf.value !== undefined) void past.of(historyOf.value);
    historyOf.value = undefined;
    return () => editor.closePast();
  }, []);
  const isList = !past.restoring.wish.value && !past.shown.value;
  // What had the keyboard went with its view.
  useLayoutEffect(() => {
    if (isList && document.activeElement === document.body) place.current?.focus();
  }, [isList]);
  const close = () => editor.panels.side.value = undefined;
  return (
    <aside
      class={`inspector history${past.shown.value ? " is-looking" : ""}`}
      aria-label="History"
      tabIndex={-1}
      ref={take}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        if (isList) close();
        else past.leave();
      }}
    >
      <IconButton icon={x} label="Close history" class="history-close" onClick={close} />
      {past.restoring.wish.value
        ? <RestorePanel editor={editor} past={past} />
        : past.shown.value
        ? <ChangesPanel editor={editor} past={past} shown={past.shown.value} />
        : <EntryList editor={editor} past={past} />}
    </aside>
  );
}
