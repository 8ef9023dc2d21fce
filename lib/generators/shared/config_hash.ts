import { digestOf } from "../../model/digest.ts";
import type { Index } from "./index.ts";

/** Hashes each setting once, however many consume it. */
export type SettingHashes = (id: string) => string | undefined;

/** The hashes of the settings of a plan; those that are not to roll anything have none. */
export function settingHashes({ settings }: Index): SettingHashes {
  const hashes = new Map<string, string>();
  return (id) => {
    const setting = settings.get(id);
    if (!setting || setting.value("reload") === "none") return undefined;
    let hash = hashes.get(id);
    if (hash === undefined) {
      // Such that a Helm template can compute it too.
      const entries = Object.entries({ ...setting.value("data"), ...setting.value("binaryData") })
        .map(([key, text]) => `${key} ${digestOf(text)}`).sort();
      hashes.set(id, hash = digestOf([id, ...entries].join("\n")));
    }
    return hash;
  };
}

/**
 * A hash of everything that a container consumes, to stand where its change makes a new container:
 * neither a pod nor Compose sees by itself that a mounted file changed. It begins with letters, since
 * digits around an `e` alone are a number to programs that read YAML 1.2, and text to Go's.
 */
export function configHash(
  settings: readonly string[],
  hashOfOne: SettingHashes,
): string | undefined {
  const hashes = new Set(settings.flatMap((id) => hashOfOne(id) ?? []));
  return hashes.size === 0 ? undefined : `sha-${digestOf([...hashes].sort().join(" "))}`;
}
