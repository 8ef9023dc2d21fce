import type { Catalogue, ComponentType, Port } from "../model/catalogue.ts";
import { type FieldRow, fieldRows } from "../model/field_rows.ts";
import type { Json } from "../model/json.ts";
import { choices, flowText } from "../model/schema_text.ts";
import { codeText, tableText } from "./markdown.ts";

const HEAD = [
  "# Components",
  "",
  "Made from the catalogue by `deno task build`. Do not edit.",
  "",
  "Every node of a workflow is one of these. A field in **bold** must be given. _advanced_ and",
  "_expert_ fields are folded away in forms. Every list of offered values ends with a field of one's",
  "own: whatever fits is as good.",
];

/** The catalogue as a page of Markdown: every component, its ports, and every field of its config. */
export function componentsMarkdown({ components }: Catalogue): string {
  const all = Object.values(components);
  const groups = Map.groupBy(all, ({ category }) => category);
  const parts = [...groups].flatMap(([category, members]) => [
    `## ${category}`,
    ...members.flatMap((component) => ["", ...sectionOf(component)]),
    "",
  ]);
  return [...HEAD, "", ...linksOf(all), "", ...parts].join("\n");
}

function linksOf(components: readonly ComponentType[]): string[] {
  const rows = components.map(({ id, title, category }) => [`[${title}](#${id})`, category]);
  return tableText(["component", "category"], rows);
}

function sectionOf({ id, title, description, outputs, inputs, config }: ComponentType): string[] {
  const fields = fieldRows(config).map(cellsOf);
  return [
    `### ${id}`,
    "",
    `${title}. ${description}`,
    "",
    ...portsOf("Gives", outputs),
    ...portsOf("Takes", inputs),
    ...tableText(["field", "holds", "default", "what it is"], fields),
  ];
}

function portsOf(verb: string, ports: Readonly<Record<string, Port>>): string[] {
  const words = Object.entries(ports).map(([name, { type, many, needs }]) => {
    const several = many ? ", any number" : "";
    return `${codeText(name)} (${type}${several}${needs ? `, needs ${codeText(needs)}` : ""})`;
  });
  return words.length === 0 ? [] : [`${verb}: ${words.join(", ")}.`, ""];
}

function cellsOf(row: FieldRow): string[] {
  const { name, title, description, tier, holds, default: value, presets, required, when } = row;
  const depth = tier === "basic" ? "" : ` _${tier}_`;
  const offers = presets.length > 0 ? ` Offers ${presets.map(textOf).join(", ")}.` : "";
  const only = when ? ` Only where ${codeText(when.field)} is ${choices(when.in)}.` : "";
  return [
    `${required ? `**${codeText(name)}**` : codeText(name)}${depth}`,
    holds,
    value === undefined ? "" : textOf(value),
    `${title}: ${description}${only}${offers}`,
  ];
}

function textOf(value: Json): string {
  return codeText(typeof value === "string" ? value : flowText(value));
}
