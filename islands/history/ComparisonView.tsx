/// <reference lib="dom" />
import type { JSX } from "preact";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { CompareFlow } from "../canvas/CompareFlow.tsx";
import { MarkBadges } from "../canvas/NodeView.tsx";
import { type MarkKind, MARKS } from "../canvas/mark.ts";
import type { EditorViewProps } from "../editor/view_props.ts";
import type { Comparison } from "./comparison.ts";
import { sideTitle } from "./side.ts";

/** Draws a comparison over the canvas. */
export function ComparisonView({ editor }: EditorViewProps): JSX.Element | null {
  const past = editor.past.value;
  const shown = past?.shown.value;
  if (!past || !shown) return null;
  const { from, to, comparison } = shown;
  return (
    <section class="comparison" aria-label="Comparison">
      {comparison && (
        <Drawn
          key={`${sideTitle(from)} ${sideTitle(to)} ${comparison.drawing.workflow.nodes.size}`}
          editor={editor}
          comparison={comparison}
        />
      )}
      <header class="comparison-bar">
        <span>
          <b>{sideTitle(from)}</b> → <b>{sideTitle(to)}</b>
        </span>
        <button type="button" class="button is-small" onClick={() => past.leave()}>
          Back to the drawing
        </button>
      </header>
      {comparison && <Legend comparison={comparison} />}
    </section>
  );
}

function Drawn(
  { editor, comparison }: EditorViewProps & { readonly comparison: Comparison },
): JSX.Element {
  const chosen = useSignal<string | undefined>(undefined);
  const place = useRef<HTMLDivElement>(null);
  const isSized = useSignal(false);
  useEffect(() => {
    isSized.value = true;
  }, []);
  return (
    <div class="canvas-place" ref={place}>
      {isSized.value && (
        <CompareFlow
          {...comparison}
          catalogue={editor.catalogue}
          chosen={chosen.value}
          onChoose={(node) => chosen.value = node}
          onView={(view) => editor.look(view)}
        />
      )}
    </div>
  );
}

const LEGEND: readonly MarkKind[] = ["added", "removed", "changed", "moved"];

/** What the marks mean, and how many there are of each. */
function Legend(
  { comparison: { marks, wires } }: { readonly comparison: Comparison },
): JSX.Element {
  const all = [...[...marks.values()].flat(), ...wires.values()];
  return (
    <ul class="legend" aria-label="What the marks mean">
      {LEGEND.map((kind) => {
        const count = all.filter((mark) => mark.kind === kind).length;
        return (
          <li key={kind} class={count === 0 ? "is-none" : ""}>
            <MarkBadges marks={[{ kind, title: MARKS[kind].title }]} />
            {MARKS[kind].title} {count}
          </li>
        );
      })}
    </ul>
  );
}
