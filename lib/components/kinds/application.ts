import type { Kind } from "../../model/catalogue.ts";
import * as family from "../application/mod.ts";

/** The categories in the order of the palette; one that is not here comes last. */
const CATEGORIES = [
  "Applications",
  "Networking",
  "Configuration",
  "Access",
  "Delivery",
  "Grouping",
];

function placeOf(category: string): number {
  const place = CATEGORIES.indexOf(category);
  return place < 0 ? CATEGORIES.length : place;
}

/** Programs, their data and what connects them: every component of the family. */
export const application: Kind = {
  id: "Application",
  title: "Application",
  description: "Programs, their data and what connects them, deployed to containers.",
  components: Object.values(family)
    .sort((one, other) => placeOf(one.category) - placeOf(other.category))
    .map(({ id }) => id),
  joins: [],
  acyclic: true,
};
