import type { Catalogue, ComponentType } from "../../lib/model/catalogue.ts";
import { lookup } from "../../lib/model/json.ts";

/** The components that a kind of workflow may hold and that all words are about, by category. */
export function paletteGroups(
  catalogue: Catalogue,
  kind: string,
  words: string,
): readonly (readonly [string, readonly ComponentType[]])[] {
  const ids = lookup(catalogue.kinds, kind)?.components ?? Object.keys(catalogue.components);
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = ids.flatMap((id) => lookup(catalogue.components, id) ?? [])
    .filter((component) => wanted.every((word) => textOf(component).includes(word)));
  return [...Map.groupBy(found, ({ category }) => category)];
}

function textOf({ id, title, description, category }: ComponentType): string {
  return `${id} ${title} ${description} ${category}`.toLowerCase();
}
