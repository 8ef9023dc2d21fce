import { type Api, ApiError } from "../api.ts";
import type { PatchAnswer } from "./api_answers.ts";
import type { Drafting } from "./drafting.ts";
import type { History } from "./history.ts";
import type { SaveOptions, SavingBoard } from "./saving.ts";
import { isTyped, layoutText } from "./texts.ts";
import { reasonOf, type Saved, type WorkflowFiles } from "./workflow_files.ts";

/** Makes one commit of the edits. */
export interface Publishing {
  /** @throws ApiError */
  publish(options: SaveOptions): Promise<Published>;
}

/** The files as they are saved, and whether what others saved is in them, too. */
export interface Published extends Saved {
  readonly isMerged: boolean;
}

/** What publishing takes. */
export interface PublishingOptions {
  readonly name: string;
  readonly api: Api;
  readonly history: History;
  readonly board: Pick<SavingBoard, "saved" | "draft">;
  readonly files: WorkflowFiles;
  readonly drafting: Pick<Drafting, "prepare" | "catchUp" | "drop" | "error">;
}

/** Creates what makes commits of edits. */
export function createPublishing(options: PublishingOptions): Publishing {
  const { name, api, history, board: { saved }, files, drafting } = options;
  const path = `/api/v1/workflows/${name}`;

  async function asked(address: string, etag: string, body: unknown): Promise<Published> {
    const { value } = await api.send<PatchAnswer>("POST", address, { body, ifMatch: etag });
    return {
      texts: { workflow: value.text, layout: layoutText(value.layout) },
      etag: value.etag ?? "",
      layoutEtag: value.layout.etag ?? null,
      commit: value.commit,
      isMerged: value.isMerged ?? false,
    };
  }

  /** The draft as it stands becomes the commit; one that is another by now is looked at first. */
  async function ofDraft(
    etag: string,
    wanted: SaveOptions,
    isLast = false,
  ): Promise<Published> {
    try {
      return await published(etag, wanted);
    } catch (error) {
      if (isLast || !isOther(error) || !await drafting.catchUp()) throw error;
      const next = await drafting.prepare();
      if (next === undefined) throw drafting.error ?? error;
      return await ofDraft(next, wanted, true);
    }
  }

  async function published(
    etag: string,
    { message = "", resolutions, recreate }: SaveOptions,
  ): Promise<Published> {
    return await asked(`${path}/draft/publish`, etag, {
      ...reasonOf(message),
      ...(resolutions && { resolutions }),
      ...(recreate && { recreate }),
    });
  }

  /** Text goes as it is; when somebody saved meanwhile, it is merged with that. */
  async function ofFiles(wanted: SaveOptions): Promise<Published> {
    const { message = "" } = wanted;
    const edited = {
      saved: saved.peek(),
      changes: history.sending(),
      texts: history.texts.peek(),
      message,
    };
    const written = await files.write(edited, (part) => saved.value = part)
      .then((next) => ({ ...next, isMerged: false }), async (error) => {
        if (!isMoved(error)) throw error;
        return await merged(wanted);
      });
    // What stays of the draft is in the files now, and goes with the next.
    await drafting.drop().catch(() => {});
    return written;
  }

  async function merged({ message = "", resolutions }: SaveOptions): Promise<Published> {
    const { workflow: text, layout } = history.texts.peek();
    const { etag } = await files.read();
    return await asked(`${path}/merge`, etag, {
      theirs: { text, ...(layout !== undefined && { layout }) },
      base: saved.peek().commit,
      ...reasonOf(message),
      ...(resolutions && { resolutions }),
    });
  }

  return {
    async publish(wanted) {
      if (history.sending().some(isTyped)) return await ofFiles(wanted);
      const etag = await drafting.prepare();
      if (etag !== undefined) return await ofDraft(etag, wanted);
      // What no draft takes, such as too many edits, is saved without one.
      if (drafting.error instanceof ApiError && isRefusal(drafting.error)) {
        return await ofFiles(wanted);
      }
      throw drafting.error ?? new ApiError(0, "draft", "The edits come to nothing. Try again.");
    },
  };
}

/** Whether somebody else saved since the files were read. */
function isMoved(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 412 || error.status === 409);
}

/** Whether the server knows another draft, or none. */
function isOther(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 412 || error.status === 404);
}

/** Whether the server answered that it does not take a draft. */
function isRefusal({ status }: ApiError): boolean {
  return status === 413 || status === 422;
}
