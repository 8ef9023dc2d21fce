/// <reference lib="dom" />
import type { Editor } from "./editor.ts";
import { keyText, SHORTCUTS } from "./shortcuts.ts";

/** Does what keys are for, wherever the focus is in the page. */
export function followKeys(editor: Editor): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const text = keyText(event);
    const shortcut = SHORTCUTS.find(({ keys, run }) => run && keys.includes(text));
    if (!shortcut?.run || (shortcut.isEdit && !canEdit(editor))) return;
    if (!shortcut.isEverywhere && isTyping(event, text)) return;
    if (shortcut.isCanvas && isBeside(event.target)) return;
    event.preventDefault();
    shortcut.run(editor);
  });
  document.addEventListener("copy", (event) => {
    if (isField(event.target) || hasTextSelected()) return;
    const copy = editor.copy();
    if (!copy) return;
    event.clipboardData?.setData("text/plain", JSON.stringify(copy, undefined, 2));
    event.preventDefault();
  });
  document.addEventListener("paste", (event) => {
    if (isField(event.target) || document.querySelector("dialog[open]")) return;
    if (editor.isLooking.value) return;
    editor.paste(event.clipboardData?.getData("text/plain"));
    event.preventDefault();
  });
}

/** Whether edits are possible, and what they change is seen. */
function canEdit({ canEdit, isLooking }: Editor): boolean {
  return canEdit && !isLooking.value;
}

/** Whether a key belongs to a field. A field of a form has no undo of its own: it has the editor's. */
function isTyping({ target }: KeyboardEvent, text: string): boolean {
  if (!isField(target)) return text === "Enter";
  const isUndo = /^Ctrl\+(Shift\+)?[ZY]$/.test(text);
  return !(isUndo && (target as Element).closest(".inspector"));
}

function isBeside(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".inspector, .palette, .dock") !== null;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function hasTextSelected(): boolean {
  return getSelection()?.isCollapsed === false;
}
