import { computed, type ReadonlySignal } from "@preact/signals";
import type { Catalogue } from "../../lib/model/catalogue.ts";
import { lookup } from "../../lib/model/json.ts";
import type { LocatedProblem } from "../../lib/model/problem.ts";
import { allows } from "../../lib/model/role.ts";
import type { Api } from "../api.ts";
import type { Later } from "../later.ts";
import type { News } from "../news.ts";
import type { Toasts } from "../toasts.tsx";
import { createCopying } from "./copying.ts";
import { createDeploying } from "./deploying.ts";
import { createDrawing, type Judge } from "./drawing.ts";
import type { Editor } from "./editor.ts";
import { createEdits } from "./edits.ts";
import { createHistory } from "./history.ts";
import { createPanels } from "./panels.ts";
import type { EditorProps } from "./props.ts";
import { createRendering } from "./rendering.ts";
import { createSaving } from "./saving.ts";
import { createSelection } from "./selection.ts";
import { layoutText } from "./workflow_files.ts";

/** What the editor takes from outside. */
export interface EditorOptions {
  readonly api: Api;
  readonly news: News;
  readonly catalogue: Catalogue;
  readonly judge: ReadonlySignal<Judge | undefined>;
  readonly toasts: Toasts;
  readonly isNarrow?: boolean;
  readonly later?: Later;
}

/** Creates the editor of a workflow. */
export function createEditor(props: EditorProps, options: EditorOptions): Editor {
  const { name, role, environments, nonce } = props;
  const { api, news, catalogue, judge, toasts, later, isNarrow = false } = options;
  const texts = { workflow: props.text, layout: layoutText(props.layout) };
  const history = createHistory(name, texts, later);
  const drawing = createDrawing({ name, texts: history.texts, catalogue, judge });
  const selection = createSelection(drawing.workflow);
  const panels = createPanels(isNarrow);
  const canEdit = allows(role, "write");
  const view = () => editor.view;
  const edits = createEdits({ history, drawing, selection, catalogue, toasts, canEdit, view });
  const saving = createSaving({
    name,
    api,
    news,
    history,
    saved: { texts, etag: props.etag, layoutEtag: props.layout.etag },
    onTaken: (actor) => toasts.done(`${actor} saved this workflow; you see it as it is now.`),
  });
  const deploying = createDeploying({ name, api, news, environments, save: () => saving.save() });
  const rendering = createRendering({
    api,
    text: computed(() => history.texts.value.workflow),
    known: drawing.problems,
    environments,
    ...(later && { later }),
  });
  const editor: Editor = {
    name,
    catalogue,
    environments,
    nonce,
    history,
    drawing,
    selection,
    saving,
    deploying,
    rendering,
    panels,
    toasts,
    canEdit,
    canDeploy: allows(role, "deploy"),
    isNarrow,
    view: undefined,
    ...edits,
    ...createCopying({ drawing, selection, insert: edits.insert }),
    typeOf: (node) =>
      lookup(catalogue.components, drawing.workflow.value.nodes.get(node)?.component ?? ""),
    type: (text) => canEdit && history.type(text),
    settle: () => history.settle(),
    undo: () => canEdit && history.undo(),
    redo: () => canEdit && history.redo(),
    show: (problem) => show(editor, problem),
    close() {
      saving.close();
      deploying.stop();
    },
  };
  return editor;
}

/** Goes to what a problem is about: its node and field, or its line. */
function show(editor: Editor, { node, path, line }: LocatedProblem): void {
  const { drawing, panels, selection } = editor;
  if (node === undefined || !drawing.workflow.value.nodes.has(node)) {
    panels.line.value = line;
    return panels.open("source");
  }
  selection.select([node]);
  panels.isInspectorOpen.value = true;
  panels.field.value = path;
  editor.view?.reveal(node);
}
