import type { Store } from "../stores/store.ts";
import type { DeploymentRequest } from "./deployment_request.ts";
import { mapOf } from "./generation.ts";

/** A file of the branch. */
export interface BranchFile {
  readonly path: string;
  readonly content: string;
}

/** A file that a deployment would change. */
export interface ChangedFile {
  readonly path: string;
  readonly change: "add" | "change" | "remove";
}

/** A rendered workflow on its way to a branch. */
type Content = Pick<DeploymentRequest, "workflow" | "output" | "rendered">;

/** What a deployment writes to its branch: the output, its source map and its fidelity report. */
export function branchFiles({ workflow, output, rendered }: Content): BranchFile[] {
  return [
    ...rendered.files.map(({ path, text }) => ({
      path: `${workflow}/${output}/${path}`,
      content: text,
    })),
    { path: `${workflow}/report.json`, content: json(rendered.report) },
    { path: `${workflow}/map.json`, content: json(mapOf(rendered.files)) },
  ];
}

/** What a deployment would change on the branch of its environment, ordered by path. */
export async function changedFiles(
  store: Store,
  environment: string,
  content: Content,
): Promise<ChangedFile[]> {
  const head = await store.head(`deploy/${environment}`);
  const wanted = new Map(branchFiles(content).map((file) => [file.path, file.content]));
  const there = head === undefined ? [] : await store.list(head, content.workflow);
  const changes: ChangedFile[] = [];
  for (const { path } of there) {
    const text = wanted.get(path);
    if (text === undefined) changes.push({ path, change: "remove" });
    else if (text !== await textAt(store, head!, path)) changes.push({ path, change: "change" });
    wanted.delete(path);
  }
  for (const path of wanted.keys()) changes.push({ path, change: "add" });
  return changes.sort((a, b) => a.path < b.path ? -1 : 1);
}

async function textAt(store: Store, commit: string, path: string): Promise<string> {
  return new TextDecoder().decode(await store.read(commit, path));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
