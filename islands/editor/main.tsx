/// <reference lib="dom" />
import { signal } from "@preact/signals";
import { render } from "preact";
import type { Catalogue } from "../../lib/model/catalogue.ts";
import { createApi, messageOf } from "../api.ts";
import { showAlerts } from "../alerts.ts";
import { createNews } from "../news.ts";
import { createToasts } from "../toasts.tsx";
import { propsOfPage } from "../wake.ts";
import { Broken } from "./Broken.tsx";
import type { Judge } from "./drawing.ts";
import type { Editor as EditorModel } from "./editor.ts";
import { createEditor } from "./editor_model.ts";
import { Editor } from "./Editor.tsx";
import { guardUnsaved } from "./guard.ts";
import { loadLate } from "./late_loading.ts";
import type { EditorProps } from "./props.ts";
import { applyBy } from "./texts.ts";

/** Under this width the canvas stands alone, and everything else opens over it. */
const NARROW = "(max-width: 900px)";

const root = document.querySelector<HTMLElement>("#editor")!;
const props = propsOfPage<EditorProps>();

await start();

async function start(): Promise<void> {
  const api = createApi();
  const news = createNews();
  const toasts = createToasts();
  showAlerts(news, toasts);
  const judge = signal<Judge>();
  const rules = signal<Judge>();
  try {
    const { value: catalogue } = await api.get<Catalogue>(props.catalogueUrl);
    const isNarrow = matchMedia(NARROW).matches;
    const editor = createEditor(props, { api, news, catalogue, judge, rules, toasts, isNarrow });
    root.replaceChildren();
    render(<Editor editor={editor} />, root);
    guardUnsaved({
      isUnsafe() {
        editor.settle();
        return !editor.saving.isKept.value;
      },
      keep: () => editor.saving.keep(),
    });
    followAddress(editor);
    const late = await loadLate(
      () => import("./late_parts.ts"),
      () =>
        toasts.fault(
          "Edits, problems and keys could not be loaded. Celestra tries again; check the " +
            "connection, or load the page again.",
        ),
    );
    judge.value = late.problems;
    rules.value = (workflow, catalogue) => late.ruleProblems(workflow, catalogue, props.rules);
    late.followKeys(editor);
    applyBy(late.applyOperations);
    editor.begin(late.createSavingWork);
    late.followDraft(editor.saving);
  } catch (error) {
    root.replaceChildren();
    render(<Broken message={messageOf(error)} />, root);
    throw error;
  }
}

/** Opens the source at the line that the address names: `#source:12:3`. */
function followAddress({ panels }: EditorModel): void {
  const [, line] = /^#source:(\d+)/.exec(location.hash) ?? [];
  if (line === undefined) return;
  panels.line.value = Number(line);
  panels.open("source");
}
