import { Draft } from "./shared/draft.ts";
import { crowdProblem } from "./shared/crowd.ts";
import { ImportReport } from "./shared/report.ts";
import type { Imported, ImportedLines, Importer, SourceFile } from "./importer.ts";
import { Field } from "./yaml/field.ts";
import { linesOf } from "./yaml/lines.ts";
import { environmentFile } from "./compose/interpolation.ts";
import { explainNetworks } from "./compose/network.ts";
import { isCompose, openProject, type Project } from "./compose/project.ts";
import { readServices } from "./compose/read_services.ts";
import type { Reading } from "./compose/reading.ts";
import { reasonOf } from "./compose/reasons.ts";

/** Services of Docker Compose, with the files that they name. */
export const compose: Importer = {
  id: "compose",
  title: "Docker Compose",
  takesOthers: true,
  recognizes: ({ path, text }) => /\.ya?ml$/i.test(path) && isCompose(text),
  import: importServices,
};

function importServices(files: readonly SourceFile[], name: string): Imported {
  const project = openProject(files);
  const draft = new Draft("Application", name);
  const report = new ImportReport(files);
  const reading = readingOf(files, project, draft, report);
  const crowd = crowdProblem(project.opened[0]?.page.file.path ?? "", project.services.length);
  if (crowd) return { report: [], problems: [crowd] };
  readServices(reading);
  explainTop(reading, project);
  for (const { page } of project.opened) {
    for (const source of page.documents) {
      const root = new Field(page, source, { path: "" });
      for (const line of linesOf(root, reasonOf)) report.add(line);
    }
  }
  const problems = project.opened.flatMap(({ problems }) => problems);
  const workflow = draft.nodes.length > 0 ? { workflow: draft.workflow() } : {};
  return { ...workflow, report: readLines(report, project), problems };
}

function readingOf(
  files: readonly SourceFile[],
  { opened, roots, services }: Project,
  draft: Draft,
  report: ImportReport,
): Reading {
  const settings = files.filter(({ path }) => /(^|\/)\.env$/.test(path));
  const values = settings.flatMap(({ text }) => environmentFile(text))
    .flatMap(({ key, value }) => value === undefined ? [] : [[key, value] as const]);
  return {
    draft,
    files,
    report,
    services,
    pages: opened.map(({ page }) => page),
    placed: new Map(),
    book: new Map(),
    settings: new Map(),
    values: new Map(values),
    top: (part, name) => roots.findLast((root) => root.at(part, name))?.at(part, name),
  };
}

/** What stands beside the services. */
function explainTop({ draft }: Reading, { roots }: Project): void {
  for (const root of roots) {
    const name = root.get("name");
    if (name?.text === draft.name) name.take();
    else name?.approximate(`the workflow is named "${draft.name}"`);
    root.get("version")?.take();
    explainNetworks(root.get("networks"));
    for (const [key, field] of root.entries()) if (isTemplate(key, field)) field.take();
    const services = root.get("services");
    if (services?.isEmpty) services.drop("there are no services");
  }
}

/** Whether something stands there to be repeated elsewhere: it is taken where it is used. */
function isTemplate(key: string, { page, source }: Field): boolean {
  const before = page.file.text.slice(Math.max(0, source.from - 80), source.from);
  return key.startsWith("x-") && /&\S+\s*$/.test(before);
}

/** Files that nothing names are no part of the import. */
function readLines(report: ImportReport, { opened }: Project): ImportedLines[] {
  const lines = report.lines("this line could not be read");
  const read = new Set([
    ...opened.map(({ page }) => page.file.path),
    ...lines.filter(({ class: became }) => became !== "dropped").map(({ file }) => file),
  ]);
  return lines.filter(({ file }) => read.has(file));
}
