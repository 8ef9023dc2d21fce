/// <reference lib="dom" />
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { markedLines } from "./generated.ts";
import type { EditorViewProps } from "./view_props.ts";

/** The file that is looked at, with the lines of what is selected. */
export function FileText(
  { editor: { rendering, selection } }: EditorViewProps,
): JSX.Element | null {
  const place = useRef<HTMLDivElement>(null);
  const generated = rendering.generated.value;
  const path = rendering.file.value;
  const file = generated?.files.find((one) => one.path === path);
  const marked = markedLines(generated, path, selection.nodes.value);
  const first = [...marked][0];
  useEffect(() => {
    place.current?.querySelector(".line.is-marked")?.scrollIntoView({ block: "center" });
  }, [path, first]);
  if (!file) return null;
  return (
    <div class="file-text" ref={place} tabIndex={0} role="region" aria-label={file.path}>
      <pre>
        {file.text.replace(/\n$/, "").split("\n").map((line, index) => (
          <span
            key={index}
            class={marked.has(index + 1) ? "line is-marked" : "line"}
            data-line={index + 1}
          >
            {line + "\n"}
          </span>
        ))}
      </pre>
    </div>
  );
}
