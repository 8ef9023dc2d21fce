import { readYaml } from "../../format/read.ts";
import { scalarText } from "../../format/scalar.ts";
import type { SourceNode, SourceScalar } from "../../format/source.ts";

/** The longest title that the format takes. */
const LONGEST_TITLE = 200;

const COPY = " (copy)";

/**
 * The text of a document under another name. Only that scalar changes; comments, order and quoting
 * of everything else stay.
 *
 * @returns `undefined` where the text has no name to change.
 */
export function renamed(text: string, name: string): string | undefined {
  const scalar = metadataOf(text, "name");
  return scalar && spliced(text, scalar, scalarText(name));
}

/** The text of a document whose title says that it is a copy, where it has a title of one line. */
export function titledAsCopy(text: string): string {
  const title = metadataOf(text, "title");
  if (typeof title?.value !== "string") return text;
  const value = title.value + COPY;
  const written = text.slice(title.from, title.to);
  const isPlain = written === title.value;
  const isQuoted = /^(["']).*\1$/.test(written);
  if (value.length > LONGEST_TITLE || !(isPlain || isQuoted)) return text;
  const end = isPlain ? title.to : title.to - 1;
  return text.slice(0, end) + COPY + text.slice(end);
}

function metadataOf(text: string, field: string): SourceScalar | undefined {
  const { root } = readYaml(text);
  const value = root && valueIn(valueIn(root, "metadata"), field);
  return value?.type === "scalar" ? value : undefined;
}

function valueIn(node: SourceNode | undefined, key: string): SourceNode | undefined {
  if (node?.type !== "map") return undefined;
  return node.entries.find((entry) => entry.key === key)?.value;
}

/** A block scalar reaches over the end of its last line, which stays. */
function spliced(text: string, { from, to }: SourceScalar, value: string): string {
  const end = /\r?\n$/.exec(text.slice(from, to))?.[0] ?? "";
  const gap = /[:-]/.test(text[from - 1] ?? "") ? " " : "";
  return text.slice(0, from) + gap + value + end + text.slice(to);
}
