import type { SeriesOf } from "../components/plan.ts";
import { createRemembered } from "./content/remembered.ts";

/** How many workflows are worked on at a time, each in the environments that are looked at. */
const REMEMBERED = 16;

/** Creates what finds the series of a workflow's plans, of those that were made last. */
export function createSeries(): SeriesOf {
  const known = createRemembered<object>(REMEMBERED);
  return (workflow, environment) => known.of(JSON.stringify([workflow, environment]), () => ({}));
}
