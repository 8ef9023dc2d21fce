import type { NodeProps } from "@xyflow/react";
import type { JSX } from "preact";
import type { NoteData } from "./flow.ts";
import { MarkBadges } from "./NodeView.tsx";

/** Draws a note that is stuck on the canvas. */
export function NoteView({ data }: NodeProps): JSX.Element {
  const { text, color, marks } = data as NoteData;
  return (
    <div class={`note${marks.map(({ kind }) => ` is-${kind}`).join("")}`}>
      <MarkBadges marks={marks} />
      {color && <span class="note-color" style={{ background: color }} />}
      <p>{text}</p>
    </div>
  );
}
