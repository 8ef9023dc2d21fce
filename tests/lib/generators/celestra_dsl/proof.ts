import type { Fidelity } from "../../../../lib/model/artifact.ts";
import { isObject, type Json, pathText } from "../../../../lib/model/json.ts";
import type { Written } from "../../../helpers/celestra_library.ts";
import { CATALOGUE } from "../../components/planned.ts";
import { nameOf } from "../../components/full_configs.ts";
import type { Case } from "./cases.ts";
import { type Found, type Look, PLACES } from "./places.ts";

/** What a report calls exact and the written objects do not hold, one line each. */
export function unproven(
  { name, workflow }: Case,
  report: readonly Fidelity[],
  objects: readonly Written[],
): string[] {
  return report.filter((entry) => entry.class === "exact").flatMap(({ node, path }) => {
    const { component, config } = workflow.nodes.get(node)!;
    const value = path.reduce<Json>(
      (at, step) => (at as Record<string | number, Json>)[step]!,
      config,
    );
    const property = nameOf(CATALOGUE.components[component]!.config, path);
    const place = placeOf(component, property);
    const what = `${name}: ${component} ${node} ${pathText(path)}`;
    if (!place) return [`${what} (${property}) has no known place`];
    const consumers = workflow.connections.filter(({ from }) => from.node === node)
      .map(({ to }) => to.node);
    const configOf = (id: string) => workflow.nodes.get(id)!.config;
    const members = [...workflow.nodes.values()]
      .filter(({ group, component }) => group === node && /app|job/.test(component))
      .map(({ id }) => id);
    const [found, expected] = place({
      members,
      objects,
      id: node,
      path,
      value,
      config,
      consumers,
      configOf,
    });
    return equal(found, expected)
      ? []
      : [`${what}: ${JSON.stringify(found)} and not ${JSON.stringify(expected)}`];
  });
}

/** A value of any form inside a property belongs to the place of the property. */
function placeOf(component: string, property: string): ((look: Look) => Found) | undefined {
  const places = PLACES[component]!;
  const parent = Object.keys(places).find((name) => name !== "" && property.startsWith(`${name}{`));
  return places[property] ?? (parent === undefined ? undefined : places[parent]);
}

function equal(found: unknown, expected: unknown): boolean {
  return found !== undefined && JSON.stringify(sorted(found)) === JSON.stringify(sorted(expected));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map((
      [key, one],
    ) => [key, sorted(one)]),
  );
}
