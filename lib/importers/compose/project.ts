import type { SourceFile } from "../importer.ts";
import { Field } from "../yaml/field.ts";
import { type OpenedPage, openPage, type Page } from "../yaml/page.ts";
import { fileAt } from "./reading.ts";
import type { Service } from "./service.ts";

/** The files of a project, and its services with all that they extend. */
export interface Project {
  readonly opened: readonly OpenedPage[];
  readonly roots: readonly Field[];
  readonly services: readonly Service[];
}

const YAML = /\.ya?ml$/i;

/** Whether a text holds services. */
export function isCompose(text: string): boolean {
  return /^["']?(services|include)["']?\s*:/m.test(text) && !/^apiVersion\s*:/m.test(text);
}

/** Opens every Compose file among the inputs; what only is extended makes no services. */
export function openProject(files: readonly SourceFile[]): Project {
  const yaml = files.filter(({ path }) => YAML.test(path));
  const meant = yaml.filter(({ text }) => isCompose(text));
  const opened = (meant.length > 0 ? meant : yaml.length > 0 ? yaml : files.slice(0, 1))
    .map(openPage);
  const roots = opened.flatMap(({ page }) => rootsOf(page));
  const bases = new Set(roots.flatMap((root) => basesOf(files, root)));
  const main = roots.filter(({ page }) => !bases.has(page.file.path));
  return { opened, roots, services: servicesOf(files, roots, main) };
}

function rootsOf(page: Page): Field[] {
  const [first, ...more] = page.documents.map((source) => new Field(page, source, { path: "" }));
  for (const other of more) other.drop("a Compose file is one document");
  return first ? [first] : [];
}

/** The files that services of a file extend. */
function basesOf(files: readonly SourceFile[], root: Field): string[] {
  return (root.get("services")?.entries() ?? []).flatMap(([, service]) => {
    const file = service.at("extends", "file");
    const found = file?.text === undefined ? undefined : fileAt({ files }, file, file.text);
    return found && found.path !== root.page.file.path ? [found.path] : [];
  });
}

/** Services by name: what a later file says of one goes before what an earlier file says. */
function servicesOf(
  files: readonly SourceFile[],
  roots: readonly Field[],
  main: readonly Field[],
): Service[] {
  const layers = new Map<string, Field[]>();
  for (const root of main) {
    for (const [name, field] of root.get("services")?.entries() ?? []) {
      const all = [...basesFor(files, roots, field, []), field];
      layers.set(name, [...layers.get(name) ?? [], ...all]);
    }
  }
  return [...layers].map(([name, layers]) => ({ name, layers }));
}

/** What a service extends, the furthest first; a circle ends where it begins. */
function basesFor(
  files: readonly SourceFile[],
  roots: readonly Field[],
  field: Field,
  seen: readonly Field["source"][],
): Field[] {
  const said = field.get("extends");
  if (!said) return [];
  const name = said.get("service")?.text ?? said.text ?? "";
  const file = said.get("file");
  const path = file?.text === undefined
    ? field.page.file.path
    : fileAt({ files }, file, file.text)?.path;
  const root = roots.find(({ page }) => page.file.path === path);
  const base = root?.get("services")?.get(name);
  if (!base) {
    said.drop(`the service "${name}" that it extends is not among the inputs`);
    return [];
  }
  if (base.source === field.source || seen.includes(base.source)) {
    said.drop("it extends itself");
    return [];
  }
  said.take();
  return [...basesFor(files, roots, base, [...seen, field.source]), base];
}
