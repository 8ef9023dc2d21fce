import type { SourceFile } from "../importer.ts";
import type { Provided } from "../shared/addresses.ts";
import type { Draft, DraftNode } from "../shared/draft.ts";
import type { ImportReport } from "../shared/report.ts";
import type { Field } from "../yaml/field.ts";
import type { Page } from "../yaml/page.ts";
import type { Placed, Service } from "./service.ts";

/** Everything that is known while a project is read. */
export interface Reading {
  readonly draft: Draft;
  readonly files: readonly SourceFile[];
  readonly report: ImportReport;
  readonly pages: readonly Page[];
  readonly services: readonly Service[];
  readonly placed: Map<string, Placed>;
  /** What the names of services lead to. */
  readonly book: Map<string, Provided>;
  /** Values of variables: those of a `.env` file among the inputs. */
  readonly values: ReadonlyMap<string, string>;
  /** Entries of the top level by their part and name: `volumes`, `secrets`, `configs`. */
  top(part: string, name: string): Field | undefined;
  /** Nodes of secrets and configs by their name in the file. */
  readonly settings: Map<string, DraftNode>;
}

/** A file among the inputs, by a path that a Compose file names; none that leads out of them. */
export function fileAt(
  { files }: Pick<Reading, "files">,
  from: Field,
  path: string,
): SourceFile | undefined {
  const target = resolved(folderOf(from.page.file.path), path);
  return target === undefined ? undefined : files.find((file) => file.path === target);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** A path below the folder of all inputs; `undefined` for one that leaves it. */
function resolved(folder: string, path: string): string | undefined {
  if (/^([/~\\]|[A-Za-z]:)/.test(path)) return undefined;
  const steps: string[] = [];
  for (const step of `${folder}${path}`.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join("/");
}
