import type { Reading } from "../recorder.ts";
import { within } from "../shared/origin.ts";
import { type Files, modeNumber } from "./consumed_files.ts";

/** A volume of several settings and secrets that share a folder; of two same keys the last wins. */
export function projectedOf(files: readonly Files[]): object {
  const seen = new Set<string>();
  const sources = files.toReversed().map((one) => sourceOf(one, seen)).toReversed();
  return { projected: { sources } };
}

function sourceOf(files: Files, seen: Set<string>): object {
  if (files.from === "setting") {
    const { it } = files;
    const only = it.value("subPath");
    const all = { ...it.value("data"), ...it.value("binaryData") };
    const keys = Object.keys(all).sort().filter((key) => (only ?? key) === key);
    const configMap = { items: itemsOf(it, keys, seen), name: it.node };
    return { configMap: within(it, configMap) };
  }
  const { it } = files;
  const only = it.value("subPath");
  return {
    secret: within(it, {
      items: itemsOf(it, it.value("keys").filter((key) => (only ?? key) === key), seen),
      name: it.get("secretName") ?? it.node,
      optional: it.get("optional"),
    }),
  };
}

function itemsOf(
  it: Reading<{ readonly mode: string }>,
  keys: readonly string[],
  seen: Set<string>,
): object[] {
  const mode = it.as("mode", modeNumber(it.value("mode")));
  return keys.filter((key) => !seen.has(key) && seen.add(key))
    .map((key) => ({ key, mode, path: key }));
}
