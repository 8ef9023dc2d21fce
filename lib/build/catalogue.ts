import { z } from "zod";
import { catalogueOf } from "../components/catalogue_of.ts";
import { components, kinds } from "../components/registry.ts";

/** Where the catalogue lies as data. */
export const CATALOGUE = new URL("../components/catalogue.json", import.meta.url);

/** The text of the catalogue file. */
export function catalogueText(): string {
  return `${JSON.stringify(catalogueOf(z, kinds, components), null, 1)}\n`;
}
