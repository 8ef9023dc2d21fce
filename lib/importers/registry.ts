import { register, type Registry } from "../model/registry.ts";
import type { Importer } from "./importer.ts";
import * as all from "./mod.ts";

/** Every format that can be imported, by id. */
export const importers: Registry<Importer> = register(all);
