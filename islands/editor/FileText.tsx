/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { FileLine } from "./FileLine.tsx";
import { fieldLines, lineLosses, markedLines, originOf } from "./generated.ts";
import type { EditorViewProps } from "./view_props.ts";

/**
 * The file that is looked at, with the lines of what is selected. A line that is clicked, or chosen
 * by arrow keys and Enter, leads to the field that it came from.
 */
export function FileText({ editor }: EditorViewProps): JSX.Element | null {
  const { rendering, selection, panels } = editor;
  const place = useRef<HTMLDivElement>(null);
  const current = useSignal<number | undefined>(undefined);
  const generated = rendering.generated.value;
  const path = rendering.file.value;
  const file = generated?.files.find((one) => one.path === path);
  const marked = markedLines(generated, path, selection.nodes.value);
  const field = panels.looked.value;
  const isSeen = field !== undefined && selection.nodes.value.has(field.node);
  const looked = fieldLines(generated, path, isSeen ? field : undefined);
  const first = [...looked][0] ?? [...marked][0];
  useEffect(() => {
    current.value = undefined;
    const wanted = place.current?.querySelector(".line.is-looked, .line.is-marked");
    wanted?.scrollIntoView({ block: "nearest" });
  }, [path, first]);
  if (!generated || !file) return null;
  const lines = file.text.replace(/\n$/, "").split("\n");
  const losses = lineLosses(generated, file.path);
  const choose = (line: number | undefined) => {
    const origin = line && originOf(generated, file.path, line);
    if (origin) editor.showField(origin);
  };
  const move = (by: number) => {
    const last = lines.length;
    const next = Math.min(last, Math.max(1, (current.value ?? first ?? 0) + by));
    current.value = next;
    place.current?.querySelector(`[data-line="${next}"]`)?.scrollIntoView({ block: "nearest" });
  };
  return (
    <div
      class="file-text"
      ref={place}
      tabIndex={0}
      role="region"
      aria-label={file.path}
      onClick={({ target }) => choose(lineAt(target))}
      onKeyDown={(event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (event.key === "Enter") choose(current.value);
        if (step === undefined) return;
        event.preventDefault();
        move(step);
      }}
    >
      <pre>
        {lines.map((text, index) => {
          const line = index + 1;
          return (
            <FileLine
              key={index}
              line={line}
              text={text}
              isMarked={marked.has(line)}
              isLooked={looked.has(line)}
              isCurrent={current.value === line}
              origin={originOf(generated, file.path, line)}
              losses={losses.get(line)}
            />
          );
        })}
      </pre>
    </div>
  );
}

function lineAt(target: EventTarget | null): number | undefined {
  const line = (target as HTMLElement).closest<HTMLElement>("[data-line]")?.dataset.line;
  return line === undefined ? undefined : Number(line);
}
