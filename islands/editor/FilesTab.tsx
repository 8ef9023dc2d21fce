/// <reference lib="dom" />
import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { loader } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import { Notice } from "../Notice.tsx";
import type { EditorViewProps } from "./view_props.ts";
import type { Editor } from "./editor.ts";
import { files as fileIcon } from "./icon.ts";
import { FidelityReport } from "./FidelityReport.tsx";
import { FileText } from "./FileText.tsx";
import { filesOf } from "./generated.ts";

/** The files that come of the workflow as it is now, with the lines of the selected node. */
export function FilesTab({ editor }: EditorViewProps): JSX.Element {
  const { rendering } = editor;
  useEffect(() => rendering.watch(), []);
  useSignalEffect(() => {
    const mine = filesOf(rendering.generated.peek(), editor.selection.nodes.value);
    const [first] = mine;
    if (first && !mine.has(rendering.file.peek() ?? "")) rendering.open(first);
  });
  return (
    <div class="files-tab">
      <div class="files-side">
        <Choices editor={editor} />
        <FileList editor={editor} />
        <FidelityReport editor={editor} />
      </div>
      <div class={`files-main${rendering.fault.value ? " is-stale" : ""}`}>
        {rendering.fault.value && <Faults editor={editor} />}
        <FileText editor={editor} />
      </div>
    </div>
  );
}

function Choices(
  { editor: { rendering, environments, outputs } }: { readonly editor: Editor },
): JSX.Element {
  return (
    <div class="files-choices">
      <select
        class="select is-small"
        aria-label="Output"
        value={rendering.output.value}
        onChange={({ currentTarget }) => rendering.chooseOutput(currentTarget.value)}
      >
        {outputs.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
      </select>
      <select
        class="select is-small"
        aria-label="Environment"
        value={rendering.environment.value}
        onChange={({ currentTarget }) => rendering.chooseEnvironment(currentTarget.value)}
      >
        <option value="">No environment</option>
        {environments.map(({ name }) => <option key={name} value={name}>{name}</option>)}
      </select>
      {rendering.isBusy.value && <Icon of={loader} class="is-turning" />}
    </div>
  );
}

function FileList({ editor: { rendering, selection } }: { readonly editor: Editor }): JSX.Element {
  const generated = rendering.generated.value;
  const mine = filesOf(generated, selection.nodes.value);
  return (
    <ul class="file-list" aria-label="Files">
      {generated?.files.map(({ path }) => (
        <li key={path}>
          <button
            type="button"
            class={`row-button${mine.has(path) ? " is-marked" : ""}`}
            aria-current={rendering.file.value === path}
            onClick={() => rendering.open(path)}
          >
            <Icon of={fileIcon} size={14} />
            <span>{path}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Faults({ editor }: { readonly editor: Editor }): JSX.Element {
  const { fault, problems } = editor.rendering;
  return (
    <Notice tone="warning">
      {fault.value}
      {problems.value.length > 0 && (
        <ul>
          {problems.value.slice(0, 5).map((problem) => (
            <li key={problem.message}>
              <button type="button" class="link-button" onClick={() => editor.show(problem)}>
                {problem.message}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
