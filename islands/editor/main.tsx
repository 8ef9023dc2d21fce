/// <reference lib="dom" />
import { render } from "preact";
import type { Catalogue } from "../../lib/model/catalogue.ts";
import { createApi, messageOf } from "../api.ts";
import { createNews } from "../news.ts";
import { createToasts } from "../toasts.tsx";
import { propsOfPage } from "../wake.ts";
import { Broken } from "./Broken.tsx";
import { createEditor } from "./editor_model.ts";
import { Editor } from "./Editor.tsx";
import { guardUnsaved } from "./guard.ts";
import { followKeys } from "./keys.ts";
import type { EditorProps } from "./props.ts";

/** Under this width the canvas stands alone, and everything else opens over it. */
const NARROW = "(max-width: 900px)";

const root = document.querySelector<HTMLElement>("#editor")!;
const props = propsOfPage<EditorProps>();

await start();

async function start(): Promise<void> {
  const api = createApi();
  const news = createNews();
  try {
    const { value: catalogue } = await api.get<Catalogue>(props.catalogueUrl);
    const isNarrow = matchMedia(NARROW).matches;
    const editor = createEditor(props, { api, news, catalogue, toasts: createToasts(), isNarrow });
    root.replaceChildren();
    render(<Editor editor={editor} />, root);
    guardUnsaved(editor.saving.isDirty);
    followKeys(editor);
  } catch (error) {
    root.replaceChildren();
    render(<Broken message={messageOf(error)} />, root);
    throw error;
  }
}
