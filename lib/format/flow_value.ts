import type { Json } from "../model/json.ts";
import { readYaml } from "./read.ts";
import { valueOf } from "./source.ts";

/** A value as a person types it on one line: what YAML takes for a scalar, a list or a map; else text. */
export function flowValue(text: string): Json {
  const { root } = readYaml(text);
  if (!root || root.from > 0 || root.to < text.length) return text;
  if (root.type === "scalar") return /[\r\n]/.test(text) ? text : root.value;
  return /^[[{]/.test(text) ? valueOf(root) : text;
}
