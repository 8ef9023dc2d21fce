import { createMemoryCells } from "./cells/memory_cells.ts";
import { overCells } from "./cells/over_cells.ts";
import type { KeyValue, KeyValueAdapter } from "./key_value.ts";

/** A store that is gone with its process: for tests and trials. */
export const memory: KeyValueAdapter = {
  id: "memory",
  open: () => Promise.resolve(createMemoryKeyValue()),
};

/** Makes an empty store in memory. */
export function createMemoryKeyValue(): KeyValue {
  return overCells(createMemoryCells());
}
