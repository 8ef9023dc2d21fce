import { register, type Registry } from "../model/registry.ts";
import type { StoreAdapter } from "./adapter.ts";
import * as all from "./mod.ts";

/** Every sort of store, by id. */
export const stores: Registry<StoreAdapter> = register(all);
