import { type ReadonlySignal, signal } from "@preact/signals";
import type { ImportedLines, SourceFile } from "../lib/model/import.ts";
import type { LocatedProblem } from "../lib/model/problem.ts";
import { type Api, ApiError, messageOf } from "./api.ts";

/** What reading foreign files answers. */
export interface ImportAnswer {
  /** Absent where nothing comes of the files; `problems` says why. */
  readonly text?: string;
  readonly layout?: string;
  readonly report: readonly ImportedLines[];
  readonly problems: readonly LocatedProblem[];
}

/** Foreign files on their way to a workflow. */
export interface Importing {
  readonly files: readonly SourceFile[];
  /** The name that is proposed. */
  readonly name: string;
  /** What they would become, once it is known. */
  readonly answer: ReadonlySignal<ImportAnswer | undefined>;
  readonly isBusy: ReadonlySignal<boolean>;
  readonly fault: ReadonlySignal<string | undefined>;
  /** What is wrong with the files where nothing comes of them. */
  readonly problems: ReadonlySignal<readonly LocatedProblem[]>;
  /** Makes the workflow under a name, and opens it. */
  create(name: string): Promise<void>;
}

/** What an import needs. */
export interface ImportingOptions {
  readonly api: Api;
  readonly files: readonly SourceFile[];
  readonly go: (path: string) => void;
}

/** Creates what makes a workflow of files, and asks at once what would come of them. */
export function createImporting({ api, files, go }: ImportingOptions): Importing {
  const name = nameOf(files);
  const answer = signal<ImportAnswer>();
  const isBusy = signal(false);
  const fault = signal<string>();
  const problems = signal<readonly LocatedProblem[]>([]);

  async function attempt(work: () => Promise<void>): Promise<void> {
    isBusy.value = true;
    fault.value = undefined;
    problems.value = [];
    try {
      await work();
    } catch (error) {
      fault.value = messageOf(error);
      problems.value = problemsOf(error);
      isBusy.value = false;
    }
  }

  async function read(name: string): Promise<ImportAnswer> {
    const body = { name, files };
    const { value } = await api.send<ImportAnswer>("POST", "/api/v1/import", { body });
    return answer.value = value;
  }

  void attempt(async () => {
    await read(name);
    isBusy.value = false;
  });
  return {
    files,
    name,
    answer,
    isBusy,
    fault,
    problems,
    create: (wanted) =>
      attempt(async () => {
        const known = answer.peek();
        const { text, layout } = known && wanted === name ? known : await read(wanted);
        if (text === undefined || layout === undefined) throw new Error(NOTHING);
        await api.send("POST", "/api/v1/workflows", { body: { name: wanted, text } });
        const path = `/api/v1/workflows/${wanted}/layout`;
        await api.send("PUT", path, { text: layout, ifNoneMatch: "*" });
        go(`/workflows/${wanted}`);
      }),
  };
}

const NOTHING = "Nothing comes of these files. What keeps them from being read is listed here.";

function problemsOf(error: unknown): readonly LocatedProblem[] {
  const found = error instanceof ApiError ? error.details.problems : undefined;
  return Array.isArray(found) ? found : [];
}

/** A legal name like that of the folder of all files, or of the first one, up to its first dot. */
function nameOf(files: readonly SourceFile[]): string {
  const folders = new Set(files.map(({ path }) => path.split("/").slice(0, -1)[0]));
  const [folder] = folders;
  const isOne = files.length > 1 && folders.size === 1 && folder !== undefined;
  const base = isOne ? folder : files[0]?.path.split("/").at(-1)?.split(".")[0] ?? "";
  const legal = base.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+|-+$/g, "");
  return legal.slice(0, 52).replace(/-+$/, "") || "imported";
}
