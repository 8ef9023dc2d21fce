import { z } from "zod";
import { catalogueOf } from "../components/catalogue_of.ts";
import { components, kinds } from "../components/registry.ts";
import { componentsMarkdown } from "../format/components_markdown.ts";
import { rulesMarkdown } from "../format/rules_markdown.ts";

/** The pages of `docs` that are made from the sources: the text of each, by its name. */
export function papers(): Readonly<Record<string, string>> {
  const catalogue = catalogueOf(z, kinds, components);
  return {
    "components.md": componentsMarkdown(catalogue),
    "rules.md": rulesMarkdown(),
  };
}

/** Where a page lies. */
export function paperUrl(name: string): URL {
  return new URL(`../../docs/${name}`, import.meta.url);
}
