import type { KeyValue } from "./key_value.ts";
import type { SeenHeads } from "./state.ts";

/** Creates the memory of where branches were. */
export function createSeenHeads(keyValue: KeyValue): SeenHeads {
  return {
    last: async (branch) => (await keyValue.get<string>(["heads", branch]))?.value,
    // Of several processes the last one counts: each looks at the branch before it writes this.
    keep: async (branch, commit) =>
      void await keyValue.commit({ sets: [{ key: ["heads", branch], value: commit }] }),
  };
}
