import type { NodeProps } from "@xyflow/react";
import type { JSX } from "preact";
import type { NoteData } from "./flow.ts";

/** Draws a note that is stuck on the canvas. */
export function NoteView({ data }: NodeProps): JSX.Element {
  const { text, color } = data as NoteData;
  return (
    <div class="note">
      {color && <span class="note-color" style={{ background: color }} />}
      <p>{text}</p>
    </div>
  );
}
