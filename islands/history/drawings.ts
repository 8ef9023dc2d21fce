import type { Drawing } from "../../lib/model/diff.ts";
import { type Api, ApiError } from "../api.ts";
import type { FilesAtAnswer } from "../editor/api_answers.ts";
import { drawnFrom } from "../editor/drawn.ts";
import { layoutText } from "../editor/texts.ts";
import type { DiffAnswer } from "./answers.ts";

/** What a workflow was at commits. Each is read once, since it never changes. */
export interface Drawings {
  /** `undefined` where there was no workflow. @throws ApiError */
  at(commit: string): Promise<Drawing | undefined>;
  /** The commit before one; `undefined` where there is none. @throws ApiError */
  before(commit: string): Promise<string | undefined>;
}

/** Creates what reads a workflow as it was. */
export function createDrawings(name: string, api: Api): Drawings {
  const path = `/api/v1/workflows/${name}`;
  const known = new Map<string, Promise<Drawing | undefined>>();

  async function read(commit: string): Promise<Drawing | undefined> {
    const answer = await api.get<FilesAtAnswer>(`${path}/at/${commit}`).catch(whenGone);
    if (!answer) return undefined;
    const { name: then, text, layout } = answer.value;
    const drawn = drawnFrom(then, { workflow: text, layout: layoutText(layout) });
    if (drawn) return drawn;
    const message = `The file as it was at ${commit.slice(0, 7)} cannot be read, so it cannot be ` +
      "drawn.";
    throw new ApiError(422, "unprocessable", message);
  }

  return {
    at(commit) {
      const reading = known.get(commit) ?? read(commit);
      known.set(commit, reading);
      // What failed once may be there the next time.
      reading.catch(() => known.delete(commit));
      return reading;
    },
    async before(commit) {
      const query = new URLSearchParams({ base: `${commit}~1`, head: commit });
      return (await api.get<DiffAnswer>(`${path}/diff?${query}`).catch(whenGone))?.value.base;
    },
  };
}

function whenGone(error: unknown): undefined {
  if (error instanceof ApiError && error.status === 404) return undefined;
  throw error;
}
