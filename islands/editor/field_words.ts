import type { Catalogue } from "../../lib/model/catalogue.ts";
import { isObject, type Json, lookup } from "../../lib/model/json.ts";
import type { OperationPath, Step } from "../../lib/model/operation.ts";
import type { Schema } from "../../lib/model/schema.ts";
import { flowText } from "../../lib/model/schema_text.ts";

/** What the fields of a node are called that are in no config. */
const FIELDS: Readonly<Record<string, string>> = {
  component: "Component",
  config: "Settings",
  description: "Description",
  group: "Group",
  id: "Id",
  labels: "Labels",
  namespace: "Namespace",
  title: "Title",
};

/**
 * What a field is called by the form that shows it, such as `Ports, http, Port`.
 *
 * @param path From the node, or from the document's root.
 */
export function fieldTitle(
  catalogue: Catalogue,
  component: string | undefined,
  path: OperationPath,
): string {
  const [first, ...rest] = path;
  if (first === "config" && rest.length > 0) {
    const schema = lookup(catalogue.components, component ?? "")?.config;
    return titlesIn(schema, rest).join(", ");
  }
  const shown = first === "metadata" || first === "spec" ? rest : path;
  return shown.map((step) => lookup(FIELDS, wordOf(step)) ?? wordOf(step)).join(", ");
}

function titlesIn(schema: Schema | undefined, path: OperationPath): string[] {
  const [step, ...rest] = path;
  if (step === undefined) return [];
  const [title, inner] = stepInto(schema, step);
  return [title, ...titlesIn(inner, rest)];
}

function stepInto(
  schema: Schema | undefined,
  step: Step,
): readonly [title: string, inner: Schema | undefined] {
  if (typeof step === "string") {
    const property = lookup(schema?.properties ?? {}, step);
    if (property) return [property.title ?? step, property];
    const other = schema?.additionalProperties;
    return [step, typeof other === "object" ? other : undefined];
  }
  return [wordOf(step), schema?.items];
}

/** A step of a path in a word; items are counted from one. */
function wordOf(step: Step | undefined): string {
  if (typeof step === "number") return `${step + 1}`;
  return typeof step === "object" ? String(Object.values(step)[0]) : step ?? "";
}

/** The component of the node that something is about, wherever the node still is. */
export function componentIn(
  { base, ours, theirs }: { readonly base: Json; readonly ours: Json; readonly theirs: Json },
  node: { readonly component: string } | undefined,
): string | undefined {
  if (node) return node.component;
  const [some] = [theirs, ours, base].filter(isObject);
  return typeof some?.component === "string" ? some.component : undefined;
}

/** A value as people read it; nothing where there is none. */
export function valueWords(value: Json | undefined): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "boolean") return value ? "on" : "off";
  return typeof value === "string" ? value : flowText(value);
}
