import { LIMITS } from "../model/workflow.ts";
import { sizeFault } from "./yaml_bytes.ts";
import { type Read, readWithLibrary } from "./yaml_library.ts";
import { readSubset } from "./yaml_subset.ts";
import { MAX_FAULTS, textFaults } from "./yaml_text.ts";

export { type Decoded, decodeText } from "./yaml_bytes.ts";
export type { Read } from "./yaml_library.ts";

/**
 * Reads one YAML 1.2 document. Never throws: there is a tree, or there are faults, each at its
 * offset with what was expected.
 *
 * Ranges are made for splicing. A scalar covers its own source, quotes included, and neither the
 * white space nor the comment after it; a block scalar goes from its `|` or `>` to the end of its
 * last line, line end included. A value that is left out is empty and stands right after its `:`
 * or `-`, or after its key where there is no `:`. A map or list in brackets goes from bracket to
 * bracket; one without goes from its first key or `-` to the end of its last value. An anchor or
 * tag stands before the range of its value. All of an alias's value has the range of the alias.
 */
export function readYaml(text: string, maxBytes: number = LIMITS.fileBytes): Read {
  const size = sizeFault(text, maxBytes);
  if (size) return { faults: [size] };
  const root = readSubset(text);
  return root ? { root, faults: [], isOrdinary: true } : judged(text);
}

/** What the package makes of a text, and what is wrong with its characters. */
function judged(text: string): Read {
  const faults = textFaults(text);
  if (faults.some(({ code }) => code === "encoding")) return { faults };
  const read = readWithLibrary(text);
  if (faults.length + read.faults.length === 0) return read;
  const all = [...read.faults, ...faults].sort((a, b) => a.offset - b.offset);
  return { faults: all.slice(0, MAX_FAULTS) };
}
