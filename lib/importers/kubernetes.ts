import { Draft } from "./shared/draft.ts";
import { crowdProblem } from "./shared/crowd.ts";
import { ImportReport } from "./shared/report.ts";
import type { Imported, Importer, SourceFile } from "./importer.ts";
import { Field } from "./yaml/field.ts";
import { linesOf } from "./yaml/lines.ts";
import { openPage, type Page } from "./yaml/page.ts";
import { type KubeObject, objectsOf } from "./kubernetes/objects.ts";
import { reasonOf } from "./kubernetes/reasons.ts";
import { readObjects } from "./kubernetes/read_objects.ts";

/** Objects of a Kubernetes cluster, as `kubectl apply` takes them. */
export const kubernetes: Importer = {
  id: "kubernetes",
  title: "Kubernetes",
  recognizes: ({ path, text }) =>
    /\.(ya?ml|json)$/i.test(path) && /^\s*-?\s*"?kind"?\s*:/m.test(text) &&
    /^\s*-?\s*"?apiVersion"?\s*:/m.test(text) && !/apiVersion:\s*["']?celestra\/v1/.test(text),
  import: (files, name) => importObjects(files, name),
};

/** Reads the objects that are wanted; whoever does not want one says why. */
export function importObjects(
  files: readonly SourceFile[],
  name: string,
  isWanted: (object: KubeObject) => boolean = () => true,
): Imported {
  const opened = files.map(openPage);
  const problems = opened.flatMap((page) => page.problems);
  const pages = opened.map(({ page }) => page);
  const draft = new Draft("Application", name);
  const objects = pages.flatMap(objectsOf).filter(isWanted);
  const crowd = crowdProblem(files[0]?.path ?? "", objects.length);
  if (crowd) return { report: [], problems: [crowd] };
  readObjects(draft, objects);
  const report = new ImportReport(files);
  for (const page of pages) {
    for (const source of page.documents) {
      for (const line of linesOf(rootOf(page, source), reasonOf)) report.add(line);
    }
  }
  const lines = report.lines("this line could not be read");
  const workflow = draft.nodes.length > 0 ? { workflow: draft.workflow() } : {};
  return { ...workflow, report: lines, problems };
}

/** The keys of an object begin with its kind and name. */
function rootOf(page: Page, source: Page["documents"][number]): Field {
  const plain = new Field(page, source, { path: "" });
  const kind = plain.get("kind")?.text;
  const name = plain.at("metadata", "name")?.text;
  return new Field(page, source, { path: kind && name ? `${kind}/${name}` : kind ?? "" });
}
