import { AppError } from "./error.ts";

/** Things of one sort, by id. */
export type Registry<Thing> = ReadonlyMap<string, Thing>;

/**
 * Makes a registry of the exports of a `mod.ts`.
 *
 * @throws where an id is not its export's name in kebab-case, or stands twice.
 */
export function register<Thing extends { readonly id: string }>(
  all: Readonly<Record<string, Thing>>,
): Registry<Thing> {
  const registry = new Map<string, Thing>();
  for (const [name, thing] of Object.entries(all)) {
    const id = idOf(name);
    if (thing.id !== id) throw new Error(`The id of ${name} is "${thing.id}"; it must be "${id}"`);
    if (registry.has(id)) throw new Error(`The id "${id}" stands twice`);
    registry.set(id, thing);
  }
  return registry;
}

/** The thing with an id; throws `not_found`, naming the ids there are. */
export function pick<Thing>(what: string, registry: Registry<Thing>, id: string): Thing {
  const thing = registry.get(id);
  if (thing) return thing;
  const ids = [...registry.keys()].sort().join(", ");
  throw new AppError("not_found", `There is no ${what} "${id}"; there are: ${ids}`);
}

/** `dryRun` to `dry-run`; the name of an export gives the id. */
function idOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
