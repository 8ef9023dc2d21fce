/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Size } from "../editor/canvas_view.ts";
import type { Editor } from "../editor/editor.ts";
import { Flow } from "./Flow.tsx";

/** Draws the workflow, and lets people change it by hand. */
export function Canvas({ editor }: { readonly editor: Editor }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const size = useSignal<Size | undefined>(undefined);
  // What is seen first depends on the room; it is known before anything is painted.
  useLayoutEffect(() => {
    const { clientWidth: width, clientHeight: height } = place.current!;
    size.value = { width, height };
  }, []);
  return (
    <div class="canvas-place" ref={place}>
      {size.value && <Flow editor={editor} size={size.value} />}
    </div>
  );
}
