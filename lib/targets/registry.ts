import { register, type Registry } from "../model/registry.ts";
import * as all from "./mod.ts";
import type { TargetAdapter } from "./target.ts";

/** Every sort of destination, by id. */
export const targets: Registry<TargetAdapter> = register(all);
