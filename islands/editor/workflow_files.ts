import type { Api } from "../api.ts";
import type { FileAnswer, FilesAtAnswer, PatchAnswer, SavedAnswer } from "./api_answers.ts";
import { type Change, isTyped, layoutText, type Texts } from "./texts.ts";

/** The files as the server has them. */
export interface Saved {
  readonly texts: Texts;
  readonly etag: string;
  readonly layoutEtag: string | null;
  /** The commit that both were read at. */
  readonly commit: string;
}

/** The files of a workflow on the server. */
export interface WorkflowFiles {
  read(): Promise<Saved>;
  /** The files as they were at a commit. @throws ApiError */
  at(commit: string): Promise<Saved>;
  /**
   * Writes changes on top of what was saved; `onPart` is told what is there already when the rest
   * may still fail. @throws ApiError
   */
  write(edited: Edited, onPart: (saved: Saved) => void): Promise<Saved>;
}

/** What is written. */
export interface Edited {
  readonly saved: Saved;
  readonly changes: readonly Change[];
  /** The files after the changes. */
  readonly texts: Texts;
  readonly message: string;
}

/** How many operations one request takes. */
const MOST_OPERATIONS = 2000;

/** Creates what reads and writes the files of a workflow. */
export function createWorkflowFiles(name: string, api: Api): WorkflowFiles {
  const path = `/api/v1/workflows/${name}`;

  async function patched({ saved, message }: Edited, operations: readonly unknown[]) {
    const { value } = await api.send<PatchAnswer>("PATCH", path, {
      body: { operations, ...reasonOf(message) },
      ifMatch: saved.etag,
    });
    return {
      texts: { workflow: value.text, layout: layoutText(value.layout) },
      etag: value.etag ?? saved.etag,
      layoutEtag: value.layout.etag ?? null,
      commit: value.commit,
    };
  }

  async function replaced({ saved, texts: { workflow }, message }: Edited): Promise<Saved> {
    if (workflow === saved.texts.workflow) return saved;
    const { value } = await api.send<SavedAnswer>("PUT", path, {
      body: { text: workflow, ...reasonOf(message) },
      ifMatch: saved.etag,
    });
    const { etag, commit } = value;
    return { ...saved, texts: { ...saved.texts, workflow }, etag: etag ?? saved.etag, commit };
  }

  async function laidOut({ saved, texts: { layout }, message }: Edited): Promise<Saved> {
    if (layout === saved.texts.layout || layout === undefined) return saved;
    const { layoutEtag } = saved;
    const { value } = await api.send<SavedAnswer>("PUT", `${path}/layout`, {
      body: { text: layout, ...reasonOf(message) },
      ...(layoutEtag === null ? { ifNoneMatch: "*" as const } : { ifMatch: layoutEtag }),
    });
    const { etag = null, commit } = value;
    return { ...saved, texts: { ...saved.texts, layout }, layoutEtag: etag, commit };
  }

  /** Somebody may save between the two answers; then both are asked for again. */
  async function read(tries = 3): Promise<Saved> {
    const [file, layout] = await Promise.all([
      api.get<FileAnswer>(path),
      api.get<FileAnswer>(`${path}/layout`),
    ]);
    if (file.value.commit !== layout.value.commit && tries > 1) return await read(tries - 1);
    return {
      texts: { workflow: file.value.text, layout: layoutText(layout.value) },
      etag: file.value.etag ?? file.etag ?? "",
      layoutEtag: layout.value.etag ?? null,
      commit: file.value.commit,
    };
  }

  return {
    read: () => read(),
    async at(commit) {
      const { value: { text, etag, layout } } = await api.get<FilesAtAnswer>(
        `${path}/at/${commit}`,
      );
      const texts = { workflow: text, layout: layoutText(layout) };
      return { texts, etag, layoutEtag: layout.etag ?? null, commit };
    },
    // Operations go as such, one commit for both files; text that was typed goes whole.
    async write(edited, onPart) {
      const { changes } = edited;
      const operations = changes.flatMap((change) => isTyped(change) ? [] : change.operations);
      if (!changes.some(isTyped) && operations.length <= MOST_OPERATIONS) {
        return await patched(edited, operations);
      }
      const saved = await replaced(edited);
      onPart(saved);
      return await laidOut({ ...edited, saved });
    },
  };
}

/** The message of a commit, where somebody wrote one. */
export function reasonOf(message: string): { readonly message?: string } {
  return message.trim() === "" ? {} : { message: message.trim() };
}
