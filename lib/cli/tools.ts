import catalogue from "../components/catalogue.json" with { type: "json" };
import { components } from "../components/registry.ts";
import { generators } from "../generators/registry.ts";
import type { Catalogue } from "../model/catalogue.ts";
import { type Checking, createChecking } from "../services/checking.ts";
import { createRuling, type Ruling } from "../services/ruling.ts";
import { destinationsOf } from "../services/destinations.ts";
import type { GenerationOptions } from "../services/generation.ts";
import { targets } from "../targets/registry.ts";
import type { Host } from "./host.ts";

/** What every command judges and renders with. */
export const tools: GenerationOptions = {
  catalogue: catalogue as unknown as Catalogue,
  components,
  generators,
  destinations: destinationsOf({ targets, generators }),
};

/** Creates what judges files. */
export function checking(): Checking {
  return createChecking(tools);
}

/** Creates what judges files and asks rules about them, on the day of a host. */
export function ruling({ today }: Pick<Host, "today">): Ruling {
  const { catalogue, destinations: { outputs } } = tools;
  return createRuling({ checking: checking(), catalogue, outputs, today: () => today });
}
