import type { Reading } from "../recorder.ts";

/** Drops every field of a table that is set, with its reason. */
export function dropAll<T extends object>(
  reading: Reading<T>,
  reasons: { readonly [Key in keyof T & string]?: string },
): void {
  for (const [key, reason] of Object.entries(reasons) as [keyof T & string, string][]) {
    reading.drop(key, reason);
  }
}
