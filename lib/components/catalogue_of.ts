import type { Catalogue, ComponentType, Kind } from "../model/catalogue.ts";
import type { Registry } from "../model/registry.ts";
import type { Schema } from "../model/schema.ts";
import type { Component, Zod } from "./component.ts";

/**
 * The catalogue as plain data, made from the components and kinds. `deno task build` writes it to
 * `catalogue.json`, which everything but tests reads.
 */
export function catalogueOf(
  z: Zod,
  kinds: Registry<Kind>,
  components: Registry<Component>,
): Catalogue {
  return {
    version: 1,
    kinds: Object.fromEntries(kinds),
    components: Object.fromEntries(
      [...components].map(([id, component]) => [id, typeOf(z, component)]),
    ),
  };
}

function typeOf(z: Zod, component: Component): ComponentType {
  const { $schema: _, ...config } = z.toJSONSchema(component.config(z), { io: "input" }) as Schema;
  const { config: _config, resources: _resources, ...data } = component;
  return { ...data, config };
}
