import { register, type Registry } from "../model/registry.ts";
import type { Generator } from "./generator.ts";
import * as all from "./mod.ts";

/** Every output, by id. */
export const generators: Registry<Generator> = register(all);
