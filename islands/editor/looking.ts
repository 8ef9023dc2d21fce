import { computed, signal } from "@preact/signals";
import type { Past, PastOptions } from "../history/past.ts";
import type { CanvasView } from "./canvas_view.ts";
import type { Editor } from "./editor.ts";

/** What the editor does while somebody looks at the past. */
export type Looking = Pick<Editor, "past" | "isLooking" | "openPast" | "closePast" | "look">;

/** Creates what lets people look at the past. */
export function createLooking(options: PastOptions, editor: () => Pick<Editor, "view">): Looking {
  const past = signal<Past>();
  let own: CanvasView | undefined;
  return {
    past,
    isLooking: computed(() => past.value?.shown.value !== undefined),
    openPast: (create) => past.value ??= create(options),
    closePast() {
      past.value?.close();
      past.value = undefined;
    },
    look(view) {
      const it = editor();
      if (view) own ??= it.view;
      it.view = view ?? own;
      if (!view) own = undefined;
    },
  };
}
