import type { Operation } from "../../lib/model/operation.ts";
import { type Api, ApiError } from "../api.ts";
import type { DraftAnswer, DraftsAnswer, KeptAnswer } from "./api_answers.ts";

/** The draft of one's own on the server. */
export interface DraftFiles {
  /** The ETag of the draft; `undefined` where there is none. */
  find(): Promise<string | undefined>;
  read(): Promise<DraftAnswer | undefined>;
  /** Keeps operations on top of a commit, in the place of the draft with an ETag. @throws ApiError */
  keep(
    base: string,
    operations: readonly Operation[],
    etag: string | undefined,
  ): Promise<KeptAnswer>;
  /** Removes the draft with an ETag; one that is gone already is fine. @throws ApiError */
  remove(etag: string | undefined): Promise<void>;
}

/** Creates what reads and writes the draft of a workflow. */
export function createDraftFiles(name: string, api: Api): DraftFiles {
  const path = `/api/v1/workflows/${name}/draft`;
  return {
    // A list is asked for, since browsers note every answer that says that something is not there.
    async find() {
      const { value } = await api.get<DraftsAnswer>("/api/v1/drafts");
      return value.items.find((one) => one.name === name)?.etag;
    },
    read: () => api.get<DraftAnswer>(path).then(({ value }) => value, whenGone),
    async keep(base, operations, etag) {
      const condition = etag === undefined ? { ifNoneMatch: "*" as const } : { ifMatch: etag };
      const body = { base, operations };
      return (await api.send<KeptAnswer>("PUT", path, { body, ...condition })).value;
    },
    async remove(etag) {
      if (etag === undefined) return;
      await api.send("DELETE", path, { ifMatch: etag }).catch(whenGone);
    },
  };
}

function whenGone(error: unknown): undefined {
  if (error instanceof ApiError && error.status === 404) return undefined;
  throw error;
}
