import { register, type Registry } from "../model/registry.ts";
import type { KeyValueAdapter } from "./key_value.ts";
import * as all from "./mod.ts";

/** Every sort of key-value store, by id. */
export const keyValues: Registry<KeyValueAdapter> = register(all);
