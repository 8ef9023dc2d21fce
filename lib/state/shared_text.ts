import type { KeyValue } from "./key_value.ts";
import { transact } from "./transact.ts";

/** A text that all processes on one state share. */
export interface SharedText {
  /** Replaces the text in one step; `change` may be asked again when another process was faster. */
  update(change: (before: string | undefined) => string): Promise<void>;
}

/** Creates a shared text; its name tells it from others. */
export function createSharedText(keyValue: KeyValue, name: string): SharedText {
  const key = ["shared", name];
  return {
    update: (change) =>
      transact(keyValue, async () => {
        const found = await keyValue.get<string>(key);
        const checks = [{ key, version: found?.version ?? null }];
        return {
          transaction: { checks, sets: [{ key, value: change(found?.value) }] },
          answer: undefined,
        };
      }),
  };
}
