/// <reference lib="dom" />
import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { createSource, type Source } from "../source/source.ts";
import type { EditorViewProps } from "./view_props.ts";

/** The text of the workflow, to be read and edited; canvas and text follow each other. */
export function SourceTab({ editor }: EditorViewProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const source = useRef<Source>(undefined);
  const { history, drawing, selection } = editor;
  useEffect(() => {
    source.current = createSource(place.current!, {
      text: history.texts.peek().workflow,
      isReadOnly: !editor.canEdit,
      nonce: editor.nonce,
      words: wordsOf(editor),
      onType: (text) => editor.type(text),
      onUndo: () => editor.undo(),
      onRedo: () => editor.redo(),
    });
    return () => {
      editor.settle();
      source.current?.close();
      source.current = undefined;
    };
  }, []);
  useSignalEffect(() => source.current?.setText(history.texts.value.workflow));
  useSignalEffect(() =>
    source.current?.setProblems([...drawing.problems.value, ...drawing.findings.value])
  );
  useSignalEffect(() => {
    const node = selection.node.value;
    // Nobody knows where a node stands in a text that cannot be read.
    if (!drawing.isReadable.value) return;
    if (node !== undefined) source.current?.reveal(drawing.lineOf(["spec", "nodes", node]));
  });
  useSignalEffect(() => {
    const line = editor.panels.line.value;
    if (line === undefined) return;
    source.current?.goTo(line);
    editor.panels.line.value = undefined;
  });
  return <div class="source" ref={place} />;
}

/** The words that may be completed: fields of the components, and what is in the workflow. */
function wordsOf({ catalogue, drawing }: EditorViewProps["editor"]): () => readonly string[] {
  const fields = Object.values(catalogue.components)
    .flatMap(({ config }) => Object.keys(config.properties ?? {}));
  const known = [...new Set([...fields, ...Object.keys(catalogue.components)])];
  return () => [...known, ...drawing.workflow.peek().nodes.keys()];
}
