import { type Signal, signal } from "@preact/signals";
import type { Judge } from "../../../islands/editor/drawing.ts";
import type { Editor } from "../../../islands/editor/editor.ts";
import { createEditor } from "../../../islands/editor/editor_model.ts";
import type { EditorProps } from "../../../islands/editor/props.ts";
import { applyBy, type Texts } from "../../../islands/editor/texts.ts";
import { createSavingWork } from "../../../islands/editor/saving_work.ts";
import { createToasts } from "../../../islands/toasts.tsx";
import catalogueJson from "../../../lib/components/catalogue.json" with { type: "json" };
import { applyOperations } from "../../../lib/format/edit.ts";
import type { Catalogue } from "../../../lib/model/catalogue.ts";
import type { LoggedEvent } from "../../../lib/model/event.ts";
import { problems } from "../../../lib/model/problems.ts";
import { NO_SETTINGS } from "../../../lib/model/rules/settings.ts";
import type { ConnectionEnd } from "../../../lib/model/workflow.ts";
import { fakeClock, type FakeNews, fakeNews } from "../fakes.ts";
import { type FakeServer, fakeServer } from "./fake_server.ts";

applyBy(applyOperations);

/** The catalogue as pages read it. */
export const CATALOGUE = catalogueJson as unknown as Catalogue;

/** A workflow as a careful person wrote it: comments, quotes and blank lines belong to it. */
export const SHOP: Texts = {
  workflow: `# The shop.
apiVersion: celestra/v1
kind: Application
metadata: { name: shop, title: "Web shop" }

spec:
  nodes:
    # Everything is kept here.
    db:
      component: stateful-app
      config: { image: "postgres:16.4", storage: 10Gi, ports: [{ name: pg, port: 5432 }] }
    credentials:
      component: secret
      config: { keys: [POSTGRES_PASSWORD], mount: env }   # references only

    api:
      component: app
      title: 'The API'
      description: What the pages ask.
      config:
        image: ghcr.io/acme/api:1.4.2   # pinned
        replicas: 2
        ports: [{ name: http, port: 8080 }]
  connections:
    - { from: credentials.data, to: db.settings }
    - { from: db.endpoint, to: api.requires, order: false }   # it waits by itself
`,
  layout: `apiVersion: celestra/v1
kind: Layout
metadata: { name: shop }
nodes:
  db: { x: 0, y: 0 }   # where everything begins
  credentials: { x: 0, y: 200 }
  api: { x: 400, y: 0 }
`,
};

/** What a test asks for beyond the editor of a shop. */
export interface WorkbenchOptions {
  readonly texts?: Texts;
  readonly role?: EditorProps["role"];
  readonly environments?: EditorProps["environments"];
  readonly catalogue?: Catalogue;
  readonly replies?: Parameters<typeof fakeServer>[2];
  readonly judge?: Signal<Judge | undefined>;
  /** Asks the rules; nothing does unless told. */
  readonly rules?: Signal<Judge | undefined>;
  /** Another tab or device of the same person, or somebody else: the same files and drafts. */
  readonly server?: FakeServer;
}

/** An editor with everything around it that is not its own. */
export interface Workbench {
  readonly editor: Editor;
  readonly server: FakeServer;
  readonly news: FakeNews;
  /** The sentences that are shown now. */
  said(): string[];
  /** Both files as they are now. */
  now(): Texts;
  /** Time goes by, and what waited for it is done. */
  passes(milliseconds: number): Promise<void>;
}

/** Opens an editor. */
export function openEditor(options: WorkbenchOptions = {}): Workbench {
  const { texts = SHOP, role = "admin", environments = [], judge = signal<Judge>(problems) } =
    options;
  const { catalogue = CATALOGUE } = options;
  const server = options.server ?? fakeServer("shop", texts, options.replies);
  const news = fakeNews();
  const clock = fakeClock();
  const toasts = createToasts(() => {});
  const props: EditorProps = {
    name: "shop",
    text: server.texts.workflow,
    etag: server.etag,
    commit: server.commit,
    layout: { text: server.texts.layout ?? "made: up\n", etag: server.layoutEtag },
    role,
    environments,
    outputs: [{ id: "kubernetes", title: "Kubernetes" }],
    rules: { settings: NO_SETTINGS, today: "2026-07-01" },
    catalogueUrl: "/catalogue",
  };
  const editor = createEditor(props, {
    api: server.api,
    news,
    catalogue,
    judge,
    ...(options.rules && { rules: options.rules }),
    toasts,
    later: clock.later,
  });
  editor.begin(createSavingWork);
  return {
    editor,
    server,
    news,
    said: () => toasts.list.value.map(({ text }) => text),
    now: () => editor.history.texts.value,
    passes: clock.passes,
  };
}

/** Types a whole source, and pauses. */
export function typed(editor: Editor, text: string): void {
  editor.type(text);
  editor.settle();
}

/** The event that tells of somebody's save. */
export function savedBy(
  actor: string,
  action: "created" | "updated" | "deleted" = "updated",
): LoggedEvent {
  const data = { at: "2026-11-21T10:00:00.000Z", actor, workflow: "shop", action, commit: "c" };
  return { id: 7, type: "workflow_update", data };
}

/** The text with one piece replaced, which has to be there. */
export function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`nowhere: ${from}`);
  return text.replace(from, () => to);
}

/** An end of a connection, such as `db.endpoint`. */
export function endAt(text: string): ConnectionEnd {
  const [node, port] = text.split(".") as [string, string];
  return { node, port };
}
