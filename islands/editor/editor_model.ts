import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Catalogue } from "../../lib/model/catalogue.ts";
import { lookup, type Path } from "../../lib/model/json.ts";
import type { LocatedProblem } from "../../lib/model/problem.ts";
import { allows } from "../../lib/model/role.ts";
import type { Api } from "../api.ts";
import type { Later } from "../later.ts";
import type { News } from "../news.ts";
import type { Toasts } from "../toasts.tsx";
import { createClashing } from "./clashing.ts";
import { createCopying } from "./copying.ts";
import { createDeploying } from "./deploying.ts";
import { createDrawing, type Judge } from "./drawing.ts";
import type { Editor } from "./editor.ts";
import { createEdits } from "./edits.ts";
import { createFolding } from "./folding.ts";
import { problemPath } from "./fields.ts";
import { createHistory } from "./history.ts";
import { createPanels } from "./panels.ts";
import type { EditorProps } from "./props.ts";
import { createLooking } from "./looking.ts";
import { createRendering } from "./rendering.ts";
import { createSaving } from "./saving.ts";
import { createSelection } from "./selection.ts";
import { layoutText, sentenceOf } from "./texts.ts";

/** What the editor takes from outside. */
export interface EditorOptions {
  readonly api: Api;
  readonly news: News;
  readonly catalogue: Catalogue;
  readonly judge: ReadonlySignal<Judge | undefined>;
  /** Asks the rules of the repository. */
  readonly rules?: ReadonlySignal<Judge | undefined>;
  readonly toasts: Toasts;
  readonly isNarrow?: boolean;
  readonly later?: Later;
}

/** Creates the editor of a workflow. */
export function createEditor(props: EditorProps, options: EditorOptions): Editor {
  const { name, role, environments, outputs, nonce } = props;
  const { api, news, catalogue, judge, rules, toasts, later, isNarrow = false } = options;
  const texts = { workflow: props.text, layout: layoutText(props.layout) };
  const history = createHistory(name, texts, later);
  const drawing = createDrawing({ name, texts: history.texts, catalogue, judge, rules });
  const selection = createSelection(drawing.workflow);
  const panels = createPanels(isNarrow);
  const canEdit = allows(role, "write");
  const view = () => editor.view;
  const edits = createEdits({ history, drawing, selection, catalogue, toasts, canEdit, view });
  const isReady = signal(false);
  const { etag, commit } = props;
  const saving = createSaving({ texts, etag, layoutEtag: props.layout.etag, commit }, history);
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
    outputs,
    nonce,
    history,
    drawing,
    selection,
    saving,
    clashing: createClashing(saving.clash),
    deploying,
    rendering,
    panels,
    folding: createFolding(),
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
    undo: () => canEdit && told(toasts, () => history.undo()),
    redo: () => canEdit && told(toasts, () => history.redo()),
    ...createLooking({ name, api, saving, texts: history.texts }, () => editor),
    async discard() {
      const edits = history.pending.peek();
      if (!await saving.discard()) return toasts.fault(saving.fault.value ?? "");
      const run = () => told(toasts, () => history.rebase(saving.saved.peek().texts, edits));
      toasts.done("Your draft is discarded.", { label: "Bring it back", run });
    },
    isReady,
    begin(create) {
      isReady.value = true;
      const onTaken = (text: string) => toasts.done(text);
      const others = { onTaken, ...(later && { later }) };
      saving.start((board) =>
        create({ name, api, news, catalogue, history, canEdit, ...others }, board)
      );
    },
    showField: ({ node, path }) => showPath(editor, node, problemPath(node, path)),
    show: (problem) => show(editor, problem),
    close() {
      stopAsking();
      saving.close();
      deploying.stop();
    },
  };
  // Whoever saves and cannot be saved is asked at once.
  const stopAsking = effect(() => {
    if (saving.clash.value) panels.side.value = "conflicts";
    else if (panels.side.peek() === "conflicts") panels.side.value = undefined;
  });
  return editor;
}

/** Does something that may not fit any more after somebody else saved; then it says so. */
function told(toasts: Toasts, work: () => void): void {
  try {
    work();
  } catch (error) {
    toasts.fault(`This step does not fit what others saved since: ${sentenceOf(error)}`);
  }
}

/** Goes to what a problem is about: its node and field, or its line. */
function show(editor: Editor, { node, path, line }: LocatedProblem): void {
  const { drawing, panels } = editor;
  if (node === undefined || !drawing.workflow.value.nodes.has(node)) {
    panels.line.value = line;
    return panels.open("source");
  }
  showPath(editor, node, path);
}

/** Shows a node, and in its form what a path of the document leads to. */
function showPath({ panels, selection, view }: Editor, node: string, path: Path): void {
  selection.select([node]);
  panels.isInspectorOpen.value = true;
  panels.field.value = path;
  view?.reveal(node);
}
