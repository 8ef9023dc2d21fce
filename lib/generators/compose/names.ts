import { hashOf } from "../../model/hash.ts";

/** The folder of a secret's values; `deploy` says where it is. */
export function secretFolder(node: string): string {
  return "${CELESTRA_SECRETS:-./secrets}/" + node;
}

/**
 * The name of an entry under `secrets` or `configs`: legal for every key, and another one for
 * every pair, since no id holds an underscore.
 */
export function entryName(node: string, key: string): string {
  return `${node}_${key}`;
}

/** The volume of a workload; `data` is the main one. */
export function volumeName(node: string, volume: string): string {
  return `${node}-${volume}`;
}

/** The file of a key of a setting, beside `compose.yaml`. */
export function configPath(node: string, key: string): string {
  return `config/${fileName(node)}/${fileName(key)}`;
}

/** Names that Git keeps for itself, and those that some file systems read in another way. */
const UNSAFE =
  /^\.git|^\.{0,2}$|\.$|[^A-Za-z0-9._-]|^(con|prn|aux|nul|com\d|lpt\d|conin|conout|clock)(\.|$)/i;

/** A name that is safe on every machine; no key holds `@`, so it is still another one for each. */
function fileName(text: string): string {
  return UNSAFE.test(text) || text.length > 255 ? `@${hashOf(text)}` : text;
}
