/// <reference lib="dom" />
import type { Editor } from "./editor.ts";

/** Something that a key does. */
export interface Shortcut {
  /** As people read it: `Ctrl+Z`. */
  readonly keys: readonly string[];
  readonly title: string;
  readonly group: "Edit" | "Select" | "View" | "Work";
  /** Whether it works while somebody types in a field. */
  readonly isEverywhere?: boolean;
  /** Whether it leaves the keys alone while the focus is beside the canvas. */
  readonly isCanvas?: boolean;
  /** Whether it is something that only those who may edit can do. */
  readonly isEdit?: boolean;
  /** Does it; without one the canvas or the browser does. */
  readonly run?: (editor: Editor) => void;
}

/** Everything that keys do, in the order of the list behind `?`. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ["Ctrl+Z"], title: "Undo", group: "Edit", isEdit: true, run: (editor) => editor.undo() },
  {
    keys: ["Ctrl+Y", "Ctrl+Shift+Z"],
    title: "Redo",
    group: "Edit",
    isEdit: true,
    run: (editor) => editor.redo(),
  },
  // The browser's own events carry the clipboard.
  { keys: ["Ctrl+C"], title: "Copy the selected nodes", group: "Edit" },
  { keys: ["Ctrl+V"], title: "Paste", group: "Edit", isEdit: true },
  {
    keys: ["Ctrl+D"],
    title: "Duplicate the selected nodes",
    group: "Edit",
    isEdit: true,
    run: (editor) => editor.duplicate(),
  },
  {
    keys: ["Delete", "Backspace"],
    title: "Delete what is selected",
    group: "Edit",
    isCanvas: true,
    isEdit: true,
    run: (editor) => editor.remove(),
  },
  {
    keys: ["C"],
    title: "Connect the selected node with one of a list",
    group: "Edit",
    isEdit: true,
    run: openConnect,
  },
  { keys: ["Arrow keys"], title: "Move the selected nodes", group: "Edit", isEdit: true },
  { keys: ["Tab"], title: "Go to the next node or connection", group: "Select" },
  { keys: ["Enter"], title: "Select what has the focus", group: "Select" },
  {
    keys: ["Ctrl+A"],
    title: "Select everything",
    group: "Select",
    isCanvas: true,
    run: (editor) => editor.selection.all(),
  },
  { keys: ["Shift+drag"], title: "Select what is in a box", group: "Select" },
  { keys: ["Shift+click"], title: "Add to the selection", group: "Select" },
  { keys: ["Escape"], title: "Select nothing", group: "Select", run: (e) => e.selection.clear() },
  { keys: ["+", "="], title: "Zoom in", group: "View", run: (editor) => editor.view?.zoomIn() },
  { keys: ["-"], title: "Zoom out", group: "View", run: (editor) => editor.view?.zoomOut() },
  { keys: ["0"], title: "Show everything", group: "View", run: (editor) => editor.view?.fit() },
  { keys: ["1"], title: "Natural size", group: "View", run: (editor) => editor.view?.zoomReset() },
  { keys: ["L"], title: "Lay out anew", group: "View", isEdit: true, run: (e) => e.arrange() },
  { keys: ["/"], title: "Search the palette", group: "Work", isEdit: true, run: focusPalette },
  {
    keys: ["Ctrl+S"],
    title: "Save",
    group: "Work",
    isEverywhere: true,
    isEdit: true,
    run: (editor) => void editor.saving.save(),
  },
  { keys: ["H"], title: "Show the history", group: "Work", run: toggleHistory },
  { keys: ["P"], title: "Show problems", group: "Work", run: (e) => e.panels.open("problems") },
  { keys: ["S"], title: "Show the source", group: "Work", run: (e) => e.panels.open("source") },
  { keys: ["F"], title: "Show the files", group: "Work", run: (e) => e.panels.open("files") },
  {
    keys: ["?"],
    title: "Show this list",
    group: "Work",
    run: (editor) => void (editor.panels.dialog.value = "shortcuts"),
  },
];

function openConnect({ selection, panels, toasts }: Editor): void {
  if (selection.node.value !== undefined) panels.dialog.value = "connect";
  else toasts.fault("Select the one node that you want to connect, then press C.");
}

function toggleHistory({ panels: { side } }: Editor): void {
  side.value = side.value === "history" ? undefined : "history";
}

function focusPalette({ panels }: Editor): void {
  panels.isPaletteOpen.value = true;
  setTimeout(() => document.querySelector<HTMLElement>("#palette-search")?.focus());
}

/** A key as the list writes it. */
export function keyText(
  { key, ctrlKey, metaKey, shiftKey, altKey }: Pick<
    KeyboardEvent,
    "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey"
  >,
): string {
  if (altKey) return "";
  const name = key.length === 1 ? key.toUpperCase() : key;
  // A character such as ? needs Shift on some keyboards and not on others.
  const shift = shiftKey && (key.length > 1 || /[a-z]/i.test(key)) ? "Shift+" : "";
  return `${ctrlKey || metaKey ? "Ctrl+" : ""}${shift}${name}`;
}
